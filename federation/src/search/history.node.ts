/** Where a contract comes from: all its records, what became of each, and where each is published. */
import { decidedBy, ORDER_SQL, type Ranked } from '../consolidate/order.ts';
import type { Found as Finding } from '../judge/verdicts.node.ts';
import type { Queries } from '../store/store.ts';
import { BYTES } from './pages.ts';

/**
 * What became of a record. `selected`: it is the contract; `duplicate`: it says the same as that one, in another order; `superseded`: that one is preferred; `invalid`: it has errors;
 * `unpublished`: no current version of a file has it, or the guard holds those that do.
 */
type RecordState = 'selected' | 'duplicate' | 'superseded' | 'invalid' | 'unpublished';

/** `body`: JSON text. Days AAAA-MM-JJ. `decidedBy`: of a superseded one, by what the other is preferred. `united`: its modifications are in the contract. */
export type RecordOf = Ranked & {
  standard: string;
  judged: string;
  state: RecordState;
  decidedBy: ReturnType<typeof decidedBy> | null;
  united: boolean;
  sources: string[];
  findings: Finding[];
  body: string;
};

/** A place where a record is published now. `times`: places in that file. `version`: since which version of it, and when that was fetched. */
export type Place = {
  record: string;
  resource: string;
  title: string;
  source: string;
  dataset: string;
  url: string;
  times: number;
  version: number;
  fetchedAt: string;
};

/** Records, or places, of one contract that are given. */
const MOST = 200;

/** The records of a contract in the order of preference, MOST at most, and fewer where they are large; undefined where no contract has this key. */
export async function recordsOf(queries: Queries, key: string): Promise<{ records: RecordOf[]; isCut: boolean } | undefined> {
  const [contract] = await queries.query<{ record: string; united: string[] }>(
    'select record, to_jsonb(united) as united from contract where key = $1',
    [key],
  );
  if (!contract) return undefined;
  const rows = await queries.query<RecordRow & { total: number }>(RECORDS, [key, contract.record, MOST, BYTES]);
  const preferred = rows.find(({ hash }) => hash === contract.record);
  const records = rows.map(({ isSame, isSighted, valid, sources, total: _, ...row }): RecordOf => {
    const state = stateOf({ isSame, isSighted, valid, isPreferred: row.hash === contract.record });
    return {
      ...row,
      ...{ state, sources: sources ?? [], united: contract.united.includes(row.hash) },
      decidedBy: state === 'superseded' && preferred ? (decidedBy(preferred, row) ?? null) : null,
    };
  });
  return { records, isCut: (rows[0]?.total ?? 0) > rows.length };
}

type RecordRow = Omit<RecordOf, 'state' | 'decidedBy' | 'united' | 'sources'> & {
  valid: boolean;
  isSame: boolean;
  isSighted: boolean;
  sources: string[] | null;
};

function stateOf({
  isSame,
  isSighted,
  valid,
  isPreferred,
}: Record<'isSame' | 'isSighted' | 'valid' | 'isPreferred', boolean>): RecordState {
  if (!valid) return 'invalid';
  if (!isSighted) return 'unpublished';
  if (isPreferred) return 'selected';
  return isSame ? 'duplicate' : 'superseded';
}

/** The preferred one comes first, whatever is published now: a contract that was withdrawn has one as well. All records are put in order, and no more is read of those that are not given. */
const RECORDS = `with first as materialized (
  select *, row_number() over (order by hash <> $2, valid desc, ${ORDER_SQL}) as place from (
    select r.hash, r.valid, published, changes, d.reserved, fullness, octet_length(body) as size, coalesce((
      select max(coalesce(o.priority, 0)) from sighting s join resource x on x.id = s.resource left join source_priority o on o.source = x.source
      where s.record = r.hash), 0) as priority
    from record r join verdict d on d.id = r.verdict where key = $1) ranked
  order by hash <> $2, valid desc, ${ORDER_SQL} limit $3)
select f.hash, r.standard, r.judged, f.valid, f.published, f.changes, f.reserved, f.fullness, f.priority, p.sources, v.findings, r.body,
  p.sources is not null as "isSighted", r.sameness = (select sameness from record where hash = $2) as "isSame",
  (select count(*) from record where key = $1) as total
from (select *, sum(size) over (order by place rows between unbounded preceding and 1 preceding) as before from first) f
  join record r on r.hash = f.hash join verdict v on v.id = r.verdict, lateral (
    select jsonb_agg(distinct x.source) as sources from sighting s join resource x on x.id = s.resource where s.record = f.hash) p
where f.before is null or f.before < $4::bigint
order by f.place`;

/** Where the records of a contract are published, MOST at most; undefined where no contract has this key. */
export async function placesOf(queries: Queries, key: string): Promise<{ places: Place[]; isCut: boolean } | undefined> {
  const [contract] = await queries.query('select from contract where key = $1', [key]);
  if (!contract) return undefined;
  const places = await queries.query<Place>(PLACES, [key, MOST + 1]);
  return { places: places.slice(0, MOST), isCut: places.length > MOST };
}

const PLACES = `select s.record, x.name as resource, x.title, x.source, x.dataset, x.url, s.times, s.since as version, v.fetched_at as "fetchedAt"
from record r join sighting s on s.record = r.hash join resource x on x.id = s.resource join version v on v.id = s.since
where r.key = $1 order by v.fetched_at, x.name, s.record limit $2`;
