/**
 * What tests cost, in seconds of CPU with the processes that they start: measured file by file (`profile.ts`), summed by folder, and held against `test/budget.json`.
 *
 * The same work takes more CPU seconds on a slower processor, or beside another program on the same core: sums are divided by how much more the folders cost, taken in
 * their middle. What makes all folders dearer alike counts as a slower machine.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { childrenSeconds } from '../../bench/runner/machine.ts';
import { ROOT } from '../../src/host/paths.node.ts';

/** Seconds, and processes started, of one test file. */
export type Cost = { path: string; wall: number; cpu: number; processes: number };
/** CPU seconds of the checks, and of vitest with all that it starts. */
export type Whole = { checks: number; tests: number };
/** CPU seconds by folder of `test`, of the checks, and of vitest beside its files. */
export type Budget = Record<string, number>;

/** What `npm run bench -- tests` measured last. */
export const RESULTS = 'bench/RESULTS-tests.json';

const BUDGET = 'test/budget.json';

/** How much the sum may exceed the budget. */
const TOLERANCE = 1.05;

/** CPU seconds of the processes that this one started and that have ended; 0 where the system does not say (all but Linux). */
export const childrenCpu = (): number => childrenSeconds() ?? 0;

const FOLDER = join(ROOT, '.cache/tests');

/** Where the costs of a run are: a line for each file, and one for the whole. */
export const costsPath = (name: string, shard?: string): string =>
  join(FOLDER, `${name}${shard === undefined ? '' : `-${shard.replace('/', '-of-')}`}.jsonl`);

/** Where the last run of all tests recorded its costs: as one, as what `npm test` leaves, or as shards. Undefined where there was none. A path may be missing: its part has not run. */
export function wholePaths(): string[] | undefined {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /^(all|rest)\b.*\.jsonl$/.test(name)) : [];
  const at = (name: string): number => statSync(join(FOLDER, name)).mtimeMs;
  const [last] = names.sort((a, b) => at(b) - at(a));
  if (last === undefined) return undefined;
  const count = Number(/-of-(\d+)/.exec(last)?.[1] ?? 0);
  if (count > 0) return Array.from({ length: count }, (_, i) => costsPath('all', `${i + 1}/${count}`));
  return (last === 'all.jsonl' ? ['all'] : ['fast', 'rest']).map((name) => costsPath(name));
}

const SERVER = '/server';

/** A service that the files of a run share counts as a file, which started no processes. */
export function recordService(name: string, cpu: number): void {
  const path = process.env['TEST_PROFILE'];
  if (path !== undefined)
    appendFileSync(path, `${JSON.stringify({ path: `test/${name}${SERVER}`, wall: 0, cpu, processes: 0 })}\n`);
}

export const recordCosts = (path: string, whole: Whole): void => appendFileSync(path, `${JSON.stringify(whole)}\n`);

/** `beside`: CPU seconds of the checks, and of the main process of vitest with the servers that files share. */
export type Costs = { files: Cost[]; beside: { checks: number; vitest: number } };

/**
 * The costs of several runs together. A law that two of them ran counts once, as in the last, and so does what each run costs beside its files; of servers each run had
 * its own.
 */
