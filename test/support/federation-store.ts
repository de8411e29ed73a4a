/** Databases of the federation for tests, each of its caller alone: copies of a template on the PostgreSQL server of the run (`services.ts`). */
import type pg from 'pg';
import { openPostgres } from '../../federation/src/store/postgres.node.ts';
import type { Store } from '../../federation/src/store/store.ts';
import { order, settingsOf, socketOf } from './database.ts';
import { emptyPglite } from './pglite.ts';
import { TEMPLATE } from './postgres-service.ts';

/** `settings` and `url`: how others reach it. To close it is also to drop it. */
export type OnPostgres = { store: Store; settings: pg.PoolConfig & { host: string }; url: string };

let copies = 0;

/** A database on PostgreSQL, empty and in the newest form, or a copy of another one to which nobody is connected; the sentence that says why this machine has none. */
export async function emptyPostgres(template = TEMPLATE): Promise<OnPostgres | string> {
  const server = await socketOf();
  if (typeof server === 'string') return server;
  const { socket } = server;
  const database = `test_${process.pid}_${++copies}`;
  await order(socket, `create database ${database} template ${template} strategy file_copy`);
  const settings = settingsOf(socket, database);
  const store = openPostgres(settings);
  const close = async (): Promise<void> => {
    await store.close();
    await order(socket, `drop database ${database} with (force)`);
  };
  return {
    ...{ store: { ...store, close }, settings },
    url: `postgres://postgres@/${database}?host=${encodeURIComponent(socket)}`,
  };
}

/** An empty database in the newest form: on PostgreSQL, which takes a quarter of the CPU, or on PGlite in memory where the machine has no server. */
export async function emptyStore(): Promise<Store> {
  const made = await emptyPostgres();
  return typeof made === 'string' ? emptyPglite() : made.store;
}
