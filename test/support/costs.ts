/**
 * What tests cost, in seconds of CPU with the processes that they start: measured file by file (`profile.ts`), summed by folder, and held against `test/budget.json`.
 *
 * The same work takes more CPU seconds on a slower processor, or beside another program on the same core. Each test file therefore first does a small fixed work, the
 * unit, and sums are divided by how long the unit took, against what it took where the budget was made.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenSeconds } from '../../bench/runner/machine.ts';
import { ROOT } from '../../src/host/paths.node.ts';

/** Seconds, and processes started, of one test file. `unit`: CPU milliseconds of the unit of work before it; a service has none. */
export type Cost = { path: string; wall: number; cpu: number; processes: number; unit?: number };
/** CPU seconds of the checks, and of vitest with all that it starts. */
export type Whole = { checks: number; tests: number };
/** CPU seconds by folder of `test`; `unit`: milliseconds, where the budget was made. */
export type Budget = { unit: number; seconds: Record<string, number> };

/** What `npm run bench -- tests` measured last. */
export const RESULTS = 'bench/RESULTS-tests.json';

const BUDGET = 'test/budget.json';

/** How much the sum may exceed the budget. */
const TOLERANCE = 1.05;

/** CPU seconds of the processes that this one started and that have ended; 0 where the system does not say (all but Linux). */
export const childrenCpu = (): number => childrenSeconds() ?? 0;

const WORDS = new Int32Array(1 << 14);

/** CPU milliseconds of a small fixed work, which asks no memory of the heap: what collects garbage there would be measured with it. */
export function unitOfWork(): number {
  const before = process.cpuUsage();
  let sum = 1;
  for (let round = 0; round < 100; round++)
    for (let i = 0; i < WORDS.length; i++) {
      sum = (Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d) + i) | 0;
      WORDS[i] = (WORDS[sum & 0x3fff] ?? 0) ^ sum;
    }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const FOLDER = join(ROOT, '.cache/tests');

/** Where the costs of a run are: a line for each file, and one for the whole. */
export const costsPath = (name: string, shard?: string): string =>
  join(FOLDER, `${name}${shard === undefined ? '' : `-${shard.replace('/', '-of-')}`}.jsonl`);

/** What shards recorded. */
export function shardPaths(): string[] {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return names.filter((name) => name.includes('-of-')).map((name) => join(FOLDER, name));
}

/** A service that the files of a run share counts as a file, which started no processes. */
export function recordService(name: string, cpu: number): void {
  const path = process.env['TEST_PROFILE'];
  if (path !== undefined)
    appendFileSync(path, `${JSON.stringify({ path: `test/${name}/server`, wall: 0, cpu, processes: 0 })}\n`);
}

export const recordCosts = (path: string, whole: Whole): void => appendFileSync(path, `${JSON.stringify(whole)}\n`);

/** `beside`: CPU seconds of the checks, and of the main process of vitest with the servers that files share. */
export type Costs = { files: Cost[]; beside: { checks: number; vitest: number } };

/** The costs of several runs together. A file that two of them ran counts once, as in the last; so does what each run costs beside its files. */
export function readCosts(paths: readonly string[]): Costs {
  const files = new Map<string, Cost>();
  const beside = { checks: 0, vitest: 0 };
  for (const path of paths) {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    let ofFiles = 0;
    for (const one of lines.map((line) => JSON.parse(line) as Cost | Whole))
      if ('path' in one) {
        files.set(one.path, one);
        ofFiles += one.cpu;
      } else {
        beside.checks = Math.max(beside.checks, one.checks);
        beside.vitest = Math.max(beside.vitest, one.tests - ofFiles);
      }
  }
  return { files: [...files.values()], beside };
}

/** CPU seconds by folder, with the checks, and with what vitest and the servers of a run cost beside the files. */
export function byFolder({ files, beside }: Costs): Record<string, number> {
  const folders: Record<string, number> = {};
  for (const { path, cpu } of files) {
    const folder = path.split('/').slice(1, -1)[0] ?? 'test';
    folders[folder] = (folders[folder] ?? 0) + cpu;
  }
  return { ...folders, ...beside };
}

