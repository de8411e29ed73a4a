import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { cells } from './runner/results.ts';

/** Seconds, and processes started: one line of test/support/profile.ts. */
type Cost = { wall: number; own: number; children: number; processes: number };
type Line = { path: string; loading: Cost; tests: Cost };
/** The cost of a test file: CPU seconds of the worker and its child processes. */
type Row = { name: string; wall: number; cpu: number; processes: number };
/** A whole run: its files, the files' sum and what the command took. */
type Run = { title: string; rows: Row[]; wall: number };

const TARGET = join(ROOT, 'bench/RESULTS-tests.md');
/** A run of all tests before they had tiers, recorded in the same way: one line per file. */
const BEFORE = join(ROOT, 'bench/tests-before.jsonl');
const SHOWN = 40;

const TIERS = {
  fast: { title: '`npm test`', args: ['--project', 'fast', '--project', 'fast-apart'] },
  all: { title: '`npm run test:all`', args: ['--mode', 'all'] },
};

/**
 * Runs the tests of both tiers and writes the time of each file next to its time before there were tiers. Returns the exit code
 * of the tests.
 */
export async function benchTests(): Promise<number> {
  const before = rowsOf(readFileSync(BEFORE, 'utf8'));
  const runs = Object.entries(TIERS).map(([tier, { title, args }]) => run(tier, title, args));
  const results = runs.map(({ result }) => result);
  writeFileSync(TARGET, await formatted('bench/RESULTS-tests.md', report(before, results)));
  console.log(TARGET);
  return Math.max(...runs.map(({ code }) => code));
}

function run(tier: string, title: string, args: readonly string[]): { code: number; result: Run } {
  mkdirSync(join(ROOT, 'bench/data'), { recursive: true });
  const profile = join(ROOT, `bench/data/tests-${tier}.jsonl`);
  rmSync(profile, { force: true });
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    ...{ cwd: ROOT, stdio: 'inherit', env: { ...process.env, TEST_PROFILE: profile } },
  });
  const wall = (performance.now() - start) / 1000;
  if (!existsSync(profile)) throw new Error(`vitest run ${args.join(' ')}: no test ran`);
  return { code: status ?? 1, result: { title, wall, rows: rowsOf(readFileSync(profile, 'utf8')) } };
}

function rowsOf(lines: string): Row[] {
  const rows = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return rows.map(({ path, loading, tests }) => ({
    name: path.replace(/^test\//, '').replace(/(\.(slow|law))?\.test\.ts$/, ''),
    wall: loading.wall + tests.wall,
    cpu: loading.own + loading.children + tests.own + tests.children,
    processes: loading.processes + tests.processes,
  }));
}

const sum = (rows: readonly Row[], key: 'wall' | 'cpu' | 'processes'): number => rows.reduce((total, row) => total + row[key], 0);
const whole = (value: number): string => value.toFixed(0);

function report(before: readonly Row[], runs: readonly Run[]): string {
  const names = [...new Set([...before, ...runs.flatMap(({ rows }) => rows)].map(({ name }) => name))];
  const cpuOf = (rows: readonly Row[], name: string): number =>
    sum(
      rows.filter((row) => row.name === name),
      'cpu',
    );
  const all = names
    .map((name) => ({ name, before: cpuOf(before, name), after: runs.map(({ rows }) => cpuOf(rows, name)) }))
    .sort((a, b) => b.before - a.before);
  const shown = all.slice(0, SHOWN);
  const others = all.slice(SHOWN);
  const cpu = (value: number): string => (value === 0 ? '' : value.toFixed(1));
  const total = (title: string, rows: readonly Row[], wall?: number): string =>
    cells(
      title,
      String(rows.length),
      wall === undefined ? '' : `${whole(wall)} s`,
      `${whole(sum(rows, 'cpu'))} s`,
      whole(sum(rows, 'processes')),
    );
  return `<!-- Généré par \`npm run bench -- tests\` : ne pas modifier à la main. / Generated: do not edit. -->

# Ce que coûtent les tests

Date : ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}. CPU : celui du processus qui fait les tests d'un fichier et des processus qu'il démarre.
La traduction de TypeScript, faite par le processus principal de vitest, n'y est pas. « Avant » : un tour de tous les tests, avant leur répartition en trois niveaux.

_CPU: of the process that runs a file's tests and of those that it starts; the translation of TypeScript in the main process of vitest is not included. Before: one run of all tests
before they had tiers._

| tests | fichiers | durée | CPU | processus |
| --- | --- | --- | --- | --- |
${[total('avant', before), ...runs.map(({ title, rows, wall }) => total(title, rows, wall))].join('\n')}

| fichier de tests, secondes de CPU | avant | ${runs.map(({ title }) => title).join(' | ')} |
| --- | --- | ${runs.map(() => '---').join(' | ')} |
${shown.map((row) => cells(row.name, cpu(row.before), ...row.after.map(cpu))).join('\n')}
${cells(
  `les ${others.length} autres`,
  cpu(others.reduce((value, row) => value + row.before, 0)),
  ...runs.map((_, i) => cpu(others.reduce((value, row) => value + (row.after[i] ?? 0), 0))),
)}
`;
}
