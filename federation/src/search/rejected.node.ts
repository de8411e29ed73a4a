/** Records that no contract is made of: with errors, or without what identifies a contract. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Found as Finding } from '../judge/verdicts.node.ts';
import type { Queries } from '../store/store.ts';
import { BadCursor, BYTES, type Looked, SCANNED, scanPage } from './pages.ts';
import { cursorOf, positionOf } from './cursor.node.ts';
import { oneOf, Parameters } from './filters.ts';

/** All together. `code`: of a finding. */
export type RejectedFilters = {
  resource?: string | undefined;
  source?: string | undefined;
  buyer?: string | undefined;
  code?: string | undefined;
};

/** `hasKey`: false where a part of what identifies it is missing. `body`: JSON text. `places`: where it is published, some of them. */
export type Rejected = {
  record: string;
  kind: RecordKind;
  standard: string;
  buyer: string | null;
  number: string | null;
  published: string | null;
  hasKey: boolean;
  findings: Finding[];
  places: { resource: string; title: string; source: string; url: string }[];
  body: string;
};

export type RejectedPage = { records: Rejected[]; next: string | undefined; isCut: boolean };

/** Before all hashes. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** A page of rejected records that are published now, by hash. Throws a BadCursor. */
export async function findRejected(
  queries: Queries,
  { filters, cursor, limit }: { filters: RejectedFilters; cursor?: string | undefined; limit: number },
): Promise<RejectedPage> {
  const question = JSON.stringify(['rejected', filters]);
  const after = cursor === undefined ? FIRST : positionOf(question, cursor, (at) => at === 0)?.id;
  if (after === undefined) throw new BadCursor();
  const buyers = filters.buyer === undefined ? undefined : await buyersOf(queries, filters.buyer);
  const { rows, last, isCut } = await scanPage<string>({ limit, scanned: SCANNED }, (from = after, scan, wanted) =>
    scanRejected(queries, { ...filters, buyers }, { from, scan, wanted }),
  );
  const records = await queries.query<Rejected>(RECORDS, [rows, BYTES]);
  const end = records.at(-1)?.record;
  // The bodies are large: what comes after is for the next page.
  const isShort = end !== undefined && end !== rows.at(-1);
  const next = isShort ? end : last;
  return { records, next: next && cursorOf(question, { at: 0, id: next }), isCut: isShort || isCut };
}

/** The identifiers of a buyer: by a SIREN, those of its establishments. */
async function buyersOf(queries: Queries, buyer: string): Promise<string[]> {
  if (!/^\d{9}$/.test(buyer)) return [buyer];
  const rows = await queries.query<{ buyer: string }>(
    'select distinct buyer from search_month where siren = $1 and rejected > 0 order by buyer limit 1000',
    [buyer],
  );
  return [buyer, ...rows.map((row) => row.buyer)];
}

/** The next records on the narrowest way, and those of them that fit. */
async function scanRejected(
  queries: Queries,
  { resource, source, buyers, code }: Omit<RejectedFilters, 'buyer'> & { buyers: readonly string[] | undefined },
  { from: after, scan, wanted }: { from: string; scan: number; wanted: number },
): Promise<Looked<string>> {
  const parameters = new Parameters();
  const isRejected = '(not r.valid or r.key is null)';
  const fits = [
    ...(resource === undefined ? [] : [isRejected]),
    ...(source === undefined
      ? [oneOf('sighting s where s.record = r.hash')]
      : [
          oneOf(
            `sighting s join resource x on x.id = s.resource where s.record = r.hash and x.source = ${parameters.of(source, 'text')}`,
          ),
        ]),
    ...(buyers === undefined ? [] : [`r.buyer = any(${parameters.of(buyers, 'text[]')})`]),
    ...(code === undefined
      ? []
      : [`r.verdict in (select v.id from verdict v where v.findings @> ${parameters.of(JSON.stringify([{ code }]), 'jsonb')})`]),
  ].join(' and ');
  const from = parameters.of(after, 'uuid');
  const limit = parameters.of(scan, 'int');
  const way =
    resource !== undefined
      ? `select r.hash, (${fits}) as fits
         from (select s.record from sighting s where s.resource = (select id from resource where name = ${parameters.of(resource, 'text')})
           and s.record > ${from} order by s.record limit ${limit}) o join record r on r.hash = o.record
         order by r.hash`
      : buyers === undefined
        ? `select r.hash, (${fits}) as fits from record r where ${isRejected} and r.hash > ${from} order by r.hash limit ${limit}`
        : `select r.hash, (${fits}) as fits
           from (select o.hash from unnest(${parameters.of(buyers, 'text[]')}) b(id) cross join lateral (
             select r.hash from record r where ${isRejected} and r.buyer = b.id and r.hash > ${from} order by r.hash limit ${limit}) o
             order by o.hash limit ${limit}) o join record r on r.hash = o.hash
           order by r.hash`;
  const [found] = await queries.query<{ count: number; end: string | null; rows: string[] }>(
    `with seen as materialized (${way})
select (select count(*) from seen) as count, (select hash from seen order by hash desc limit 1) as "end",
  coalesce((select jsonb_agg(f.hash order by f.hash) from (
    select hash from seen where fits order by hash limit ${parameters.of(wanted, 'int')}) f), '[]') as rows`,
    parameters.values,
  );
  return { count: found?.count ?? 0, rows: found?.rows ?? [], end: found?.end ?? undefined };
}

/** Places of each that are given. */
const PLACES = 5;

const RECORDS = `select b.record, b.kind, b.standard, b.buyer, b.number, b.published, b."hasKey", b.findings, b.body,
  coalesce((select jsonb_agg(p) from (
    select x.name as resource, x.title, x.source, x.url from sighting s join resource x on x.id = s.resource
    where s.record = b.record order by x.name limit ${PLACES}) p), '[]') as places
from (
  select r.hash as record, r.kind, r.standard, r.buyer, r.number, r.published, r.key is not null as "hasKey", v.findings, r.body,
    sum(octet_length(r.body)) over (order by r.hash rows between unbounded preceding and 1 preceding) as before
  from record r join verdict v on v.id = r.verdict where r.hash = any($1::uuid[])) b
where b.before is null or b.before < $2::bigint order by b.record`;
