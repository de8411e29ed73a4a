import type { Federation } from '../federation.ts';
import { type Budgets, USUAL } from '../budgets.ts';
import { copyRow, type Session, storable } from '../store/store.ts';
import { dayInParis } from '../judge/group.node.ts';
import { renewCosts } from '../judge/loss.node.ts';
import { countBuyers, fillIndex, indexContracts, isIndexWanted, renewIndex, vacuumIndex } from '../search/index.node.ts';
import { stateOf } from '../snapshot/state.node.ts';
import { lockContracts } from './lock.node.ts';
import { ORDER_SQL, type Ranked } from './order.ts';
import { honourErasures } from './tombstones.node.ts';
import { startUnion } from './unite.ts';

/** What a consolidation did. */
export type Consolidated = {
  /** Keys that were looked at. */
  contracts: number;
  /** Contracts written, withdrawn ones among them, and deleted. */
  changed: number;
  /** Contracts written as withdrawn. */
  withdrawn: number;
  /** Conflicts between modifications of the contracts looked at. */
  conflicts: number;
  /** Contracts looked at whose records were not united, since that would have taken more than their budget. */
  costly: number;
};

/** Rows of `dirty` that one transaction takes, about. */
const SLICE = 250_000;

/** From this many keys, statistics are made anew: nothing else makes them on PGlite, and plans for an empty table take hours on a full one. */
const MANY = 10_000;

/**
 * Makes the contracts of the keys of `dirty` again, in slices of keys: each is one transaction that takes its keys from `dirty` and writes what differs, and the index of them. What others add to
 * `dirty` meanwhile stays for the next consolidation. A second process waits between slices.
 */
export async function consolidate(federation: Federation): Promise<Consolidated> {
  const { store, archive, catalogue, progress, now, budgets = USUAL } = federation;
  const erasures = await archive.erasures();
  const sum: Consolidated = { contracts: 0, changed: 0, withdrawn: 0, conflicts: 0, costly: 0 };
  await store.session(async (session) => {
    await session.transaction(async () => {
      await lockContracts(store, session);
      await honourErasures(session, erasures);
      await takePriorities(session, new Map([...catalogue.values()].map(({ id, priority }) => [id, priority])));
      await renewIndex(session);
      await renewCosts(session);
      await takeBudget(session, budgets.contract);
    });
    const [{ count } = { count: 0 }] = await session.query<{ count: number }>('select count(*) as count from dirty');
    if (count >= MANY)
      await session.exec('analyze record; analyze sighting; analyze resource; analyze contract; analyze version');
    const slices = Math.ceil(count / SLICE);
    for (let slice = 0; slice < slices; slice++) {
      const done = await session.transaction(async () => {
        await lockContracts(store, session);
        return consolidateSlice(session, {
          from: boundary(slice, slices),
          to: boundary(slice + 1, slices),
          now,
          budget: budgets.contract,
        });
      });
      for (const name of Object.keys(sum) as (keyof Consolidated)[]) sum[name] += done[name];
      progress({ step: 'consolidate', contracts: sum.contracts, of: Math.round((sum.contracts / (slice + 1)) * slices) });
    }
    // The snapshot reads them next.
    if (sum.changed >= MANY) await session.exec('analyze contract; analyze search; analyze search_party; analyze search_source');
    const isFilled = await session.transaction(async () => {
      await lockContracts(store, session);
      await session.exec('set local synchronous_commit = on');
      const at = now();
      const report = (contracts: number): void => progress({ step: 'index', contracts });
      const isNew = await fillIndex(session, { at, day: dayInParis(at.toISOString()), report });
      if (await isIndexWanted(session)) await countBuyers(session, await stateOf(session), at);
      return isNew;
    });
    if (isFilled) await vacuumIndex(session);
  });
  return sum;
}

/** The least key of a slice, undefined after the last: keys are hashes, so that slices of as many keys have about as many contracts. */
function boundary(slice: number, slices: number): string | undefined {
  if (slice === slices) return undefined;
  const first = Math.floor((slice / slices) * 2 ** 32);
  return `${first.toString(16).padStart(8, '0')}-0000-0000-0000-000000000000`;
}

/** Notes the priorities of the catalogue. The contracts of a source that had another are to be consolidated again. */
async function takePriorities(session: Session, catalogue: ReadonlyMap<string, number>): Promise<void> {
  const sources = await session.query<{ source: string }>('select distinct source from resource');
  // A source that left the catalogue stays published, after all others.
  const wanted = new Map([...sources.map(({ source }) => [source, 0] as const), ...catalogue]);
  const rows = await session.query<{ source: string; priority: number }>('select source, priority from source_priority');
  const known = new Map(rows.map(({ source, priority }) => [source, priority]));
  const news = [...wanted].filter(([source, priority]) => known.get(source) !== priority);
  if (news.length === 0) return;
  const changed = news.flatMap(([source]) => (known.has(source) ? [source] : []));
  if (changed.length > 0)
    await session.query(
      `insert into dirty (key)
       select distinct r.key from resource x join sighting s on s.resource = x.id join record r on r.hash = s.record
       where x.source = any($1::text[]) and r.valid and r.key is not null`,
      [changed],
    );
  await session.query(
    `insert into source_priority (source, priority) select * from unnest($1::text[], $2::int[])
     on conflict (source) do update set priority = excluded.priority`,
    [news.map(([source]) => source), news.map(([, priority]) => priority)],
  );
}

