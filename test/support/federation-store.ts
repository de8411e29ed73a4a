/** Databases of the federation for tests, each of its caller alone: copies of a template on the PostgreSQL server of the run (`services.ts`). */
import type pg from 'pg';
import { openPostgres } from '../../federation/src/store/postgres.node.ts';
import { READING, type Store } from '../../federation/src/store/store.ts';
import { execute, settingsOf } from './database.ts';
import { emptyPglite } from './pglite.ts';
import { TEMPLATE } from './postgres-service.ts';
import { serviceAt } from './services.ts';
import { NIGHT } from './tier.ts';

/** `settings` and `url`: how others reach it. To close it is also to drop it. */
export type OnPostgres = { store: Store; settings: pg.PoolConfig & { host: string }; url: string };

let copies = 0;

/** A database on PostgreSQL, empty and in the newest form, or a copy of another one to which nobody is connected; the sentence that says why this machine has none. */
export async function emptyPostgres(template = TEMPLATE): Promise<OnPostgres | string> {
  const server = await serviceAt('postgres');
  if (typeof server === 'string') return server;
  const { socket } = server;
  const database = `test_${process.pid}_${++copies}`;
  await execute(socket, `create database ${database} template ${template} strategy file_copy`);
  const settings = settingsOf(socket, database);
  const store = openPostgres(settings);
  const close = async (): Promise<void> => {
    await store.close();
    await execute(socket, `drop database ${database} with (force)`);
  };
  return {
    ...{ store: { ...store, close }, settings },
    url: `postgres://postgres@/${database}?host=${encodeURIComponent(socket)}`,
  };
}

/**
 * An empty database in the newest form: by day on PostgreSQL, which takes a quarter of the CPU, in the night on PGlite, so that what uses it is proved on both. On PGlite
 * as well where the machine has no server.
 */
export async function emptyStore(): Promise<Store> {
  const made = NIGHT ? undefined : await emptyPostgres();
  return typeof made === 'object' ? made.store : emptyPglite();
}

const CLEAR = `do $$
declare one record;
begin
  perform set_config('session_replication_role', 'replica', true);
  for one in select oid::regclass as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' loop
    if pg_relation_size(one.name) > 1000000 then execute format('truncate %s cascade', one.name);
    else execute format('delete from %s', one.name);
    end if;
  end loop;
  perform setval(seqrelid, seqstart, false) from pg_sequence join pg_class on oid = seqrelid where relnamespace = 'public'::regnamespace;
end $$`;

/** Empties all tables but that of migrations, and starts their numbers again. To truncate makes the files of a table anew: a hundred times the work, where it holds little. */
export const clear = (store: Store): Promise<void> => store.exec(CLEAR);

/** The database of a store as those have it that only read: statements that write fail. PGlite has one connection, which only reads from then on. */
export async function readerOf(store: Store): Promise<Store> {
  const server = store.kind === 'pglite' ? undefined : await serviceAt('postgres');
  if (typeof server === 'object') {
    const [{ name } = { name: '' }] = await store.query<{ name: string }>('select current_database() as name');
    return openPostgres(settingsOf(server.socket, name), { onlyReads: true });
  }
  for (const [name, value] of Object.entries(READING)) await store.exec(`set ${name} = '${value}'`);
  return { ...store, close: () => Promise.resolve() };
}
