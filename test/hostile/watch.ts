/** Runs hostile files in a process of its own, ends it where one file takes too long, and names that file. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleOf } from '../support/bundle.ts';
import { spliced } from './bytes.ts';
import type { Fault, Job } from './child.ts';
import type { HostileFile } from './files.ts';
import { asGiven, openSet } from './sets.ts';

/** Which files of which set to try. `plant`: see Job; `patience`: how long one file may take, in milliseconds. */
export type Trial = { set: string; seed: string; from?: number; count: number; plant?: string; patience?: number };

/** How many files were tried, and what was found: each a sentence with the number of the file and the smallest file that shows it. */
export type Watched = { tried: number; hangs: string[]; faults: string[] };

/** How long one file may take before it is said to hang, in milliseconds: machines are busy, and most files take less than one. */
const PATIENCE = 120_000;
/** The same while a file is made smaller, which is known to hang. */
const HASTE = 2_000;
/** How long a process may take to begin. */
const START = 300_000;
const LOOK = 100;
/** After so many hangs there is enough to look at. */
const ENOUGH = 3;
/** So many processes are spent on making it smaller. */
const TRIES = 40;

/** Tries the files; goes on after one that hangs. */
export async function watched({ set, seed, from = 0, count, plant, patience = PATIENCE }: Trial): Promise<Watched> {
  const found: Watched = { tried: 0, hangs: [], faults: [] };
  const to = from + count;
  for (let next = from; next < to && found.hangs.length < ENOUGH;) {
    const { hung, faults } = await attempt({ set, seed, from: next, to, ...(plant !== undefined && { plant }) }, patience);
    found.faults.push(...faults.map((fault) => described(fault, set, seed)));
    found.tried = (hung ?? to - 1) + 1 - from;
    if (hung === undefined) break;
    found.hangs.push(await hangOf(set, seed, hung, plant));
    next = hung + 1;
  }
  return found;
}

const shown = (bytes: Uint8Array): string => JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 600));

const described = ({ number, label, said, smallest: small }: Fault, set: string, seed: string): string =>
  `${set}, seed ${seed}, file ${number} (${label})\n  ${said}\n  smallest: ${shown(Buffer.from(small, 'base64'))}`;

async function hangOf(set: string, seed: string, number: number, plant: string | undefined): Promise<string> {
  const file = (await openSet(set, seed)).file(number);
  const small = await smallestToHang({ way: number, ...file }, plant);
  return `${set}, seed ${seed}, file ${number} (${file.label}, version ${file.version}) does not end\n  smallest: ${shown(small)}`;
}

/** The smallest file found that hangs too, part after part left out. Each that hangs costs a process, the others next to nothing. */
async function smallestToHang(file: HostileFile, plant: string | undefined): Promise<Uint8Array> {
  let best = file.bytes;
  let left = TRIES;
  for (let size = best.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < best.length && left > 0; left--) {
      const places = Array.from({ length: Math.ceil((best.length - at) / size) }, (_, i) => at + i * size);
      const shorter = places.map((place) => spliced(best, place, size));
      const hung = await firstToHang(
        shorter.map((bytes) => ({ ...file, bytes })),
        plant,
      );
      if (hung === undefined) break;
      best = shorter[hung]!;
      at = places[hung]!;
    }
  }
  return best;
}

async function firstToHang(files: readonly HostileFile[], plant: string | undefined): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-hang-'));
  try {
    const seed = join(folder, 'given.json');
    writeFileSync(seed, asGiven(files));
    return (await attempt({ set: 'given', seed, from: 0, to: files.length, ...(plant !== undefined && { plant }) }, HASTE)).hung;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Ended = { hung: number | undefined; faults: Fault[] };

/** One process. Throws where it ends by itself without having tried all: what the judges cannot catch is a bug. */
async function attempt(job: Omit<Job, 'place' | 'faults'>, patience: number): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-watch-'));
  const [place, faults, task] = ['place', 'faults', 'job'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(place, Int32Array.of(-1));
  writeFileSync(faults, '');
  writeFileSync(task, JSON.stringify({ ...job, place, faults } satisfies Job));
  try {
    const hung = await overseen(task, place, patience);
    const lines = readFileSync(faults, 'utf8').split('\n').filter(Boolean);
    return { hung, faults: lines.map((line) => JSON.parse(line) as Fault) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the process to its end; gives the number of the file over which it had to be killed. */
async function overseen(task: string, place: string, patience: number): Promise<number | undefined> {
  const program = await bundleOf('test/hostile/child.ts', { ownUrls: true });
  const child = fork(program, [task], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  let seen = -1;
  let since = performance.now();
  for (;;) {
    const code = await Promise.race([ended, wait(LOOK, undefined)]);
    const [number = -1] = new Int32Array(new Uint8Array(readFileSync(place)).buffer);
    if (code === 0) return undefined;
    if (code !== undefined)
      throw new Error(`the process that tries hostile files ended with ${code} at file ${number}:\n${said}`);
    if (number !== seen) [seen, since] = [number, performance.now()];
    else if (performance.now() - since > (number < 0 ? START : patience)) {
      child.kill('SIGKILL');
      await ended;
      if (number < 0) throw new Error(`the process that tries hostile files did not begin:\n${said}`);
      return number;
    }
  }
}
