/** Reads contracts as snapshots give them. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { FindingKinds, type FoundKind, judgeRecords } from '../judge/engine.node.ts';
import { costsOf } from '../judge/loss.node.ts';
import type { Queries, Session } from '../store/store.ts';
import { type Conflict, type ContractFacts, contractLine, type Reserve, type SnapshotContract } from './contract.ts';

/** Contracts read at once: at most so many, and few enough that their bodies have at most so many bytes; always one. */
const BATCH = { contracts: 1000, bytes: 4 * 1_048_576 };

type ContractRow = {
  key: string;
  kind: RecordKind;
  standard: string;
  year: number;
  record: string;
  /** The body of the preferred record; null where the table of records does not have it. */
  own: string | null;
  /** The same with the modifications of others; null where there are none. */
  merged: string | null;
  united: string[];
  conflicts: Conflict[];
  /** Why the lists of its records were not united: a code; null where they were. */
  notUnited: string | null;
  /** Whether the preferred record has reserves, on the day on which it was judged (AAAA-MM-JJ; null where the table of records does not have it). */
  reserved: boolean;
  judged: string | null;
  /** Those that publish a valid record of it; one may come several times. Null where none does. */
  resources: number[] | null;
  /** The earliest and the latest last day of publication of its valid records. */
  first: string | null;
  last: string | null;
};

/**
 * Yields every contract that is not withdrawn, in the order of standard, year, kind and key. A body whose united modifications break the standard on `day`
 * (AAAA-MM-JJ), though no record does alone, is left for that of the preferred record, with the codes of the errors. Errors that cost no more than an element are its reserves.
 */
export async function* contractsOf(queries: Queries, day: string): AsyncGenerator<SnapshotContract> {
  const sourceOf = await sourcesOf(queries);
  let next = batchAfter(queries, ['', -1, '', '00000000-0000-0000-0000-000000000000']);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    // The database works while the contracts are written.
    next = batchAfter(queries, [last.standard, last.year, last.kind, last.key]);
    next.catch(() => undefined);
    const faults = await faultsOf(rows, day);
    for (const row of rows) yield contractOf(row, faults.get(row.key), sourceOf);
  }
}

const batchAfter = (queries: Queries, after: readonly [string, number, string, string]): Promise<ContractRow[]> =>
  queries.query<ContractRow>(NEXT, [BATCH.bytes, ...after, BATCH.contracts]);

/** What the index says of a contract besides. */
export type IndexedContract = Omit<SnapshotContract, 'line'> & {
  /** No source publishes it any longer. */
  withdrawn: boolean;
  /** It has reserves, or the verdict on its record warnings. */
  warned: boolean;
  /** The text is that of the record alone, which its hash identifies. */
  isOwn: boolean;
  /** What the index has of it, see `search.content`; null where it has nothing. */
  known: string | null;
};

/** Contracts that the index reads at once, and the bytes of a body up to which it is read with those of others. */
const INDEXED = { contracts: 1000, bytes: 32_768 };

type IndexedRow = ContractRow & { verdict: number; withdrawn: boolean; known: string | null };

/**
 * Yields what `make` makes of the contracts of some keys, withdrawn ones among them, batch after batch in any order. A contract whose record was erased and that is not consolidated again yet
 * is left out. `keys`: a statement that selects `key`. `isEmpty`: the index has nothing yet. `day`: as of `contractsOf`. Within a transaction, which has the statements of whoever reads between the
 * batches.
 */
export async function* contractsWith<T>(
  session: Session,
  { keys, isEmpty, day, make }: { keys: string; isEmpty: boolean; day: string; make: (contract: IndexedContract) => T },
): AsyncGenerator<T[]> {
  const sourceOf = await sourcesOf(session);
  const warned = await warningsOf(session);
  await session.exec(`declare indexed no scroll cursor for ${withKeys(keys, isEmpty)}`);
  const fetch = async (): Promise<IndexedRow[]> => {
    const rows = await session.query<IndexedRow>(`fetch ${INDEXED.contracts} from indexed`);
    for (const row of rows) await readAlone(session, row);
    return rows;
  };
  for (let rows = await fetch(); rows.length > 0;) {
    // The database works while rows are made of what it gave.
    const next = fetch();
    next.catch(() => undefined);
    const faults = await faultsOf(rows, day);
    const made = rows.map((row) => {
      const { facts, text } = factsOf(row, faults.get(row.key), sourceOf);
      const { withdrawn, known } = row;
      const isOwn = row.merged === null || facts.refused !== null;
      return make({ facts, text, withdrawn, known, isOwn, warned: facts.reserves.length > 0 || warned.has(row.verdict) });
    });
    rows = await next;
    yield made;
  }
  await session.exec('close indexed');
}

