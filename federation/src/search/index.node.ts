/** Keeps the index of contracts as `sql/002-search.sql` describes it. */
import { digest, uuid } from '../judge/hash.node.ts';
import { contractsWith, type IndexedContract } from '../snapshot/contracts.node.ts';
import { copyRow, type Queries, type Session } from '../store/store.ts';
import { NO_DAY, searchRow } from './row.ts';

/** Whether there is to be an index. */
export async function isIndexWanted(queries: Queries): Promise<boolean> {
  const rows = await queries.query('select from search_state');
  return rows.length > 0;
}

/** Says that there is to be an index from now on: the next consolidation makes it. Returns whether nobody had said so before. */
export async function wantIndex(session: Session, at: Date): Promise<boolean> {
  const rows = await session.query(`insert into search_state (state, at) values ('', $1) on conflict do nothing returning 1`, [
    at.toISOString(),
  ]);
  if (rows.length > 0) await session.exec('insert into dirty (key) select key from contract');
  return rows.length > 0;
}

/** Contracts indexed at once, at most. */
const BATCH = 2000;

/**
 * Indexes the contracts of the keys of a table. Within the transaction that writes them, so that whoever reads sees both or neither; consolidations come one after the other, so
 * that the numbers of changes are seen in their order. `day`: of the judgement of united modifications, AAAA-MM-JJ.
 */
export async function indexContracts(session: Session, { table, day }: { table: string; day: string }): Promise<void> {
  await session.exec(`${FRESH}; declare indexed no scroll cursor for select key from ${table} order by key`);
  for (;;) {
    const keys = (await session.query<{ key: string }>(`fetch ${BATCH} from indexed`)).map(({ key }) => key);
    for (let left = keys; left.length > 0;) left = await indexBatch(session, left, day);
    if (keys.length < BATCH) break;
  }
  await session.exec('close indexed; drop table fresh, fresh_party, fresh_source');
}

/** Indexes contracts, and returns the keys of those that were too much for one batch. */
async function indexBatch(session: Session, keys: readonly string[], day: string): Promise<string[]> {
  const contracts = await contractsWith(session, keys, day);
  await write(session, contracts);
  const found = new Set(contracts.map(({ facts }) => facts.key));
  const others = await session.query<{ key: string; known: boolean }>(OTHERS, [keys.filter((key) => !found.has(key))]);
  await session.query(REMOVE, [others.flatMap(({ key, known }) => (known ? [] : [key]))]);
  return others.flatMap(({ key, known }) => (known ? [key] : []));
}

/** Whether there is a contract with a record. */
const OTHERS = `select key, exists (select from contract c join record r on r.hash = c.record where c.key = o.key) as known
from unnest($1::uuid[]) o(key)`;

const COLUMNS = [
  ...['key', 'content', 'withdrawn', 'kind', 'standard', 'record', 'facts', 'buyer', 'siren', 'number', 'object', 'cpv'],
  ...['division', 'nature', 'procedure', 'place', 'department', 'day', 'published', 'amount', 'warned'],
] as const;

/** Writes the contracts whose rows differ. */
async function write(session: Session, contracts: readonly IndexedContract[]): Promise<void> {
  await session.exec('truncate fresh, fresh_party, fresh_source');
  const rows: Uint8Array[] = [];
  const parties: Uint8Array[] = [];
  const sources: Uint8Array[] = [];
  for (const contract of contracts) {
    const { facts, withdrawn, warned, line, text } = contract;
    const { parties: found, ...row } = searchRow(facts.kind, JSON.parse(text) as Record<string, unknown>);
    const { key, kind, standard, record } = facts;
    const content = uuid(digest(`${withdrawn} ${warned} ${JSON.stringify(row)} ${line}`));
    const values = { ...row, key, content, withdrawn, kind, standard, record, warned, facts: JSON.stringify(facts) };
    rows.push(Buffer.from(copyRow(COLUMNS.map((name) => values[name]))));
    for (const party of found) parties.push(Buffer.from(copyRow([party, row.day, row.amount, key])));
    for (const source of facts.sources) sources.push(Buffer.from(copyRow([source, row.day, key])));
  }
  await session.copy('fresh', COLUMNS, rows);
  await session.copy('fresh_party', ['party', 'day', 'amount', 'key'], parties);
  await session.copy('fresh_source', ['source', 'day', 'key'], sources);
  await session.exec(WRITE);
}

const FRESH = `create temp table fresh (like search) on commit drop;
alter table fresh alter sequence drop not null;
create temp table fresh_party (like search_party) on commit drop;
create temp table fresh_source (like search_source) on commit drop`;

/** A key that comes back is removed no more. */
const WRITE = `delete from fresh f using search s where s.key = f.key and s.content = f.content;
with back as (delete from search_removed where key in (select key from fresh)),
old_party as (delete from search_party where key in (select key from fresh)),
old_source as (delete from search_source where key in (select key from fresh)),
party as (insert into search_party (party, day, amount, key) select p.* from fresh_party p where p.key in (select key from fresh)),
source as (insert into search_source (source, day, key) select s.* from fresh_source s where s.key in (select key from fresh))
insert into search (${COLUMNS.join(', ')}, sequence)
select ${COLUMNS.join(', ')}, nextval('search_change') from (select * from fresh order by key) f
on conflict (key) do update set ${COLUMNS.filter((name) => name !== 'key')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')}, sequence = excluded.sequence`;