export const total = (folders: Readonly<Record<string, number>>): number =>
  Object.values(folders).reduce((sum, one) => sum + one, 0);

/** How much slower this machine is at the unit of work than the one of the budget. */
export function slowness({ files }: Costs, { unit }: Budget): number {
  const units = files.flatMap((one) => one.unit ?? []).sort((a, b) => a - b);
  return (units[Math.floor(units.length / 2)] ?? unit) / unit;
}

export type Verdict = { isWithin: boolean; text: string };

/** Holds the costs of all tests against the budget: a line for each folder, dearest first, and a sentence. */
export function verdictOf(costs: Costs, budget: Budget): Verdict {
  const factor = slowness(costs, budget);
  const spent = Object.fromEntries(Object.entries(byFolder(costs)).map(([folder, cpu]) => [folder, cpu / factor]));
  const folders = [...new Set([...Object.keys(spent), ...Object.keys(budget.seconds)])].sort(
    (a, b) => (spent[b] ?? 0) - (spent[a] ?? 0),
  );
  const row = (name: string, cpu: number, allowed: number): string =>
    `${name.padEnd(16)}${cpu.toFixed(0).padStart(7)} s${allowed.toFixed(0).padStart(8)} s${cpu > allowed * TOLERANCE ? '  over' : ''}`;
  const [sum, allowed] = [total(spent), total(budget.seconds)];
  const isWithin = sum <= allowed * TOLERANCE;
  const over = folders.filter((name) => (spent[name] ?? 0) > (budget.seconds[name] ?? 0) * TOLERANCE);
  const lines = [
    `CPU of the tests by folder, against ${BUDGET} (this machine: ${factor.toFixed(2)} times the CPU of the budget's, already divided out)`,
    ...folders.map((name) => row(name, spent[name] ?? 0, budget.seconds[name] ?? 0)),
    row('sum', sum, allowed),
  ];
  const sentence = `The tests cost ${sum.toFixed(0)} s of CPU, ${((sum / allowed - 1) * 100).toFixed(0)} % more than ${BUDGET} allows (${allowed.toFixed(0)} s, and 5 % more). Over: ${over.join(', ')}. Make them cheaper, or raise the budget of the folder in the same commit and say why.`;
  return { isWithin, text: [...lines, ...(isWithin ? [] : ['', sentence])].join('\n') };
}

/**
 * Prints what a run cost, and holds it against the budget where `isWhole` says that all tests ran. Returns false where the sum is beyond it, or there is nothing to hold.
 */
export function reportCosts(paths: readonly string[], { isWhole }: { isWhole: boolean }): boolean {
  if (paths.length === 0) {
    console.error(`\nNothing is recorded that could be held against ${BUDGET}. Run the shards first.`);
    return false;
  }
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    console.log(`\nCPU not compared with ${BUDGET}: ${missing.join(', ')} is not there (npm test writes it).`);
    return true;
  }
  const costs = readCosts(paths);
  if (costs.beside.vitest === 0) {
    console.log(`\nCPU not compared with ${BUDGET}: this system does not say what processes cost.`);
    return true;
  }
  const sum = total(byFolder(costs));
  if (!isWhole) {
    console.log(`\nCPU: ${sum.toFixed(0)} s, of which checks ${costs.beside.checks.toFixed(0)} s.`);
    return true;
  }
  const { isWithin, text } = verdictOf(costs, JSON.parse(readFileSync(join(ROOT, BUDGET), 'utf8')) as Budget);
  console[isWithin ? 'log' : 'error'](`\n${text}`);
  return isWithin;
}

/** CPU seconds of each test file in the tier `all`, by path, as `npm run bench -- tests` measured them last. */
export function measuredCosts(): Record<string, number> {
  const path = join(ROOT, RESULTS);
  if (!existsSync(path)) return {};
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, { all?: number }> };
  return Object.fromEntries(Object.entries(files).map(([file, { all = 0 }]) => [file, all]));
}