/** Reads the bodies that are too large to be read with others. */
async function readAlone(session: Session, row: IndexedRow): Promise<void> {
  if (row.own !== null) return;
  const [texts] = await session.query<Pick<ContractRow, 'own' | 'merged'>>(
    'select r.body as own, c.body as merged from contract c join record r on r.hash = c.record where c.key = $1',
    [row.key],
  );
  Object.assign(row, texts);
}

/** The verdicts that have warnings: few, as all verdicts are. */
async function warningsOf(queries: Queries): Promise<ReadonlySet<number>> {
  const rows = await queries.query<{ id: number }>(`select id from verdict where findings @> '[{"severity": "warning"}]'`);
  return new Set(rows.map(({ id }) => id));
}

const PUBLISHED = `
  select json_agg(s.resource) resources, min(v.published)::text "first", max(v.published)::text "last"
  from record v join sighting s on s.record = v.hash
  where v.key = c.key and v.valid`;

/** A table that is written meanwhile is not read: what is known to be empty seems to cost nothing to read whole for each row. */
const withKeys = (keys: string, isEmpty: boolean): string => `
select c.key, c.kind, c.standard, c.year, c.record, c.withdrawn, r.verdict, ${isEmpty ? 'null::uuid' : 'indexed.content'} known, published.*,
  case when c.united = '{}' then '[]' else to_jsonb(c.united) end united, c.conflicts, c.not_united ->> 'code' "notUnited", c.reserved, r.judged::text judged,
  case when texts.bytes <= ${INDEXED.bytes} then r.body end own, case when texts.bytes <= ${INDEXED.bytes} then c.body end merged
from (${keys}) k
  join contract c on c.key = k.key
  join record r on r.hash = c.record
  ${isEmpty ? '' : 'left join search indexed on indexed.key = c.key'}
  cross join lateral (select octet_length(r.body) + coalesce(octet_length(c.body), 0) bytes) texts
  cross join lateral (${PUBLISHED}) published`;

/**
 * The window sums sizes without reading the texts: those of the rows that are left are read alone. One statement for all, contract by contract: a second one would be sent, and
 * planned, while nothing else is done. Days as texts: not all drivers read the date of a `min` alike.
 */
const NEXT = `
select c.key, c.kind, c.standard, c.year, c.record, c.united, c.conflicts, c.not_united ->> 'code' "notUnited", c.reserved, c.judged, c.own, c.merged, published.*
from (
  select c.key, c.kind, c.standard, c.year, c.record, to_jsonb(c.united) united, c.conflicts, c.not_united, c.reserved, r.judged::text judged, r.body own, c.body merged,
    sum(coalesce(octet_length(r.body), 0) + coalesce(octet_length(c.body), 0))
      over (order by c.standard, c.year, c.kind, c.key rows between unbounded preceding and 1 preceding) before
  from (
    select * from contract
    where not withdrawn and (standard, year, kind, key) > ($2::text, $3::smallint, $4::text, $5::uuid)
    order by standard, year, kind, key limit $6) c
  left join record r on r.hash = c.record
) c
cross join lateral (${PUBLISHED}) published
where c.before is null or c.before < $1::bigint
order by c.standard, c.year, c.kind, c.key`;

/** The source of each resource. */
async function sourcesOf(queries: Queries): Promise<ReadonlyMap<number, string>> {
  const rows = await queries.query<{ id: number; source: string }>('select id, source from resource');
  return new Map(rows.map(({ id, source }) => [id, source]));
}

