/** Keeps the index of contracts as `sql/002-search.sql` describes it. */
import { hexDigest } from '../judge/hash.node.ts';
import { contractsWith, type IndexedContract } from '../snapshot/contracts.node.ts';
import { copyRow, type Queries, type Session } from '../store/store.ts';
import { SUMMED } from './buyers.node.ts';
import { CATEGORY, INCLUDED, oneOf } from './filters.ts';
import { NO_DAY, searchRow } from './row.ts';

/** Of what a row has of a contract: where the index has rows of another version, the next consolidation makes all of them again. To be raised with each change of `row.ts` or of INDEXES. */
const VERSION = 4;

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
  return rows.length > 0;
}

/** Has all contracts consolidated again where the index has them as another version of the program made their rows. Within a transaction. */
export async function renewIndex(session: Session): Promise<void> {
  const rows = await session.query('update search_state set version = $1 where version not in (0, $1) returning 1', [VERSION]);
  if (rows.length > 0) await session.exec(`${INDEXES}; insert into dirty (key) select key from contract`);
}

/** `at`: when contracts change. `day`: of the judgement of united modifications, AAAA-MM-JJ. */
type Made = { at: Date; day: string };

/**
 * Indexes the contracts of the keys of a table, where there is an index. Within the transaction that writes them, so that whoever reads sees both or neither; consolidations come one after the other,
 * so that the numbers of changes are seen in their order.
 */
export async function indexContracts(session: Session, { table, ...made }: Made & { table: string }): Promise<void> {
  const [state] = await session.query<{ version: number }>('select version from search_state');
  if (state === undefined || state.version === 0) return;
  await indexKeys(session, { keys: `select key from ${table}`, isEmpty: false, ...made, report: () => undefined });
  await session.exec(removeAbsent(`s.key in (select key from ${table})`));
}

/**
 * Makes the index where it is wanted and not there yet: all contracts in one transaction, so that nobody sees a part of it, and the indexes of its tables after the rows, which takes a
 * fraction of the time. `report` takes how many contracts were indexed so far. Returns whether it was made: its tables are then to be vacuumed, which no transaction can do.
 */
export async function fillIndex(
  session: Session,
  { report, ...made }: Made & { report: (contracts: number) => void },
): Promise<boolean> {
  const [state] = await session.query<{ version: number; isEmpty: boolean }>(
    'select version, not exists (select from search) as "isEmpty" from search_state',
  );
  if (state?.version !== 0) return false;
  await indexKeys(session, { keys: 'select key from contract', isEmpty: state.isEmpty, ...made, report });
  // Whoever asks for an index again may have had one.
  if (!state.isEmpty) await session.exec(removeAbsent('true'));
  await session.exec(`${INDEXES}; analyze search`);
  await session.query('update search_state set version = $1', [VERSION]);
  return true;
}

/** Has what was written seen by all, so that an index alone answers: PGlite does it by itself never, PostgreSQL some time later. */
export async function vacuumIndex(session: Session): Promise<void> {
  for (const table of ['search', 'search_party', 'search_source']) await session.exec(`vacuum analyze ${table}`);
}

const INDEXES = [
  'search_sequence on search (sequence)',
  `search_day on search (day, key) include (${INCLUDED.day.join()})`,
  `search_amount on search (amount, key) include (${INCLUDED.amount.join()})`,
  `search_siren on search (siren, day, key) include (${INCLUDED.siren.join()})`,
  'search_siren_sequence on search (siren, sequence)',
  `search_siren_amount on search (siren, amount, key) include (${INCLUDED.siren.join()})`,
  `search_division on search (division, day, key) include (${INCLUDED.cpv.join()})`,
  `search_category on search (${CATEGORY.sql()}, day, key) include (${INCLUDED.cpv.join()})`,
  `search_department on search (department, day, key) include (${INCLUDED.department.join()})`,
  'search_number on search (number, day, key)',
  'search_process on search (number, buyer)',
  'search_withdrawn on search (day, key) where withdrawn',
  'search_party_day on search_party (party, day, key)',
  'search_party_amount on search_party (party, amount, key)',
  'search_party_key on search_party (key)',
  'search_source_day on search_source (source, day, key)',
  'search_source_key on search_source (key) include (source)',
]
  .map((index) => `create index if not exists ${index}`)
  .join('; ');

/** What is summed up by `content`. */
const VALUES = [
  ...['key', 'withdrawn', 'kind', 'standard', 'record', 'own', 'facts', 'buyer', 'siren', 'number', 'object', 'cpv'],
  ...['division', 'nature', 'procedure', 'place', 'department', 'day', 'published', 'amount', 'warned', 'reserved'],
] as const;
const COLUMNS = [...VALUES, 'content', 'appeared_at', 'changed_at'] as const;

/** What the index has of a contract, as rows in COPY's text format. */
type Indexed = { isNew: boolean; row: string; parties: string; sources: string };

/** Undefined where the index has it as it is. */
function indexedOf({ facts, text, withdrawn, warned, isOwn, known }: IndexedContract, at: Date): Indexed | undefined {
  const { parties: found, ...row } = searchRow(facts.kind, JSON.parse(text) as Record<string, unknown>);
  const { key, kind, standard, record } = facts;
  const values = {
    ...row,
    key,
    withdrawn,
    kind,
    standard,
    record,
    own: isOwn,
    warned,
    reserved: facts.reserves.length > 0,
    facts: JSON.stringify(facts),
  };
  const said = copyRow(VALUES.map((name) => values[name])).slice(0, -1);
  const parties = found.map((party) => copyRow([party, row.day, row.amount, key])).join('');
  const content = hexDigest(`${said}\n${parties}${isOwn ? '' : text}`);
  if (content === known?.replaceAll('-', '')) return undefined;
  return {
    ...{ isNew: known === null, row: `${said}\t${content}\t${at.toISOString()}\t${at.toISOString()}\n`, parties },
    sources: facts.sources.map((source) => copyRow([source, row.day, key])).join(''),
  };
}

