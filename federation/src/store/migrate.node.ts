import { readdir, readFile } from 'node:fs/promises';
import type { Store } from './store.ts';

const SQL = new URL('../../sql/', import.meta.url);

/** Brings a database to the newest form: runs each file of `sql` that it has not run yet, in the order of their names, each in one transaction. */
export async function migrate(store: Store): Promise<void> {
  const names = await migrations();
  await store.session(async (session) => {
    await session.transaction(async () => {
      // Two processes that start together wait for each other.
      if (store.kind === 'postgres') await session.exec('select pg_advisory_xact_lock(72037)');
      await session.exec('create table if not exists migration (name text primary key, at timestamptz not null default now())');
      const done = new Set((await session.query<{ name: string }>('select name from migration')).map(({ name }) => name));
      for (const name of names.filter((one) => !done.has(one))) {
        await session.exec(await readFile(new URL(name, SQL), 'utf8'));
        await session.query('insert into migration (name) values ($1)', [name]);
      }
    });
  });
}

/** Whether a database is in the newest form. */
export async function isMigrated(store: Store): Promise<boolean> {
  const [found] = await store.query<{ known: boolean }>("select to_regclass('migration') is not null as known");
  if (found?.known !== true) return false;
  const done = new Set((await store.query<{ name: string }>('select name from migration')).map(({ name }) => name));
  return (await migrations()).every((name) => done.has(name));
}

const migrations = async (): Promise<string[]> => (await readdir(SQL)).filter((name) => name.endsWith('.sql')).toSorted();
