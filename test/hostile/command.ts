/** Gives hostile files to the command, many to a process, and ends it where it says nothing more. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../support/engine.ts';
import type { HostileFile } from './files.ts';

/** What came of a batch: the files that did not end or broke the program, and how the others did. */
export type Batch = { files: number; hangs: string[]; bugs: string[]; verdicts: Record<string, number> };

/** How long the command may say nothing, in milliseconds: all of a file is said when it is read, and none takes more than some. */
const PATIENCE = 120_000;
/** The exit codes of a check that came to its end; 70 is a bug (sysexits.h). */
const ENDS = [0, 1, 2];
/** The parts of a folder are named so that their order is that of the files. */
const nameOf = (number: number, { extension }: HostileFile): string => `${String(number).padStart(6, '0')}.${extension}`;

/** Checks the files in one process, and in another one what is left after each that hangs or breaks it. `args` come before the folder. */
export async function inBatch(files: readonly HostileFile[], args: readonly string[], patience = PATIENCE): Promise<Batch> {
  const batch: Batch = { files: files.length, hangs: [], bugs: [], verdicts: {} };
  const folder = mkdtempSync(join(tmpdir(), 'decp-batch-'));
  const inside = join(folder, 'fichiers');
  const out = join(folder, 'report.ndjson');
  try {
    mkdirSync(inside);
    for (const [number, file] of files.entries()) writeFileSync(join(inside, nameOf(number, file)), file.bytes);
    for (let from = 0; from < files.length;) {
      const { code, err } = await run(['validate', '--format', 'ndjson', ...args, inside], out, patience);
      const verdicts = summariesIn(out);
      for (const verdict of verdicts) batch.verdicts[verdict] = (batch.verdicts[verdict] ?? 0) + 1;
      const at = from + verdicts.length;
      const left = files[at];
      if (code !== undefined && ENDS.includes(code)) {
        if (left) batch.bugs.push(`${left.label}: the report ends before this file (exit ${code})`);
        return batch;
      }
      if (!left) throw new Error(`the command said all, and ended with ${code}: ${err}`);
      // What the report holds back in memory when a process is killed was said all the same: the file is tried by itself.
      const alone = await run(['validate', '--format', 'ndjson', ...args, join(inside, nameOf(at, left))], out, patience);
      if (alone.code === undefined) batch.hangs.push(`${left.label}: ${shown(left)}`);
      else if (!ENDS.includes(alone.code)) batch.bugs.push(`${left.label} (exit ${alone.code}): ${shown(left)}\n${alone.err}`);
      for (; from <= at; from++) rmSync(join(inside, nameOf(from, files[from]!)));
      // Enough to look at.
      if (batch.hangs.length + batch.bugs.length >= 5) return batch;
    }
    return batch;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shown = ({ bytes }: HostileFile): string => JSON.stringify(Buffer.from(bytes).toString('latin1').slice(-300));

/** The verdict of each file of which the report says the last word. */
function summariesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines
    .filter((line) => line.startsWith('{"type":"summary"'))
    .map((line) => (JSON.parse(line) as { verdict: string }).verdict);
}

type Ended = { code: number | undefined; err: string };

/** Runs the built program; no code where it had to be killed, since it said nothing for so long. */
async function run(args: readonly string[], out: string, patience: number): Promise<Ended> {
  const report = openSync(out, 'w');
  const child = spawn(process.execPath, [`${ROOT}dist/bin/decp.js`, ...args], { stdio: ['ignore', report, 'pipe'] });
  closeSync(report);
  let err = '';
  child.stderr?.on('data', (piece: Buffer) => (err = (err + piece.toString()).slice(0, 4_000)));
  const ended = new Promise<number>((resolve, reject) => child.once('exit', (code) => resolve(code ?? -1)).once('error', reject));
  let size = -1;
  let since = performance.now();
  for (;;) {
    const code = await Promise.race([ended, wait(100, undefined)]);
    if (code !== undefined) return { code, err };
    const now = statSync(out).size;
    if (now !== size) [size, since] = [now, performance.now()];
    else if (performance.now() - since > patience) {
      child.kill('SIGKILL');
      await ended;
      return { code: undefined, err };
    }
  }
}
