/**
 * What tests cost, in seconds of CPU with the processes that they start: measured file by file (`profile.ts`), summed by folder, and held against `test/budget.json`.
 *
 * The same work takes more CPU seconds on a slower processor, or beside another program on the same core: sums are divided by how much more most folders cost than their
 * budget. What makes most folders dearer alike counts as a slower machine, up to a limit beyond which nothing is compared.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { childrenSeconds } from '../../bench/runner/machine.ts';
import { ROOT } from '../../src/host/paths.node.ts';

/** Seconds, and processes started, of one test file. */
export type Cost = { path: string; cpu: number; processes: number };
/** CPU seconds of the checks, and of vitest with all that it starts; how many seconds the run took, how it ended, and of which commit. */
export type Whole = { checks: number; tests: number; wall: number; code: number; commit: string };
/** CPU seconds by folder of `test`, of the checks, of vitest beside its files, and of the servers that files share. */
export type Budget = Record<string, number>;

/** What `npm run bench -- tests` measured last. */
export const RESULTS = 'bench/RESULTS-tests.json';

const BUDGET = 'test/budget.json';

/** How much the sum may exceed the budget. */
const TOLERANCE = 1.05;

/** What is taken for another machine. Beyond that the tests differ too, or the budget was measured elsewhere. */
const MACHINE = { least: 0.9, most: 1.5 };

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
  if (path !== undefined) appendFileSync(path, `${JSON.stringify({ path: `test/${name}${SERVER}`, cpu, processes: 0 })}\n`);
}

/** Writes the last line of a run. */
export const recordCosts = (path: string, { checks, tests, wall, code, commit }: Whole): void =>
  appendFileSync(path, `${JSON.stringify({ checks, tests, wall, code, commit })}\n`);

/** What `recordCosts` writes at its end. */
const ENDED = /"code":(\d+),"commit":"(\w*)"\}\n$/;

/** The commit that is checked out; nothing where there is no clone. */
export function currentCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

/** `beside`: CPU seconds of the checks, and of the main process of vitest. `wall`: seconds that the runs took, one after the other. */
export type Costs = { files: Cost[]; beside: { checks: number; vitest: number }; wall: number };

/** The costs of several runs together. A law that ran twice counts once (the last); vitest and checks count as in the dearest run; servers are added. */
export function readCosts(paths: readonly string[]): Costs {
  const files = new Map<string, Cost>();
  const beside = { checks: 0, vitest: 0 };
  let wall = 0;
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
        wall += one.wall;
      }
  }
  return { files: [...files.values()], beside, wall };
}

/** CPU seconds by folder, with the checks, the main process of vitest, and each server by its name. */
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
function slowness(spent: Readonly<Record<string, number>>, budget: Budget): number {
  const ratios = Object.entries(budget).map(([folder, seconds]) => ({ ratio: (spent[folder] ?? 0) / seconds, seconds }));
  let left = total(budget) / 2;
  return ratios.sort((a, b) => a.ratio - b.ratio).find(({ seconds }) => (left -= seconds) <= 0)?.ratio ?? 1;
}

export type Verdict = { isOver: boolean; text: string };

