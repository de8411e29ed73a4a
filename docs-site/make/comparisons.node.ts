/** Pairs of versions compared. What was compared once is kept, as long as neither version nor the program that compares has changed. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { DiffReport } from '../../src/report/diff/types.ts';
import type { Comparison } from './types.ts';
import { sumOf } from '../../src/governance/build/made-before.node.ts';
import { reportOf } from '../../src/governance/compare/report-of.node.ts';
import { versionSide } from '../../src/governance/compare/side.node.ts';
import { exampleSources, readAllExamples } from '../../src/governance/examples/all.node.ts';
import { under } from '../../src/host/paths.node.ts';
import { sha256 } from '../../src/host/sha256.node.ts';

export type Pairs = 'all' | 'neighbours';

type Pair = { from: string; to: string };

/** A pair to compare, and the file that keeps the report. */
export type Job = Pair & { file: string };

const CACHE = under('.cache', 'site');

/** Older versions first, each with those after it. */
export async function readComparisons(versions: readonly string[], pairs: Pairs): Promise<Comparison[]> {
  const all = versions.flatMap((from, i) =>
    versions.slice(i + 1, pairs === 'all' ? undefined : i + 2).map((to): Pair => ({ from, to })),
  );
  const files = await filesOf(versions);
  const missing = await absent(all, files);
  const jobs = missing.map(({ from, to }): Job => ({ from, to, file: files({ from, to }) }));
  if (jobs.length >= MANY) await compareApart(jobs);
  else for (const job of jobs) await compare(job);
  return Promise.all(all.map(async (pair) => ({ ...pair, report: deserialize(await readFile(files(pair))) as DiffReport })));
}

/** Compares a pair and keeps the report. */
export async function compare({ from, to, file }: Job): Promise<void> {
  await keepReport(file, await reportOf(await versionSide(from), await versionSide(to)));
}

/** Stores a report where other processes find it. Readers never see a partial file. */
async function keepReport(file: string, report: DiffReport): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const part = `${file}.${String(process.pid)}`;
  await writeFile(part, serialize(report));
  await rename(part, file);
}

async function absent(pairs: readonly Pair[], files: (pair: Pair) => string): Promise<Pair[]> {
  const kept = new Set(await readdir(CACHE).catch(() => []));
  return pairs.filter((pair) => !kept.has(files(pair).slice(CACHE.length + 1)));
}

/** The file name contains the checksum of all inputs: the versions, the program, and the engine that wrote it. */
async function filesOf(versions: readonly string[]): Promise<(pair: Pair) => string> {
  const common = await sumOf(
    ['packages', 'src', 'docs-site/make', 'schema/fields', 'schema/nomenclatures'],
    ['package-lock.json'],
  );
  const sums = new Map<string, string>();
  const { examples } = readAllExamples(await exampleSources());
  for (const version of versions) {
    const own = JSON.stringify([...(examples.get(version) ?? [])]);
    sums.set(version, sha256(Buffer.from(`${await sumOf([`schema/${version}`])} ${own}`)));
  }
  return ({ from, to }) => {
    const sum = sha256(Buffer.from(`${sums.get(from) ?? ''} ${sums.get(to) ?? ''} ${common} ${process.versions.v8}`));
    return join(CACHE, `${from}-${to}-${sum.slice(0, 16)}.bin`);
  };
}

const PROCESSES = 2;

/** For fewer pairs, such as those of neighbours, a process costs as much to start as it takes over. */
const MANY = 10;
const PROGRAM = fileURLToPath(new URL('./compare-process.node.ts', import.meta.url));

/** Compares each pair in two processes, side by side. The longest ones are taken first: those far apart. Throws where a process fails. */
async function compareApart(jobs: readonly Job[]): Promise<void> {
  const waiting = jobs.toReversed();
  await Promise.all(Array.from({ length: PROCESSES }, () => work(waiting)));
}

/** One process that takes jobs until none is left. */
function work(waiting: Job[]): Promise<void> {
  const child = fork(PROGRAM, { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const job = waiting.shift();
      if (job) child.send(job);
      else child.disconnect();
    };
    child.on('message', next);
    child.on('error', reject);
    child.on('exit', (code) => {
      settle(code, child, resolve, reject);
    });
    next();
  });
}

function settle(code: number | null, { pid }: ChildProcess, resolve: () => void, reject: (error: Error) => void): void {
  if (code === 0) resolve();
  else reject(new Error(`comparison of versions: process ${String(pid)} ended with ${String(code)}`));
}