export function readCosts(paths: readonly string[]): Costs {
  const files = new Map<string, Cost>();
  const beside = { checks: 0, vitest: 0 };
  for (const path of paths) {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    let ofFiles = 0;
    for (const one of lines.map((line) => JSON.parse(line) as Cost | Whole))
      if ('path' in one) {
        const others = one.path.endsWith(SERVER) ? (files.get(one.path)?.cpu ?? 0) : 0;
        files.set(one.path, { ...one, cpu: one.cpu + others });
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

/** How many times its budget a folder cost: the weighted median of the folders, by their budgets. What few folders cost more does not move it. */
export function slowness(spent: Readonly<Record<string, number>>, budget: Budget): number {
  const ratios = Object.entries(budget).map(([folder, seconds]) => ({ ratio: (spent[folder] ?? 0) / seconds, seconds }));
  let left = total(budget) / 2;
  return ratios.sort((a, b) => a.ratio - b.ratio).find(({ seconds }) => (left -= seconds) <= 0)?.ratio ?? 1;
}

export type Verdict = { isWithin: boolean; text: string };

/** Holds the costs of all tests against the budget: a line for each folder, most expensive first, and a sentence. */
export function verdictOf(costs: Costs, budget: Budget): Verdict {
  const factor = slowness(byFolder(costs), budget);
  const spent = Object.fromEntries(Object.entries(byFolder(costs)).map(([folder, cpu]) => [folder, cpu / factor]));
  const folders = [...new Set([...Object.keys(spent), ...Object.keys(budget)])].sort((a, b) => (spent[b] ?? 0) - (spent[a] ?? 0));
  const row = (name: string, cpu: number, allowed: number): string =>
    `${name.padEnd(16)}${cpu.toFixed(0).padStart(7)} s${allowed.toFixed(0).padStart(8)} s${cpu > allowed * TOLERANCE ? '  over' : ''}`;
  const [sum, allowed] = [total(spent), total(budget)];
  const isWithin = sum <= allowed * TOLERANCE;
  const over = folders.filter((name) => (spent[name] ?? 0) > (budget[name] ?? 0) * TOLERANCE);
  const lines = [
    `CPU of the tests by folder, against ${BUDGET} (this machine: ${factor.toFixed(2)} times the CPU of the budget's, already divided out)`,
    ...folders.map((name) => row(name, spent[name] ?? 0, budget[name] ?? 0)),
    row('sum', sum, allowed),
  ];
  const sentence = `The tests cost ${sum.toFixed(0)} s of CPU, ${((sum / allowed - 1) * 100).toFixed(0)} % more than ${BUDGET} allows (${allowed.toFixed(0)} s, and 5 % more). Over: ${over.join(', ')}. Make them cheaper, or raise the budget of the folder in the same commit and say why.`;
  return { isWithin, text: [...lines, ...(isWithin ? [] : ['', sentence])].join('\n') };
}

/** Prints what runs cost together: against the budget where `isWhole` says that these are all tests, otherwise in one line. */
export function reportCosts(paths: readonly string[], { isWhole }: { isWhole: boolean }): void {
  const costs = costsOf(paths);
  if (typeof costs === 'string') console.log(`\n${costs}`);
  else if (isWhole) console.log(`\n${verdictOf(costs, readBudget()).text}`);
  else console.log(`\nCPU: ${total(byFolder(costs)).toFixed(0)} s, of which checks ${costs.beside.checks.toFixed(0)} s.`);
}

/** Holds the last run of all tests against the budget. Returns false where it cost more or is not recorded, true where this system cannot say what it cost. */
export function judgeCosts(): boolean {
  const costs = costsOf(wholePaths());
  if (typeof costs === 'string') {
    console.error(`\n${costs}`);
    return costs === UNMEASURED;
  }
  const { isWithin, text } = verdictOf(costs, readBudget());
  console[isWithin ? 'log' : 'error'](`\n${text}`);
  return isWithin;
}

const UNMEASURED = `CPU not compared with ${BUDGET}: this system does not say what processes cost.`;

/** The costs that runs recorded; a sentence where one did not, or where this system does not say what processes cost (all but Linux). */
function costsOf(paths: readonly string[] | undefined): Costs | string {
  if (childrenSeconds() === undefined) return UNMEASURED;
  if (paths === undefined)
    return `CPU not compared with ${BUDGET}: no run of all tests is recorded in ${relative(ROOT, FOLDER)}.`;
  const missing = paths.filter((path) => !existsSync(path)).map((path) => relative(ROOT, path));
  if (missing.length > 0)
    return `CPU not compared with ${BUDGET}: ${missing.join(', ')} is not there, which the run of its part writes.`;
  return readCosts(paths);
}

const readBudget = (): Budget => JSON.parse(readFileSync(join(ROOT, BUDGET), 'utf8')) as Budget;

/** CPU seconds of each test file in a tier, by path, as `npm run bench -- tests` measured them last; of the night those in `all` where it was not measured. */
export function measuredCosts(tier: 'all' | 'night'): Record<string, number> {
  const path = join(ROOT, RESULTS);
  if (!existsSync(path)) return {};
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, { all?: number; night?: number }> };
  return Object.fromEntries(Object.entries(files).map(([file, of]) => [file, of[tier] ?? of.all ?? 0]));
}