function contractOf(row: ContractRow, faults: Faults | undefined, sourceOf: ReadonlyMap<number, string>): SnapshotContract {
  const { facts, text } = factsOf(row, faults, sourceOf);
  return { facts, text, line: contractLine(facts, text) };
}

function factsOf(
  row: ContractRow,
  faults: Faults | undefined,
  sourceOf: ReadonlyMap<number, string>,
): Pick<SnapshotContract, 'facts' | 'text'> {
  const { key, kind, standard, year, record, own, merged, conflicts, resources } = row;
  if (own === null) throw new Error(`contract ${key}: its record ${record} is not there; consolidate again`);
  const refused = refusedOf(row, faults);
  const text = merged === null || refused ? own : merged;
  // What outputs take for granted, whoever wrote the text: an object, on a line of its own.
  if (!text.startsWith('{')) throw new Error(`contract ${key}: its body is no object`);
  if (text.includes('\n')) throw new Error(`contract ${key}: its body has a line break`);
  const sources = new Set(resources?.map((id) => sourceOf.get(id) ?? ''));
  // Members one by one, in the order of a line: to spread objects costs more than all else here.
  const facts: ContractFacts = {
    key,
    kind,
    standard,
    year,
    record,
    sources: [...sources].sort(),
    firstPublished: row.first,
    lastPublished: row.last,
    united: refused ? [] : row.united.toSorted(),
    conflicts: conflicts.map(({ list, id, record: of }) => ({ list, id, record: of })),
    refused,
    reserves: faults?.reserves ?? [],
  };
  return { facts, text };
}

/** `refused`: the codes of the errors, sorted, for which its united modifications are left apart. `reserves`: of the text that is given. */
type Faults = { refused: string[] | null; reserves: Reserve[] };

/** Why a contract is its preferred record alone. */
const refusedOf = ({ notUnited }: ContractRow, faults: Faults | undefined): string[] | null =>
  faults?.refused ?? (notUnited === null ? null : [notUnited]);

/** The faults of contracts, by key; nothing of those that conform. United modifications are judged on `day`, a record alone on the day on which it was. */
async function faultsOf(rows: readonly ContractRow[], day: string): Promise<ReadonlyMap<string, Faults>> {
  const faults = new Map<string, Faults>();
  const merged = rows.filter((row) => row.merged !== null);
  for (const [{ key, standard }, errors] of await errorsOf(merged, ({ merged: text }) => ({ text, day }))) {
    const { valid } = (await costsOf(standard))(errors);
    const refused = valid ? null : [...new Set(errors.map(({ code }) => code))].sort();
    faults.set(key, { refused, reserves: valid ? errors.map(reserveOf) : [] });
  }
  const alone = rows.filter((row) => row.reserved && (row.merged === null || refusedOf(row, faults.get(row.key))));
  for (const [row, errors] of await errorsOf(alone, ({ own, judged }) => ({ text: own, day: judged ?? day })))
    faults.set(row.key, { refused: faults.get(row.key)?.refused ?? null, reserves: errors.map(reserveOf) });
  return faults;
}

const reserveOf = ({ code, field }: FoundKind): Reserve => ({ code, path: field });

/** The errors of contracts that have any, their fields with the places of lists. `judged`: the text and the day of each. */
async function errorsOf(
  rows: readonly ContractRow[],
  judged: (row: ContractRow) => { text: string | null; day: string },
): Promise<[ContractRow, FoundKind[]][]> {
  const errors: [ContractRow, FoundKind[]][] = [];
  const sets = groupBy(
    rows.map((row) => ({ row, ...judged(row) })),
    ({ row: { standard }, day }) => `${standard} ${day}`,
  );
  for (const those of sets.values()) {
    const [{ row: first, day }] = those;
    const kinds = new FindingKinds();
    const texts = those.map(({ row: { kind }, text }) => ({ kind, said: [], text: Buffer.from(text ?? '') }));
    const found = await judgeRecords(texts, first.standard, day, kinds, { exact: true });
    for (const [at, { row }] of those.entries()) {
      const wrong = (found[at] ?? [])
        .flatMap((number) => kinds.kinds[number] ?? [])
        .filter(({ severity }) => severity === 'error');
      if (wrong.length > 0) errors.push([row, wrong]);
    }
  }
  return errors;
}
