/** The passes on one database, each in a process of its own, as `decp-federation run` makes them every day. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../federation/fake/scale/folder.node.ts';
import type { Rate } from '../../federation/src/federation.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import { busySeconds } from '../runner/machine.ts';
import { ROOT } from '../runner/measure.ts';
import { type Child, startChild } from './child.ts';
import type { Asked, Served } from './fake.ts';
import type { Parsed } from './parse.ts';
import { countOf, factOf, type PassId, type PassResult, type StepResult, type StoreResult } from './results.ts';
import { type Held, type Settings, type Step, type StepCost, STEPS, type StoreKind } from './steps.ts';

/** For a load of many rows; the rest is as PostgreSQL comes. `fsync`: as in the tests. */
const SERVER = { fsync: 'off', shared_buffers: '512MB', max_wal_size: '4GB', maintenance_work_mem: '256MB' };

/** A server of one's own need not be asked politely. */
const AT_ONCE: Rate = { connections: 4, perSecond: 100_000 };

type Pass = { id: PassId; day: number; now: string; rate?: Rate };

/** Where nothing is new, the portal is asked as politely as any other. */
const PASSES: readonly Pass[] = [
  { id: 'first', day: 1, now: '2026-01-05T06:00:00.000Z', rate: AT_ONCE },
  { id: 'same', day: 1, now: '2026-01-05T18:00:00.000Z' },
  { id: 'second', day: 2, now: '2026-01-06T06:00:00.000Z', rate: AT_ONCE },
];

/** `workers`: processes that judge at once; `report` takes each step as it ends; `last`: the pass after which to end, if not after all. Throws an Error where a pass did not do what it should: its time would mean nothing. */
type Ways = { folder: string; workers: number; report: (pass: PassResult, step: StepResult) => void; last?: PassId };

/** Makes all passes on a new database. */
export async function measureStore(kind: StoreKind, ways: Ways): Promise<StoreResult> {
  const data = join(ROOT, 'bench/data');
  mkdirSync(data, { recursive: true });
  const home = mkdtempSync(join(data, 'federation-run-'));
  const server = kind === 'postgres' ? await startPostgres(SERVER) : undefined;
  try {
    if (typeof server === 'string') throw new Error(server);
    const passes = await allPasses({ kind, home, database: server?.socket ?? join(home, 'pglite') }, ways);
    const version = String(passes[0]?.steps[0]?.workers[0]?.facts['version']);
    const date = new Date().toISOString().slice(0, 10);
    return { kind, date, version, settings: server ? SERVER : {}, workers: ways.workers, passes };
  } finally {
    if (typeof server === 'object') await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

type Where = Pick<Settings, 'kind' | 'home' | 'database'>;

async function allPasses(where: Where, ways: Ways): Promise<PassResult[]> {
  const portal = startChild('fake.ts');
  try {
    const { url, sources } = await portal.ask<Served>({ serve: ways.folder });
    const passes: PassResult[] = [];
    let before = await parseOnce(ways.folder);
    for (const { id, day, now, rate } of PASSES) {
      await portal.ask({ day });
      const known = passes.at(-1)?.held ?? { bytes: 0, records: 0 };
      const asked = { requests: 0, bytes: 0 };
      const result: PassResult = { pass: id, steps: [], asked, held: known, fresh: 0, parsed: [before, before] };
      await onePass(result, { ...where, portal: url, sources, now, ...(rate && { rate }) }, portal, ways);
      result.fresh = result.held.records - known.records;
      before = await parseOnce(ways.folder);
      result.parsed[1] = before;
      await agree(result, ways.folder);
      passes.push(result);
      if (id === ways.last) break;
    }
    return passes;
  } finally {
    await portal.end();
  }
}

async function parseOnce(folder: string): Promise<Parsed> {
  const child = startChild('parse.ts');
  try {
    return await child.ask<Parsed>({ folder });
  } finally {
    await child.end();
  }
}

/** Makes one pass, whose steps are added to the result as they end. All workers are there from its beginning on, as on a server. */
async function onePass(result: PassResult, settings: Settings, portal: Child, { workers, report }: Ways): Promise<void> {
  const children: Child[] = [];
  const open = async (): Promise<StepCost> => {
    const child = startChild('worker.ts');
    children.push(child);
    return child.ask<StepCost>({ step: 'open', settings });
  };
  try {
    for (const step of STEPS) {
      result.steps.push(await timed(step, step === 'open' ? () => Promise.all([open()]) : () => askAll(children, step)));
      // Those that only judge open what the first has made.
      if (step === 'open') await Promise.all(Array.from({ length: workers - 1 }, open));
      if (step === 'harvest') result.asked = await portal.ask<Asked>({ asked: true });
      if (step === 'snapshot') result.held = (await children[0]?.ask<Held>({ count: true })) ?? result.held;
      report(result, result.steps.at(-1) as StepResult);
    }
  } finally {
    await Promise.all(children.map((child) => child.end()));
  }
}

/** All judge; the rest is done by the first. */
const askAll = (children: readonly Child[], step: Step): Promise<StepCost[]> =>
  Promise.all((step === 'judge' ? children : children.slice(0, 1)).map((child) => child.ask<StepCost>({ step })));

/** The system counts in hundredths of a second: of shorter steps, it says nothing of what others did meanwhile. */
const LEAST = 0.5;

async function timed(step: Step, work: () => Promise<StepCost[]>): Promise<StepResult> {
  const busy = busySeconds();
  const costs = await work();
  const after = busySeconds();
  const seconds = Math.max(...costs.map((cost) => cost.seconds));
  const cpu = costs.reduce((sum, cost) => sum + cost.cpu, 0);
  const isKnown = busy !== undefined && after !== undefined && seconds >= LEAST;
  const others = isKnown ? Math.max(0, after - busy - cpu) / seconds : NaN;
  return { step, seconds, workers: costs, others };
}

/** Throws where a pass has not read the records that were published, or has done something where nothing was new. */
export async function agree({ pass, steps, asked }: PassResult, folder: string): Promise<void> {
  const index = await readFolder(folder);
  const day = { first: 1, same: 0, second: 2 }[pass];
  const files = (index?.datasets ?? []).flatMap((dataset) => dataset.files).filter((file) => file.day === day);
  const at = (step: Step): StepResult => steps.find((one) => one.step === step) as StepResult;
  const isNew = at('snapshot').workers.some(({ facts }) => facts['isNew'] === true);
  const facts = {
    'files fetched': [factOf(at('harvest'), 'fetched'), files.length],
    // On another day, some of the others are fetched again, as each is once a week.
    'bytes sent': [
      asked.bytes,
      pass === 'second' ? factOf(at('harvest'), 'bytes') : files.reduce((sum, { size }) => sum + size, 0),
    ],
    'records read': [countOf(at('judge')), files.reduce((sum, { records }) => sum + records, 0)],
    'faults of the harvest': [factOf(at('harvest'), 'failed'), 0],
    'files not judged': [factOf(at('judge'), 'failed') + factOf(at('judge'), 'unreadable'), 0],
    'new snapshots': [Number(isNew), pass === 'same' ? 0 : 1],
  };
  const wrong = Object.entries(facts).filter(([, [found, expected]]) => found !== expected);
  if (wrong.length === 0) return;
  throw new Error(`${pass}: ${wrong.map(([what, [found, expected]]) => `${what} ${found}, expected ${expected}`).join(' ; ')}`);
}