/** Writes the contracts of some keys that are not in the index as they are. */
async function indexKeys(
  session: Session,
  { keys, isEmpty, at, day, report }: Made & { keys: string; isEmpty: boolean; report: (contracts: number) => void },
): Promise<void> {
  await session.exec(FRESH);
  let [seen, isAnyNew] = [0, false];
  for await (const contracts of contractsWith(session, { keys, isEmpty, day, make: (contract) => indexedOf(contract, at) })) {
    const written = contracts.filter((one) => one !== undefined);
    const fresh = written.filter(({ isNew }) => isNew);
    const changed = written.filter(({ isNew }) => !isNew);
    isAnyNew ||= fresh.length > 0;
    await copyAll(session, '', fresh);
    if (changed.length > 0) {
      await copyAll(session, 'fresh_', changed);
      await session.exec(CHANGE);
    }
    report((seen += contracts.length));
  }
  // A key that comes back is removed no more.
  if (isAnyNew) await session.exec(`delete from search_removed r where ${oneOf('search s where s.key = r.key')}`);
  await session.exec('drop table fresh_search, fresh_search_party, fresh_search_source');
}

/** Copies rows into the tables of the index, or into those that begin with `before`. */
async function copyAll(session: Session, before: string, rows: readonly Indexed[]): Promise<void> {
  if (rows.length === 0) return;
  const bytes = (part: 'row' | 'parties' | 'sources'): Uint8Array[] => [Buffer.from(rows.map((one) => one[part]).join(''))];
  await session.copy(`${before}search`, COLUMNS, bytes('row'));
  await session.copy(`${before}search_party`, ['party', 'day', 'amount', 'key'], bytes('parties'));
  await session.copy(`${before}search_source`, ['source', 'day', 'key'], bytes('sources'));
}

const FRESH = ['search', 'search_party', 'search_source']
  .map((table) => `create temp table fresh_${table} (like ${table} including defaults) on commit drop`)
  .join('; ');

/** Rows of contracts that are in the index otherwise. */
const CHANGE = `update search s set ${COLUMNS.filter((name) => name !== 'key' && name !== 'appeared_at')
  .map((name) => `${name} = f.${name}`)
  .join(', ')}, sequence = f.sequence from fresh_search f where f.key = s.key;
delete from search_party where key in (select key from fresh_search);
delete from search_source where key in (select key from fresh_search);
insert into search_party select * from fresh_search_party;
insert into search_source select * from fresh_search_source;
truncate fresh_search, fresh_search_party, fresh_search_source`;

/** Removes rows that there is no contract of any longer, or none with a record, among those of a condition. */
const removeAbsent = (condition: string): string => `with gone as (
  delete from search s where ${condition} and not exists (
    select from contract c join record r on r.hash = c.record where c.key = s.key) returning key),
party as (delete from search_party where key in (select key from gone)),
source as (delete from search_source where key in (select key from gone))
insert into search_removed (key, sequence) select key, nextval('search_change') from gone`;

/** A contract is to be published within two months (Code de la commande publique, article R. 2196-1). */
const MONTHS = 2;

const isDated = `day <> '${NO_DAY}' and published is not null and published >= day`;

/** Euros that an amount may have to be summed: of numbers that no contract has, two may be more than a number can say. */
const MOST = 1e15;

/** Only what differs is written: most buyers are as they were. */
const COUNT = `create temp table rejected on commit drop as
select coalesce(r.buyer, '') as buyer, r.standard, r.verdict, ${monthOf('r.published')} as month, count(*) as records
from record r
where (not r.valid or r.key is null) and exists (select from sighting s where s.record = r.hash and s.current_times > 0)
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
${merge('search_total', 'total_now', ['month'], SUMMED)};
analyze search_month; analyze search_fault`;

function monthOf(column: string): string {
  return `date_trunc('month', coalesce(${column}, '${NO_DAY}')::timestamp)::date`;
}

function sirenOf(column: string): string {
  return `case when ${column} ~ '^[0-9]{14}$' then left(${column}, 9) else '' end`;
}

/** Makes a table what another is: rows in the order of their keys, so that those of one buyer are read together. */
function merge(table: string, from: string, keys: readonly string[], values: readonly string[]): string {
  const same = keys.map((name) => `n.${name} = t.${name}`).join(' and ');
  const all = [...keys, ...values];
  return `delete from ${table} t where not exists (select from ${from} n where ${same});
insert into ${table} (${all.join(', ')})
select ${all.map((name) => `n.${name}`).join(', ')} from ${from} n left join ${table} t on ${same}
where t.${keys[0]} is null or (${values.map((name) => `n.${name}`).join(', ')}) is distinct from (${values.map((name) => `t.${name}`).join(', ')})
order by ${keys.map((name) => `n.${name}`).join(', ')}
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

const STATE = `update search_state set state = $1, at = $2,
  buyers = (select count(*) from (select from search_month where contracts > 0 and siren <> '' group by siren) b),
  withdrawn = (select count(*) from search where withdrawn)`;
