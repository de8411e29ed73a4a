/** `npm run bench -- api`: how fast the API answers on a federation at scale: lookups, indexed pages, the hardest filters, an export, and the same while a second day is written. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import type { Server } from '../test/support/postgres.ts';
import { formatted } from '../src/governance/format.node.ts';
import { busySeconds, machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { copyDatabase, dropDatabase, makeHome, passOf, type Place, run, startApi, startPortal, startServer } from './api/home.ts';
import { apiPage, type ApiResults, type Measured, measuredLine, type Measures } from './api/page.ts';
import { type Question, questionsOf } from './api/questions.ts';

export const API_USAGE = `npm run bench -- api --home FOLDER [options]
  --files FOLDER     les fichiers d'un plan, dont la fédération est faite si elle n'est pas là / the files of a plan, which the federation is made of unless it is there
  --postgres FOLDER  d'un serveur PostgreSQL, démarré ici ; sinon PGlite / of a PostgreSQL server, started here; PGlite otherwise
  --seconds N        de chaque mesure / of each measure (10)
  --clients N        à la fois / at once (16)
  --export           aussi l'export NDJSON de tout, avec sa mémoire / also the NDJSON export of all, with its memory
  --write            aussi pendant qu'un second jour est écrit, sur PostgreSQL / also while a second day is written, on PostgreSQL`;

/** Milliseconds that 95 % of the answers may take. */
const LIMITS = { postgres: { easy: 20, hard: 100, write: 50 }, pglite: { easy: 50, hard: 50, write: 50 } };

/** Megabytes that the server may take while it exports. */
const EXPORT_MB = 300;

/** Measures a federation. Returns the exit code: 1 where a limit is missed. */
export async function benchApi(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      files: { type: 'string' },
      postgres: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      clients: { type: 'string', default: '16' },
      export: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { home, files, postgres, seconds, clients } = values;
  if (home === undefined || files === undefined) throw new Error(`--home, --files ?\n${API_USAGE}`);
  const place: Place = {
    ...{ home: resolve(ROOT, home), files: resolve(ROOT, files), database: 'postgres' },
    postgres: postgres === undefined ? undefined : resolve(ROOT, postgres),
  };
  const ways = { seconds: Number(seconds), clients: Number(clients) };
  const server = await startServer(place);
  try {
    await makeHome(place, (line) => console.log(line));
    const result = await measureAll(place, ways);
    // After each: a run that is stopped keeps what it has.
    await save(result);
    if (values.export) await measureExport(place, result);
    await save(result);
    if (values.write && server) await measureWriting(place, server, ways, result);
    await save(result);
    return result.measures.every(({ measured }) => measured.every(({ isKept }) => isKept)) ? 0 : 1;
  } finally {
    await server?.stop();
  }
}

type Ways = { seconds: number; clients: number };

