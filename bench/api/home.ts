/** Federations to measure, which stay: made from the files of a plan by the program itself. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { startPostgres, type Server } from '../../test/support/postgres.ts';
import { type Child, startChild } from '../federation/child.ts';
import type { Served } from '../federation/fake.ts';
import type { Settings, Step, StepCost } from '../federation/steps.ts';
import { ROOT } from '../runner/measure.ts';

/** `files`: the folder of a plan; `postgres`: the folder of a server whose databases stay, undefined for PGlite in the home; `database` of that server. */
export type Place = { home: string; files: string; postgres: string | undefined; database: string };

/** Of the PostgreSQL server: a quarter of the memory, as its documentation advises; the rest is as it comes. */
export const SERVER = {
  fsync: 'off',
  shared_buffers: `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`,
  max_wal_size: '8GB',
  maintenance_work_mem: '256MB',
};

/** A server of one's own need not be asked politely. */
const AT_ONCE = { connections: 4, perSecond: 100_000 };

const TIMES = ['2026-01-05T06:00:00.000Z', '2026-01-06T06:00:00.000Z'];

/** Starts the PostgreSQL server of a place, where it has one. */
export async function startServer({ postgres }: Place): Promise<Server | undefined> {
  if (postgres === undefined) return undefined;
  const server = await startPostgres(SERVER, postgres);
  if (typeof server === 'string') throw new Error(server);
  return server;
}

const socketOf = (postgres: string): string => join(postgres, 'data');

/** The environment that commands find the database of a place by. */
export const environmentOf = ({ postgres, database }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: postgres === undefined ? '' : `postgres://postgres@/${database}?host=${encodeURIComponent(socketOf(postgres))}`,
});

export const PROGRAM = 'federation/bin/decp-federation.js';

/** Makes a federation from the files of the first day, with its index, unless it is there. The server is to run. */
export async function makeHome(place: Place, say: (line: string) => void): Promise<void> {
  const mark = join(place.home, 'made.json');
  if (existsSync(mark)) return;
  mkdirSync(join(place.home, 'sources'), { recursive: true });
  const portal = await startPortal(place.files);
  try {
    for (const [, { id, ...source }] of portal.served.sources)
      writeFileSync(join(place.home, 'sources', `${id}.yaml`), stringify(source, { lineWidth: 0 }));
    await passOf(place, portal, 1, (cost) => say(`  ${cost.step} : ${cost.seconds.toFixed(1)} s, ${cost.count}`));
  } finally {
    await portal.child.end();
  }
  const from = performance.now();
  run(place, ['index']);
  say(`  index : ${((performance.now() - from) / 1000).toFixed(1)} s`);
  writeFileSync(mark, '{}');
}

/** Runs a command of the program on a place, and gives what it printed. Throws where it fails. */
export function run(place: Place, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args, '--home', place.home, '--lang', 'en'], {
    ...{ cwd: ROOT, env: environmentOf(place), encoding: 'utf8', maxBuffer: 1 << 28 },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ends with ${status}: ${stderr}\n${stdout.slice(0, 2000)}`);
  return stdout;
}

export type Portal = { child: Child; served: Served };

/** Serves the files of a plan as a data.gouv.fr, from the first day on. */
export async function startPortal(files: string): Promise<Portal> {
  const child = startChild('fake.ts');
  return { child, served: await child.ask<Served>({ serve: files }) };
}

/** Harvests, judges and consolidates what is published on a day. */
export async function passOf(place: Place, portal: Portal, day: 1 | 2, report: (cost: StepCost) => void): Promise<void> {
  await portal.child.ask({ day });
  const settings: Settings = {
    ...{ kind: place.postgres === undefined ? 'pglite' : 'postgres', home: place.home, rate: AT_ONCE },
    ...{ portal: portal.served.url, sources: portal.served.sources, now: TIMES[day - 1] ?? '' },
    database: place.postgres === undefined ? join(place.home, 'pglite') : socketOf(place.postgres),
    ...(place.postgres !== undefined && { name: place.database }),
  };
  const worker = startChild('worker.ts');
  try {
    await worker.ask({ step: 'open', settings });
    for (const step of ['harvest', 'judge', 'consolidate', 'close'] as Step[]) report(await worker.ask<StepCost>({ step }));
  } finally {
    await worker.end();
  }
}

export type Api = { address: string; pid: number; stop: () => Promise<void> };

/** Starts the API of a place. */
export async function startApi(place: Place): Promise<Api> {
  const args = [PROGRAM, 'serve', '--home', place.home, '--port', '0', '--per-minute', '0', '--lang', 'en'];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environmentOf(place), stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/[^ ]+?(?=\. )/.exec(line)?.[0];
    if (address !== undefined)
      return {
        ...{ address, pid: child.pid ?? 0 },
        stop: async () => {
          child.kill('SIGTERM');
          if (child.exitCode === null) await once(child, 'exit');
        },
      };
  }
  throw new Error('the server has not started');
}

/** Copies the database of a place to one of another name, where its server has none yet: what is written there leaves the first as it was. */
export async function copyDatabase(server: Server, from: string, to: string): Promise<void> {
  const client = await server.connect('template1');
  try {
    await client.query(`drop database if exists ${to}`);
    await client.query(`create database ${to} template ${from}`);
  } finally {
    await client.end();
  }
}

export async function dropDatabase(server: Server, name: string): Promise<void> {
  const client = await server.connect('template1');
  try {
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}