/** Holds the costs of all tests against the budget: a line for each folder, most expensive first, and sentences where something is to be done. */
export function verdictOf(costs: Costs, budget: Budget): Verdict {
  const ratio = slowness(byFolder(costs), budget);
  const isCompared = ratio >= MACHINE.least && ratio <= MACHINE.most;
  // Where most folders have become cheaper the others have not become dearer.
  const factor = isCompared ? Math.max(1, ratio) : 1;
  const spent = Object.fromEntries(Object.entries(byFolder(costs)).map(([folder, cpu]) => [folder, cpu / factor]));
  const folders = [...new Set([...Object.keys(spent), ...Object.keys(budget)])].sort((a, b) => (spent[b] ?? 0) - (spent[a] ?? 0));
  const row = (name: string, cpu: number, allowed: number): string =>
    `${name.padEnd(16)}${cpu.toFixed(0).padStart(7)} s${allowed.toFixed(0).padStart(8)} s${cpu > allowed * TOLERANCE ? '  over' : ''}`;
  const [sum, allowed] = [total(spent), total(budget)];
  const isOver = isCompared && sum > allowed * TOLERANCE;
  const named = (is: (cpu: number, allowed: number) => boolean): string =>
    folders.filter((name) => is(spent[name] ?? 0, budget[name] ?? 0)).join(', ');
  const over = named((cpu, of) => cpu > of * TOLERANCE);
  const under = named((cpu, of) => cpu < of / TOLERANCE);
  const lines = [
    `CPU of the tests by folder, against ${BUDGET} (most folders: ${ratio.toFixed(2)} times their budget; divided by ${factor.toFixed(2)} for this machine)`,
    ...folders.map((name) => row(name, spent[name] ?? 0, budget[name] ?? 0)),
    row('sum', sum, allowed),
  ];
  const sentences = [
    ...(isCompared
      ? []
      : [`Nothing was compared: only ${MACHINE.least} to ${MACHINE.most} times the budget is taken for another machine.`]),
    ...(isOver
      ? [
          `The tests cost ${sum.toFixed(0)} s of CPU, ${((sum / allowed - 1) * 100).toFixed(0)} % more than ${BUDGET} allows (${allowed.toFixed(0)} s, and 5 % more). Over: ${over}. Make them cheaper, or raise the budget of the folder in the same commit and say why.`,
        ]
      : []),
    ...(ratio * TOLERANCE < 1
      ? [`Most tests have become cheaper, or this machine is faster: lower the budget of ${under}.`]
      : []),
    ...(ratio > MACHINE.most
      ? ['Most tests have become dearer, or this machine is slower or busy: run them again elsewhere.']
      : []),
  ];
  return { isOver, text: [...lines, ...(sentences.length > 0 ? ['', ...sentences] : [])].join('\n') };
}

/** Prints what runs cost together: against the budget where `isWhole` says that these are all tests, otherwise in one line where it is known. */
export function reportCosts(paths: readonly string[], { isWhole }: { isWhole: boolean }): void {
  const costs = costsOf(paths);
  if (isWhole) console.log(`\n${typeof costs === 'string' ? notCompared(costs) : verdictOf(costs, readBudget()).text}`);
  else if (typeof costs !== 'string')
    console.log(`\nCPU: ${total(byFolder(costs)).toFixed(0)} s, of which checks ${costs.beside.checks.toFixed(0)} s.`);
}

/** Holds the last run of all tests against the budget. Returns false where it cost more or is not recorded whole, true where this system cannot say what it cost. */
export function judgeCosts(): boolean {
  const costs = costsOf(wholePaths());
  if (typeof costs === 'string') {
    console.error(`\n${notCompared(costs)}`);
    return costs === UNMEASURED;
  }
  const { isOver, text } = verdictOf(costs, readBudget());
  console[isOver ? 'error' : 'log'](`\n${text}`);
  return !isOver;
}

const notCompared = (why: string): string => `CPU not compared with ${BUDGET}: ${why}`;

const UNMEASURED = 'this system does not say what processes cost.';

/** The costs that runs recorded; a sentence where one did not, or not of this commit, or where this system does not say what processes cost (all but Linux). */
export function costsOf(paths: readonly string[] | undefined, commit: string = currentCommit()): Costs | string {
  if (childrenSeconds() === undefined) return UNMEASURED;
  if (paths === undefined) return `no run of all tests is recorded in ${relative(ROOT, FOLDER)}.`;
  const faults = paths.flatMap((path) => {
    const fault = faultOf(path, commit);
    return fault === undefined ? [] : [`${relative(ROOT, path)} ${fault}.`];
  });
  return faults.length > 0 ? faults.join(' ') : readCosts(paths);
}

/** Why what a run recorded is not to be counted. */
function faultOf(path: string, commit: string): string | undefined {
  if (!existsSync(path)) return 'is not there, which the run of its part writes';
  const [, code, of] = ENDED.exec(readFileSync(path, 'utf8')) ?? [];
  if (code === undefined) return 'has no last line: its run was stopped';
  if (code !== '0') return 'is of a run that failed';
  return of === commit ? undefined : `is of another commit (${of}) than the one that is checked out`;
}

const readBudget = (): Budget => JSON.parse(readFileSync(join(ROOT, BUDGET), 'utf8')) as Budget;

/** CPU seconds of each test file in a tier, by path, as `npm run bench -- tests` measured them last; of the night those in `all` where it was not measured. */
export function measuredCosts(tier: 'all' | 'night'): Record<string, number> {
  const path = join(ROOT, RESULTS);
  if (!existsSync(path)) return {};
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, { all?: number; night?: number }> };
  return Object.fromEntries(Object.entries(files).map(([file, of]) => [file, of[tier] ?? of.all ?? 0]));
}