/**
 * Consolidates the keys of `dirty` from one to before another. Within a transaction, which is sure to be on the disk once it is committed: whoever has followed a change would not
 * be given another one of its number.
 */
async function consolidateSlice(
  session: Session,
  { from, to, now, budget }: { from: string | undefined; to: string | undefined; now: () => Date; budget: Budget },
): Promise<Consolidated> {
  await session.exec(
    `set local work_mem = '64MB'; set local synchronous_commit = on; create temp table todo (key uuid not null) on commit drop`,
  );
  const [{ contracts } = { contracts: 0 }] = await session.query<{ contracts: number }>(TAKE, [from ?? null, to ?? null]);
  if (contracts === 0) return { contracts: 0, changed: 0, withdrawn: 0, conflicts: 0, costly: 0 };
  await session.exec(PREFER);
  const [{ lost } = { lost: false }] = await session.query<{ lost: boolean }>(LOST);
  if (lost) await session.exec(WITHDRAW);
  const { conflicts, costly } = await uniteLists(session, budget);
  const [written = { changed: 0, withdrawn: 0 }] = await session.query<{ changed: number; withdrawn: number }>(WRITE);
  const removed = lost ? await session.query(REMOVE) : [];
  // A contract that is what it was may have other sources.
  const at = now();
  await indexContracts(session, { table: 'todo', at, day: dayInParis(at.toISOString()) });
  return { contracts, conflicts, costly, changed: written.changed + removed.length, withdrawn: written.withdrawn };
}

const TAKE = `with taken as (delete from dirty where ($1::uuid is null or key >= $1) and ($2::uuid is null or key < $2) returning key),
  made as (insert into todo select distinct key from taken returning 1)
select count(*) as contracts from made`;

/** Contracts that an other budget gave up are consolidated again. */
async function takeBudget(session: Session, budget: Budget): Promise<void> {
  await session.query(
    `insert into dirty (key) select key from contract
     where not_united is not null and not_united -> 'allowed' is distinct from $1::text::jsonb -> (not_united ->> 'over')`,
    [JSON.stringify(budget)],
  );
}

type Budget = Budgets['contract'];

/** What is compared of a record, and what a contract takes of it. */
const FACTS = 'r.key, r.hash, r.sameness, r.kind, r.standard, r.year, r.published, r.changes, d.reserved, r.fullness';

/** The valid current records of each key, and the preferred one. */
const PREFER = `analyze todo;
create temp table candidate on commit drop as
select ${FACTS}, max(coalesce(p.priority, 0)) as priority, octet_length(r.body) as size
from todo t join record r on r.key = t.key and r.valid
  join verdict d on d.id = r.verdict
  join sighting s on s.record = r.hash
  join resource x on x.id = s.resource
  left join source_priority p on p.source = x.source
group by r.hash, d.id;
create temp table preferred on commit drop as
select distinct on (key) *, false as withdrawn from candidate order by key, ${ORDER_SQL};
analyze candidate;
analyze preferred`;

const LOST = `select exists (select from todo t where not exists (select from preferred p where p.key = t.key)) as lost`;

/**
 * Contracts that no resource publishes any longer: of all valid records ever accepted, the preferred one, so that contracts made again from the archive are the same.
 * A record that only held versions have was never published.
 */
const WITHDRAW = `create temp table uncounted on commit drop as
select distinct o.record
from version v join listing l on l.version = v.id cross join unnest(l.records) o(record)
  join record r on r.hash = o.record join todo t on t.key = r.key
where v.state = 'held' and not exists (select from preferred p where p.key = t.key);
analyze uncounted;
delete from uncounted where record in (
  select o.record from version v join listing l on l.version = v.id cross join unnest(l.records) o(record)
    join uncounted u on u.record = o.record
  where v.state = 'accepted');
insert into preferred
select distinct on (key) * from (
  select ${FACTS}, 0 as priority, 0 as size, true as withdrawn
  from todo t join record r on r.key = t.key and r.valid join verdict d on d.id = r.verdict
  where not exists (select from preferred p where p.key = t.key)
    and not exists (select from uncounted u where u.record = r.hash)) known
order by key, ${ORDER_SQL}`;

