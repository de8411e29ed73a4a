/** Reads contracts as snapshots give them. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { FindingKinds, judgeRecords } from '../judge/engine.node.ts';
import type { Queries, Session } from '../store/store.ts';
import { type Conflict, type ContractFacts, contractLine, type SnapshotContract } from './contract.ts';

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
  /** Those that publish a valid record of it; one may come several times. Null where none does. */
  resources: number[] | null;
  /** The earliest and the latest last day of publication of its valid records. */
  first: string | null;
  last: string | null;
};

/**
 * Yields every contract that is not withdrawn, in the order of standard, year, kind and key. A body whose united modifications break the standard on `day`
 * (AAAA-MM-JJ), though no record does alone, is left for that of the preferred record, with the codes of the errors.
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
    const errors = await errorsOf(rows, day);
    for (const row of rows) yield contractOf(row, refusedOf(row, errors), sourceOf);
  }
}

const batchAfter = (queries: Queries, after: readonly [string, number, string, string]): Promise<ContractRow[]> =>
  queries.query<ContractRow>(NEXT, [BATCH.bytes, ...after, BATCH.contracts]);

/** What the index says of a contract besides. */
export type IndexedContract = Omit<SnapshotContract, 'line'> & {
  /** No source publishes it any longer. */
  withdrawn: boolean;
  /** The verdict on its record has warnings. */
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
    const errors = await errorsOf(rows, day);
    const made = rows.map((row) => {
      const refused = refusedOf(row, errors);
      const { facts, text } = factsOf(row, refused, sourceOf);
      const { withdrawn, known } = row;
      const isOwn = row.merged === null || refused !== null;
      return make({ facts, text, withdrawn, known, isOwn, warned: warned.has(row.verdict) });
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
  case when c.united = '{}' then '[]' else to_jsonb(c.united) end united, c.conflicts, c.not_united ->> 'code' "notUnited",
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
select c.key, c.kind, c.standard, c.year, c.record, c.united, c.conflicts, c.not_united ->> 'code' "notUnited", c.own, c.merged, published.*
from (
  select c.key, c.kind, c.standard, c.year, c.record, to_jsonb(c.united) united, c.conflicts, c.not_united, r.body own, c.body merged,
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

/** Why a contract is its preferred record alone. */
const refusedOf = ({ key, notUnited }: ContractRow, errors: ReadonlyMap<string, string[]>): string[] | null =>
  errors.get(key) ?? (notUnited === null ? null : [notUnited]);

function contractOf(row: ContractRow, refused: string[] | null, sourceOf: ReadonlyMap<number, string>): SnapshotContract {
  const { facts, text } = factsOf(row, refused, sourceOf);
  return { facts, text, line: contractLine(facts, text) };
}

function factsOf(
  row: ContractRow,
  refused: string[] | null,
  sourceOf: ReadonlyMap<number, string>,
): Pick<SnapshotContract, 'facts' | 'text'> {
  const { key, kind, standard, year, record, own, merged, conflicts, resources } = row;
  if (own === null) throw new Error(`contract ${key}: its record ${record} is not there; consolidate again`);
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
  };
  return { facts, text };
}

/** The codes of the errors of bodies with united modifications, sorted, by key; nothing of those that conform. */
async function errorsOf(rows: readonly ContractRow[], day: string): Promise<ReadonlyMap<string, string[]>> {
  const errors = new Map<string, string[]>();
  const kinds = new FindingKinds();
  const merged = rows.filter((row) => row.merged !== null);
  for (const standard of new Set(merged.map((row) => row.standard))) {
    const those = merged.filter((row) => row.standard === standard);
    const texts = those.map(({ kind, merged: text }) => ({ kind, said: [], text: Buffer.from(text ?? '') }));
    const found = await judgeRecords(texts, standard, day, kinds);
    for (const [at, { key }] of those.entries()) {
      const wrong = (found[at] ?? [])
        .flatMap((number) => kinds.kinds[number] ?? [])
        .filter(({ severity }) => severity === 'error');
      if (wrong.length > 0) errors.set(key, [...new Set(wrong.map(({ code }) => code))].sort());
    }
  }
  return errors;
}
