/** `npm run bench -- api-load`: the API is asked by many while workers write, are killed, and PostgreSQL restarts: no wrong answer, and no job lost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Server } from '../test/support/postgres.ts';
import {
  copyDatabase,
  dropDatabase,
  environmentOf,
  makeHome,
  type Place,
  PROGRAM,
  run,
  startApi,
  startPortal,
  startServer,
} from './api/home.ts';
import { ask, type Client, clientsOf, followToTheEnd, newTally, type Tally } from './api/clients.ts';
import { ROOT } from './runner/measure.ts';

export const LOAD_USAGE = `npm run bench -- api-load --home FOLDER --files FOLDER --postgres FOLDER [options]
  --minutes N      (10)
  --clients N      à la fois / at once (8)
  --workers N      qui écrivent ; un est tué chaque minute / that write; one is killed each minute (3)`;

const MINUTE = 60_000;

/** Milliseconds that the jobs may take to end once nobody disturbs them: a killed worker's lease first has to end. */
const END = 10 * MINUTE;

/** Returns the exit code: 1 where an answer was wrong, or a job was lost. */
export async function benchApiLoad(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      files: { type: 'string' },
      postgres: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      clients: { type: 'string', default: '8' },
      workers: { type: 'string', default: '3' },
    },
  });
  const { home, files, postgres } = values;
  if (home === undefined || files === undefined || postgres === undefined)
    throw new Error(`--home, --files, --postgres ?\n${LOAD_USAGE}`);
  const made: Place = {
    home: resolve(ROOT, home),
    files: resolve(ROOT, files),
    postgres: resolve(ROOT, postgres),
    database: 'postgres',
  };
  const place: Place = { ...made, database: 'loaded' };
  let server = await startServer(made);
  const portal = await startPortal(made.files);
  const crew = new Crew(place, portal.served.url);
  try {
    await makeHome(made, (line) => console.log(line));
    if (server) await copyDatabase(server, made.database, place.database);
    const api = await startApi(place);
    try {
      const tally = newTally();
      const clients = await clientsOf(api.address, Number(values.clients));
      const over = new AbortController();
      const asking = clients.map((client) => keepAsking(client, tally, over.signal));
      // Workers begin a pass each minute; what is published is another each second minute.
      run(place, ['schedule', '* * * * *']);
      for (let number = 0; number < Number(values.workers); number++) crew.start(number);
      const minutes = Number(values.minutes);
      let said = 0;
      for (let minute = 1; minute <= minutes; minute++) {
        if (minute % 2 === 1) await portal.child.ask({ day: minute % 4 === 1 ? 2 : 1 });
        await wait(MINUTE / 2);
        await crew.kill(minute % Number(values.workers));
        if (minute === Math.ceil(minutes / 2)) server = await restarted(server, made, tally);
        await wait(MINUTE / 2);
        console.log(`${minute} min : ${summaryOf(tally)}`);
        // As they come: whoever stops the run has seen them.
        for (const wrong of tally.wrong.slice(said, said + 5)) console.log(`  ${wrong.slice(0, 500)}`);
        said = tally.wrong.length;
      }
      run(place, ['schedule', '--remove']);
      const left = await untilDone(server, place);
      await crew.stop();
      over.abort();
      await Promise.all(asking);
      await followToTheEnd(clients[0] as Client, tally);
      const balance = spawnBalance(place);
      console.log(summaryOf(tally));
      for (const wrong of tally.wrong.slice(0, 20)) console.log(`  ${wrong}`);
      console.log(`travaux / jobs : ${JSON.stringify(left)} ; travailleurs tués / workers killed : ${crew.killed} ; ${balance}`);
      const isLost =
        left.jobs > 0 || left.dead > 0 || left.unjudged > 0 || left.dirty > 0 || !balance.startsWith('status --balance : 0');
      return tally.wrong.length > 0 || isLost ? 1 : 0;
    } finally {
      await api.stop();
    }
  } finally {
    await crew.stop();
    await portal.child.end();
    if (server) await dropDatabase(server, place.database);
    await server?.stop();
  }
}

async function keepAsking(client: Client, tally: Tally, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await ask(client, tally);
}

/** Stops the server as an administrator does, and starts it again some seconds later. */
async function restarted(server: Server | undefined, place: Place, tally: Tally): Promise<Server | undefined> {
  tally.isAway = true;
  await server?.stop();
  await wait(5000);
  const again = await startServer(place);
  // Its clients connect again within seconds.
  setTimeout(() => (tally.isAway = false), 15_000);
  return again;
}

/** Workers, by number. */
class Crew {
  readonly #place: Place;
  readonly #portal: string;
  readonly #running = new Map<number, ChildProcess>();
  killed = 0;

  constructor(place: Place, portal: string) {
    this.#place = place;
    this.#portal = portal;
  }

  start(number: number): void {
    const args = [PROGRAM, 'work', '--home', this.#place.home, '--portal', this.#portal, '--rate', '1000', '--lang', 'en'];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: environmentOf(this.#place),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.pipe(createWriteStream(join(tmpdir(), `decp-load-worker-${number}.log`), { flags: 'a' }));
    this.#running.set(number, child);
  }

  /** Ends a worker at once, whatever it is doing, and starts another in its place. */
  async kill(number: number): Promise<void> {
    await this.#end(number, 'SIGKILL');
    this.killed++;
    this.start(number);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((number) => this.#end(number, 'SIGTERM')));
  }

  async #end(number: number, signal: NodeJS.Signals): Promise<void> {
    const child = this.#running.get(number);
    this.#running.delete(number);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}

/** Jobs that wait or are being done, those that failed for good, files that nobody judged, and keys that nobody consolidated. */
type Left = { jobs: number; dead: number; unjudged: number; dirty: number };

const LEFT = `select (select count(*)::int from federation_jobs.job where state < 'completed' and name <> 'dead' and name not like '\\_\\_%') as jobs,
  (select count(*)::int from federation_jobs.job where name = 'dead') as dead,
  (select count(*)::int from version where state = 'fetched') as unjudged, (select count(*)::int from dirty) as dirty`;

/** Waits until no job is left. */
async function untilDone(server: Server | undefined, { database }: Place): Promise<Left> {
  if (!server) throw new Error('no server');
  const client = await server.connect(database);
  try {
    for (const until = Date.now() + END; ;) {
      const [left] = (await client.query<Left>(LEFT)).rows;
      if (!left) throw new Error('nothing is counted');
      if ((left.jobs === 0 && left.dirty === 0 && left.unjudged === 0) || Date.now() > until) return left;
      await wait(2000);
    }
  } finally {
    await client.end();
  }
}

function spawnBalance(place: Place): string {
  try {
    return `status --balance : 0, ${run(place, ['status', '--balance']).split('\n').length} lignes`;
  } catch (error) {
    return `status --balance : ${(error as Error).message}`;
  }
}

const summaryOf = ({ answers, away, times, wrong }: Tally): string => {
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? NaN;
  const all = [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return `${all.join(', ')} ; 503 ${away} ; p95 ${p95.toFixed(1)} ms ; faux / wrong ${wrong.length}`;
};