/**
 * Records of keys that have several, where one that was not preferred has changes. Records that differ by the order of members say the same. Of a key whose records have more bytes than may be
 * united, the texts are not read.
 */
const several = ({ united }: Budget): string => `declare several no scroll cursor for
with loser as (
  select c.key, c.hash from candidate c join preferred p on p.key = c.key
  where c.hash <> p.hash and c.sameness <> p.sameness and c.changes > 0),
several as (
  select key, hash from loser
  union all
  select p.key, p.hash from preferred p where exists (select from loser l where l.key = p.key))
select c.*, text.body
from (
  select key, hash, published, changes, reserved, fullness, priority, sum(size) over (partition by key) as bytes
  from several join candidate using (key, hash)) c
  left join (select hash as of, body from record) text on text.of = c.hash and c.bytes <= ${united * 1e6}
order by key, ${ORDER_SQL}`;

/** Texts of records read at once, and written at once: as large as records may be, they have to be held. */
const TEXTS = 200;
/** Bytes of united texts after which they are written, however few they are. */
const TEXT_BYTES = 32 * 2 ** 20;

/**
 * Writes to the temporary table `united` what the lists of several records of one contract give together, or that they are over the budget. Returns the number of conflicts, and of contracts
 * over it.
 */
async function uniteLists(session: Session, budget: Budget): Promise<{ conflicts: number; costly: number }> {
  await session.exec(
    `create temp table united (key uuid primary key, body text, united uuid[], conflicts jsonb, not_united jsonb) on commit drop; ${several(budget)}`,
  );
  const done = { conflicts: 0, costly: 0 };
  let key: string | undefined;
  let union: ReturnType<typeof startUnion> | undefined;
  let rows: Uint8Array[] = [];
  let bytes = 0;
  const add = (...values: Parameters<typeof copyRow>[0]): void => {
    const row = Buffer.from(copyRow([key ?? null, ...values]));
    rows.push(row);
    bytes += row.length;
  };
  const giveUp = (over: keyof Budget): void => {
    done.costly++;
    add(null, '{}', '[]', JSON.stringify({ code: 'too-costly', over, allowed: budget[over] }));
  };
  const end = (): void => {
    if (union === undefined) return;
    const made = union.end();
    union = undefined;
    if (!made) return giveUp('items');
    if (made.united.length === 0 && made.conflicts.length === 0) return;
    done.conflicts += made.conflicts.length;
    const said = made.conflicts.map((conflict) => ({ ...conflict, id: storable(conflict.id) }));
    add(made.body, `{${made.united.join()}}`, JSON.stringify(said), null);
  };
  const write = async (): Promise<void> => {
    await session.copy('united', ['key', 'body', 'united', 'conflicts', 'not_united'], rows);
    [rows, bytes] = [[], 0];
  };
  for (;;) {
    const texts = await session.query<Ranked & { hash: string; body: string | null; key: string }>(`fetch ${TEXTS} from several`);
    for (const { key: of, hash, body } of texts) {
      if (of !== key) {
        end();
        if (bytes >= TEXT_BYTES) await write();
        key = of;
        if (body === null) giveUp('united');
        else union = startUnion({ hash, body }, budget.items);
      } else if (body !== null) union?.add({ hash, body });
    }
    if (rows.length >= TEXTS) await write();
    if (texts.length < TEXTS) break;
  }
  end();
  await write();
  await session.exec('close several');
  return done;
}

const CONTENT = ['kind', 'standard', 'year', 'record', 'body', 'united', 'conflicts', 'not_united', 'reserved', 'withdrawn'];
const content = (table: string): string => CONTENT.map((name) => `${table}.${name}`).join(', ');

/** Writes the contracts that differ, and only these: `sequence` grows with each of them. */
const WRITE = `with next as (
  select p.key, p.kind, p.standard, p.year, p.hash as record, u.body, coalesce(u.united, '{}') as united,
    coalesce(u.conflicts, '[]') as conflicts, u.not_united, p.reserved, p.withdrawn
  from preferred p left join united u on u.key = p.key),
changed as (
  select n.* from next n left join contract c on c.key = n.key
  where c.key is null or (${content('n')}) is distinct from (${content('c')})
  order by n.key),
written as (
  insert into contract (key, ${CONTENT.join(', ')}, sequence)
  select key, ${CONTENT.join(', ')}, nextval('contract_change') from changed
  on conflict (key) do update set ${CONTENT.map((name) => `${name} = excluded.${name}`).join(', ')}, sequence = excluded.sequence
  returning withdrawn)
select count(*) as changed, count(*) filter (where withdrawn) as withdrawn from written`;

/** Contracts none of whose records is known any longer (erased), or valid: they were never published. */
const REMOVE = `delete from contract c using todo t
where c.key = t.key and not exists (select from preferred p where p.key = t.key)
returning c.key`;
