/** Records that no contract is made of: with errors, or without what identifies a contract. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Found as Finding } from '../judge/verdicts.node.ts';
import type { Queries } from '../store/store.ts';
import { BadCursor, lookAt, scanPage, withinBytes } from './pages.ts';
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
  const after = cursor === undefined ? undefined : positionOf(question, cursor, (at) => at === 0);
  if (cursor !== undefined && !after) throw new BadCursor();
  const buyers = filters.buyer === undefined ? undefined : await buyersOf(queries, filters.buyer);
  const asked = { ...filters, buyers };
  const { rows, last, isCut } = await scanPage<Rejected>({ limit, after }, ({ after: from, scan, wanted }) => {
    const parameters = new Parameters();
    const seen = rejectedRows(asked, { from: from?.id ?? FIRST, scan }, parameters);
    return lookAt<Rejected>(queries, parameters, { seen, direction: 'asc', wanted, stored: storedOf });
  });
  const records = rows.map(({ record, kind, standard, buyer, number, published, hasKey, findings, places, body }): Rejected => ({
    ...{ record, kind, standard, buyer, number, published, hasKey, findings, places, body },
  }));
  return { records, next: last && cursorOf(question, last), isCut };
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

/** A statement that gives the next records on the narrowest way, by hash, as `lookAt` takes it. */
function rejectedRows(
  { resource, source, buyers, code }: Omit<RejectedFilters, 'buyer'> & { buyers: readonly string[] | undefined },
  { from: after, scan }: { from: string; scan: number },
  parameters: Parameters,
): string {
  const isRejected = '(not r.valid or r.key is null)';
  const place =
    source === undefined ? '' : `join resource x on x.id = s.resource and x.source = ${parameters.of(source, 'text')}`;
  // One after the other, the ones that cost least first.
  const fits = [
    ...(resource === undefined ? [] : [isRejected]),
    ...(buyers === undefined ? [] : [`r.buyer = any(${parameters.of(buyers, 'text[]')})`]),
    ...(code === undefined
      ? []
      : [
          `r.verdict = any(array(select v.id from verdict v where v.findings @> ${parameters.of(JSON.stringify([{ code }]), 'jsonb')}))`,
        ]),
    oneOf(`sighting s ${place} where s.record = r.hash and s.current_times > 0`),
  ].join(' and ');
  const from = parameters.of(after, 'uuid');
  const chosen = `select 0 as at, r.hash as key, (${fits}) as fits`;
  if (resource !== undefined)
    return `${chosen} from (select s.record from sighting s where s.resource = (select id from resource where name = ${parameters.of(resource, 'text')})
      and s.current_times > 0 and s.record > ${from} order by s.record limit ${scan}) o join record r on r.hash = o.record`;
  if (buyers === undefined)
    return `${chosen} from record r where ${isRejected} and r.hash > ${from} order by r.hash limit ${scan}`;
  return `${chosen} from (select o.hash from unnest(${parameters.of(buyers, 'text[]')}) b(id) cross join lateral (
      select r.hash from record r where ${isRejected} and r.buyer = b.id and r.hash > ${from} order by r.hash limit ${scan}) o
    order by o.hash limit ${scan}) o join record r on r.hash = o.hash`;
}

/** Places of each that are given. */
const PLACES = 5;

/** A statement that adds to rows with a `key` what there is of the record. */
const storedOf = (rows: string): string =>
  withinBytes(`select k.*, d.* from (${rows}) k cross join lateral (
    select r.hash as record, r.kind, r.standard, r.buyer, r.number, r.published, r.key is not null as "hasKey", v.findings, r.body,
      coalesce((select jsonb_agg(p) from (
        select x.name as resource, x.title, x.source, x.url from sighting s join resource x on x.id = s.resource
        where s.record = r.hash and s.current_times > 0 order by x.name limit ${PLACES}) p), '[]') as places
    from record r join verdict v on v.id = r.verdict where r.hash = k.key offset 0) d`);