async function measureAll(place: Place, ways: Ways): Promise<ApiResults['stores'][number]> {
  const kind = place.postgres === undefined ? 'pglite' : 'postgres';
  const contracts = countOf(place);
  const api = await startApi(place);
  try {
    const limits = LIMITS[kind];
    const rest: Measures = { name: 'au repos', date: today(), ...ways, measured: [] };
    const questions = await questionsOf(api.address);
    console.log(`${kind} : ${contracts} contrats, ${questions[0]?.urls.length} questions`);
    for (const question of questions)
      rest.measured.push(
        said(await measure(api.address, question, { ...ways, limit: question.isHard ? limits.hard : limits.easy })),
      );
    return { kind, contracts, measures: [rest] };
  } finally {
    await api.stop();
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

function said(measured: Measured): Measured {
  console.log(measuredLine(measured));
  return measured;
}

/** Contracts that are published. */
const countOf = (place: Place): number =>
  (JSON.parse(run(place, ['status', '--format', 'json'])) as { counts: { contracts: number } }).counts.contracts;

/** Asks for some seconds, once the same was asked for a while: the server and the database have then what any have that run for longer than a few seconds. */
async function measure(address: string, question: Question, { limit, ...ways }: Ways & { limit: number }): Promise<Measured> {
  await ask(address, question, { ...ways, seconds: WARM });
  return measuredOf(question.name, limit, await ask(address, question, ways));
}

function measuredOf(name: string, limit: number, { times, failed, seconds, busy }: Asked): Measured {
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN;
  const [p50, p95, p99] = [at(0.5), at(0.95), at(0.99)];
  return {
    ...{ name, limit, p50, p95, p99, failed, perSecond: times.length / seconds },
    isKept: p95 <= limit && failed === 0 && times.length > 0,
    ...{ load: loadavg()[0] ?? NaN, busy: busy / seconds },
  };
}

/** Seconds of each question that are not measured. */
const WARM = 5;

/** `times`: milliseconds of each answer; `failed`: how many were none, or no 2xx; `busy`: seconds of processors meanwhile. */
type Asked = { times: number[]; failed: number; seconds: number; busy: number };

/** Asks for some seconds, each client from another question on. */
async function ask(address: string, { urls }: Question, { seconds, clients }: Ways): Promise<Asked> {
  const busy = busySeconds() ?? 0;
  const times: number[] = [];
  let client = 0;
  const setupClient = (one: autocannon.Client): void => {
    const first = Math.floor((client++ / clients) * urls.length);
    one.setRequests([...urls.slice(first), ...urls.slice(0, first)].map((path) => ({ method: 'GET', path })));
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon({ url: address, connections: clients, duration: seconds, setupClient }, (error, done) =>
      error ? reject(error as Error) : resolve(done),
    );
    // Its own figures are of whole milliseconds, and it counts no 95 %.
    running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
  return { times, failed: result.errors + result.non2xx, seconds, busy: (busySeconds() ?? NaN) - busy };
}

/** All contracts as NDJSON: how many, how long, and the peak of the server's memory meanwhile. */
async function measureExport(place: Place, result: ApiResults['stores'][number]): Promise<void> {
  const api = await startApi(place);
  try {
    const from = performance.now();
    const answer = await fetch(`${api.address}/v1/contrats.ndjson`);
    let [lines, bytes] = [0, 0];
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines++;
    }
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${api.pid}/status`, 'utf8'))?.[1]) / 1024;
    result.exported = {
      date: today(),
      contracts: lines,
      bytes,
      seconds: (performance.now() - from) / 1000,
      peak,
      limit: EXPORT_MB,
    };
    console.log(`export : ${JSON.stringify(result.exported)}`);
  } finally {
    await api.stop();
  }
}

/** Seconds of each question before the next one's turn, while something is written. */
const TURN = 3;

/** The same questions in turn, while a second day is harvested, judged and consolidated, in a copy of the database: of each, all answers together. */
async function measureWriting(place: Place, server: Server, ways: Ways, result: ApiResults['stores'][number]): Promise<void> {
  const copy = { ...place, database: 'writing' };
  await copyDatabase(server, place.database, copy.database);
  const portal = await startPortal(place.files);
  const api = await startApi(copy);
  try {
    const limit = LIMITS.postgres.write;
    const questions = (await questionsOf(api.address)).filter(({ isHard }) => !isHard);
    for (const question of questions) await ask(api.address, question, { ...ways, seconds: WARM });
    let isOver = false;
    const steps: string[] = [];
    const pass = passOf(copy, portal, 2, ({ step, count, seconds }) =>
      steps.push(`${step} ${count} en ${seconds.toFixed(1)} s`),
    ).finally(() => (isOver = true));
    const asked = new Map<Question, Asked>();
    for (let at = 0; !isOver; at++) {
      const question = questions[at % questions.length] as Question;
      const turn = await ask(api.address, question, { ...ways, seconds: TURN });
      said(measuredOf(question.name, limit, turn));
      asked.set(question, together(asked.get(question), turn));
    }
    await pass;
    const measured = [...asked].map(([{ name }, all]) => measuredOf(name, limit, all));
    const seconds = [...asked.values()].reduce((sum, one) => sum + one.seconds, 0) / asked.size;
    result.measures.push({
      name: 'pendant qu’un second jour est écrit',
      date: today(),
      clients: ways.clients,
      seconds,
      measured,
      steps,
    });
    console.log(steps.join(', '));
    for (const one of measured) said(one);
  } finally {
    await api.stop();
    await portal.child.end();
    await dropDatabase(server, copy.database);
  }
}

const together = (all: Asked | undefined, turn: Asked): Asked =>
  all === undefined
    ? turn
    : {
        times: all.times.concat(turn.times),
        failed: all.failed + turn.failed,
        seconds: all.seconds + turn.seconds,
        busy: all.busy + turn.busy,
      };

const FIGURES = join(ROOT, 'bench/RESULTS-api.json');

/** Puts what was measured in the place of what was before, of the same database: what was not measured again stays. */
async function save(store: ApiResults['stores'][number]): Promise<void> {
  const before: ApiResults = existsSync(FIGURES)
    ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as ApiResults)
    : { machine: machine(), stores: [] };
  const old = before.stores.find(({ kind, contracts }) => kind === store.kind && contracts === store.contracts);
  const kept = old?.measures.filter(({ name }) => store.measures.every((one) => one.name !== name)) ?? [];
  const all = { ...old, ...store, measures: [...store.measures, ...kept] };
  const stores = [...before.stores.filter(({ kind }) => kind !== store.kind), all].toSorted((a, b) => (a.kind < b.kind ? 1 : -1));
  const results = { machine: machine(), stores };
  const write = async (name: string, text: string): Promise<void> =>
    writeFileSync(join(ROOT, 'bench', name), await formatted(name, text));
  await write('RESULTS-api.json', JSON.stringify(results));
  await write('RESULTS-api.md', apiPage(results));
}
