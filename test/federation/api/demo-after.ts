/** The demonstration after its days, for files that look at what passes left: these are made once a run, and each file has a copy. */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import { execute } from '../../support/database.ts';
import { emptyPostgres, emptyStore, type OnPostgres } from '../../support/federation-store.ts';
import { madeOnce } from '../../support/once.ts';
import { serviceAt } from '../../support/services.ts';
import { NIGHT } from '../../support/tier.ts';
import { type Demo, openDemo } from './demo.ts';

type Day = 1 | 2 | 3;
const DAYS: readonly Day[] = [1, 2, 3];

/** Name of the database as it is after a day. */
const databaseOf = (day: Day): string => `demo_${day}`;

/** The demonstration after the pass of a day, of the caller alone. In the night, and where there is no PostgreSQL, its passes are made on PGlite. */
export async function demoAfter(day: Day): Promise<Demo> {
  const copy = NIGHT ? undefined : await demoOnPostgres(day);
  if (typeof copy === 'object') return copy;
  const demo = await openDemo(await emptyStore());
  for (const one of DAYS.slice(0, day)) await demo.pass(one);
  return demo;
}

/** As `demoAfter`, on PostgreSQL alone; the sentence that says why this machine has none. `url`: of the database. */
export async function demoOnPostgres(day: Day): Promise<(Demo & { url: string }) | string> {
  const server = await serviceAt('postgres');
  if (typeof server === 'string') return server;
  const made = await madeOnce('demo', makeDays);
  const home = mkdtempSync(join(tmpdir(), 'demo-'));
  cpSync(join(made, `${day}`), home, { recursive: true });
  const { store, url } = await onPostgres(databaseOf(day));
  return { ...(await openDemo(store, { day, home })), url };
}

/** Makes the passes, and keeps after each its database, and in `folder` what it has beside. */
async function makeDays(folder: string): Promise<void> {
  const { store, settings } = await onPostgres();
  const demo = await openDemo(openPostgres(settings));
  for (const day of DAYS) {
    await demo.pass(day);
    // A database is copied while nobody is connected to it.
    await demo.federation.store.close();
    await execute(settings.host, `create database ${databaseOf(day)} template ${settings.database} strategy file_copy`);
    cpSync(demo.home, join(folder, `${day}`), { recursive: true });
    demo.federation.store = openPostgres(settings);
  }
  await demo.close();
  await demo.federation.store.close();
  await store.close();
}

async function onPostgres(template?: string): Promise<OnPostgres> {
  const database = await emptyPostgres(template);
  if (typeof database === 'string') throw new Error(database);
  return database;
}