const REMOVE = `with gone as (delete from search where key = any($1::uuid[]) returning key),
party as (delete from search_party where key = any($1::uuid[])),
source as (delete from search_source where key = any($1::uuid[]))
insert into search_removed (key, sequence) select key, nextval('search_change') from gone`;

/** A contract is to be published within two months (Code de la commande publique, article R. 2196-1). */
const MONTHS = 2;

const isDated = `day <> '${NO_DAY}' and published is not null and published >= day`;

/** Euros that an amount may have to be summed: of numbers that no contract has, two may be more than a number can say. */
const MOST = 1e15;

/** What is summed of months. */
const SUMMED = ['contracts', 'amount', 'dated', 'timely', 'days', 'warned', 'rejected'] as const;

/** Only what differs is written: most buyers are as they were. */
const COUNT = `create temp table rejected on commit drop as
select coalesce(r.buyer, '') as buyer, r.standard, r.verdict, ${monthOf('r.published')} as month, count(*) as records
from record r
where (not r.valid or r.key is null) and exists (select from sighting s where s.record = r.hash)
group by 1, 2, 3, 4;
create temp table month_now on commit drop as
select buyer, ${sirenOf('buyer')} as siren, month, sum(contracts)::int as contracts, sum(amount) as amount, sum(dated)::int as dated,
  sum(timely)::int as timely, sum(days)::bigint as days, sum(warned)::int as warned, sum(rejected)::int as rejected, max(last) as last
from (
  select buyer, ${monthOf('published')} as month, count(*) as contracts,
    coalesce(sum(amount) filter (where amount between 0 and ${MOST}), 0) as amount, count(*) filter (where ${isDated}) as dated,
    count(*) filter (where ${isDated} and published <= day + interval '${MONTHS} months') as timely,
    coalesce(sum(published - day) filter (where ${isDated}), 0) as days, count(*) filter (where warned) as warned, 0 as rejected, max(day) as last
  from search where not withdrawn group by 1, 2
  union all
  select buyer, month, 0, 0, 0, 0, 0, 0, sum(records), '${NO_DAY}' from rejected group by 1, 2) both_kinds
group by buyer, month;
create temp table fault_now on commit drop as
select buyer, ${sirenOf('buyer')} as siren, standard, code, field, sum(records)::int as records
from (
  select x.buyer, x.standard, x.records, f ->> 'code' as code, coalesce(f ->> 'field', '') as field
  from rejected x join verdict v on v.id = x.verdict cross join lateral jsonb_array_elements(v.findings) f
  where f ->> 'severity' = 'error') faults
group by 1, 2, 3, 4, 5;
${merge('search_month', 'month_now', ['siren', 'buyer', 'month'], [...SUMMED, 'last'])};
${merge('search_fault', 'fault_now', ['siren', 'buyer', 'standard', 'code', 'field'], ['records'])};
create temp table total_now on commit drop as
select month, ${SUMMED.map((name) => `sum(${name}) as ${name}`).join(', ')} from search_month group by month;
${merge('search_total', 'total_now', ['month'], SUMMED)}`;

function monthOf(column: string): string {
  return `date_trunc('month', coalesce(${column}, '${NO_DAY}')::timestamp)::date`;
}

function sirenOf(column: string): string {
  return `case when ${column} ~ '^[0-9]{14}$' then left(${column}, 9) else '' end`;
}

/** Makes a table what another is. */
function merge(table: string, from: string, keys: readonly string[], values: readonly string[]): string {
  const same = keys.map((name) => `n.${name} = t.${name}`).join(' and ');
  const all = [...keys, ...values];
  return `delete from ${table} t where not exists (select from ${from} n where ${same});
insert into ${table} (${all.join(', ')})
select ${all.map((name) => `n.${name}`).join(', ')} from ${from} n left join ${table} t on ${same}
where t.${keys[0]} is null or (${values.map((name) => `n.${name}`).join(', ')}) is distinct from (${values.map((name) => `t.${name}`).join(', ')})
on conflict (${keys.join(', ')}) do update set ${values.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/**
 * Counts by buyer again: within a transaction, where `state` is another than when it was counted last. Of `state` it is asked that it changes whenever contracts, or what is
 * published where, do.
 */
export async function countBuyers(session: Session, state: string, at: Date): Promise<void> {
  const [known] = await session.query<{ known: string | null; now: string }>(KNOWN, [state]);
  if (known?.known === known?.now) return;
  await session.exec(COUNT);
  await session.query(STATE, [known?.now, at.toISOString()]);
}

/** A row of the index may change where no contract does: by the verdict on its record. */
const KNOWN = `select (select state from search_state) as known, concat($1::text, ' ', (select max(sequence) from search)) as now`;

const STATE = `insert into search_state (state, at, buyers, withdrawn)
select $1, $2, (select count(*) from (select from search_month where contracts > 0 and siren <> '' group by siren) b), (select count(*) from search where withdrawn)
on conflict (one) do update set state = excluded.state, at = excluded.at, buyers = excluded.buyers, withdrawn = excluded.withdrawn`;
