/** Reads contracts as snapshots give them. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { FindingKinds, judgeRecords } from '../judge/engine.node.ts';
import type { Queries } from '../store/store.ts';
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
    for (const row of rows) yield contractOf(row, errors.get(row.key) ?? null, sourceOf);
  }
}

const batchAfter = (queries: Queries, after: readonly [string, number, string, string]): Promise<ContractRow[]> =>
  queries.query<ContractRow>(NEXT, [BATCH.bytes, ...after, BATCH.contracts]);

/** What the index says of a contract besides. `withdrawn`: no source publishes it any longer. `warned`: the verdict on its record has warnings. */
export type IndexedContract = SnapshotContract & { withdrawn: boolean; warned: boolean };

/**
 * The contracts of these keys, in the order of snapshots, withdrawn ones among them: as many of the first as one batch holds, at least one where there is one. A contract whose
 * record was erased and that is not consolidated again yet is left out. `day`: as of `contractsOf`.
 */
export async function contractsWith(queries: Queries, keys: readonly string[], day: string): Promise<IndexedContract[]> {
  const found = await queries.query<ContractRow & { withdrawn: boolean; warned: boolean }>(WITH_KEYS, [BATCH.bytes, keys]);
  const rows = found.filter(({ own }) => own !== null);
  const [sourceOf, errors] = await Promise.all([sourcesOf(queries), errorsOf(rows, day)]);
  return rows.map((row) => ({
    ...contractOf(row, errors.get(row.key) ?? null, sourceOf),
    withdrawn: row.withdrawn,
    warned: row.warned,
  }));
}

/**
 * The window sums sizes without reading the texts: those of the rows that are left are read alone. One statement for all, contract by contract: a second one would be sent, and
 * planned, while nothing else is done. Days as texts: not all drivers read the date of a `min` alike.
 */
const select = (contracts: string, more = ''): string => `
select batch.key, batch.kind, batch.standard, batch.year, batch.record, batch.united, batch.conflicts, batch.own, batch.merged${more},
  published.*
from (
  select c.key, c.kind, c.standard, c.year, c.record, to_jsonb(c.united) united, c.conflicts, c.withdrawn, r.verdict, r.body own, c.body merged,
    sum(coalesce(octet_length(r.body), 0) + coalesce(octet_length(c.body), 0))
      over (order by c.standard, c.year, c.kind, c.key rows between unbounded preceding and 1 preceding) before
  from (${contracts}) c
  left join record r on r.hash = c.record
) batch
cross join lateral (
  select json_agg(s.resource) resources, min(v.published)::text "first", max(v.published)::text "last"
  from record v join sighting s on s.record = v.hash
  where v.key = batch.key and v.valid
) published
where batch.before is null or batch.before < $1::bigint
order by batch.standard, batch.year, batch.kind, batch.key`;

const NEXT = select(`
    select * from contract
    where not withdrawn and (standard, year, kind, key) > ($2::text, $3::smallint, $4::text, $5::uuid)
    order by standard, year, kind, key limit $6`);

const WITH_KEYS = select(
  'select * from contract where key = any($2::uuid[])',
  `, batch.withdrawn,
  coalesce((select v.findings @> '[{"severity": "warning"}]' from verdict v where v.id = batch.verdict), false) warned`,
);

/** The source of each resource. */
async function sourcesOf(queries: Queries): Promise<ReadonlyMap<number, string>> {
  const rows = await queries.query<{ id: number; source: string }>('select id, source from resource');
  return new Map(rows.map(({ id, source }) => [id, source]));
}

function contractOf(row: ContractRow, refused: string[] | null, sourceOf: ReadonlyMap<number, string>): SnapshotContract {
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
  return { facts, text, line: contractLine(facts, text) };
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
