import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busySeconds, childrenSeconds } from './machine.ts';
import { watchPeak } from './watch-peak.ts';

/** All commands run from the root of the project, so that they can be copied from the results. */
export const ROOT = new URL('../../', import.meta.url).pathname;

/**
 * A program to run: its arguments, and the exit code without which its time means nothing. `program` is the path of a native binary;
 * without it, it is Node. `bare`: nothing of ours is loaded into it, because its start is what is measured; its peak is then not known.
 */
export type Command = { name: string; args: string[]; exit: number; program?: string; bare?: boolean };

/**
 * The cost of a whole process: seconds of wall clock, seconds of user and system CPU, peak resident bytes; and the CPU time of
 * other processes meanwhile.
 */
export type Usage = { wall: number; cpu: number; peak: number; others: number };

const METER = new URL('meter.cjs', import.meta.url).pathname;
const REPORT = join(tmpdir(), `decp-bench-${process.pid}.json`);

/** Runs a program to its end with its output thrown away, and gives what it used. Throws when it exits otherwise than it should. */
export async function measure(command: Command): Promise<Usage> {
  const before = { busy: busySeconds(), children: childrenSeconds() };
  const { status, wall, peak: polled } = await runToEnd(command);
  const children = childrenSeconds();
  const busy = busySeconds();
  if (status !== command.exit) throw new WrongExit(command, status, '');
  const { cpu: seen, peak } = isMetered(command) ? meterReport() : { cpu: NaN, peak: polled };
  // A process frees its memory after its last line of code, so only the operating system knows the total.
  const cpu = children === undefined || before.children === undefined ? seen : children - before.children;
  const others = busy === undefined || before.busy === undefined ? NaN : Math.max(0, busy - before.busy - cpu);
  return { wall, cpu, peak, others: others / wall };
}

const isMetered = ({ program, bare }: Command): boolean => program === undefined && bare !== true;

function runToEnd(command: Command): Promise<{ status: number | null; wall: number; peak: number }> {
  const { program = process.execPath, args, bare } = command;
  const start = process.hrtime.bigint();
  const child = spawn(program, isMetered(command) ? ['--require', METER, ...args] : args, {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, BENCH_USAGE: REPORT },
  });
  const watch = bare === true || isMetered(command) ? undefined : watchPeak(child.pid);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => {
      const wall = Number(process.hrtime.bigint() - start) / 1e9;
      resolve({ status, wall, peak: watch?.() ?? NaN });
    });
  });
}

function meterReport(): { cpu: number; peak: number } {
  const report = JSON.parse(readFileSync(REPORT, 'utf8')) as { cpu: number; peak: number };
  rmSync(REPORT);
  return report;
}

/** How a program ended that should have ended otherwise, and its output. */
export class WrongExit extends Error {
  readonly status: number | null;
  readonly output: string;

  constructor({ name, args, exit, program = 'node' }: Command, status: number | null, output: string) {
    super(`${name}: exit ${status} where ${exit} was expected (${program} ${args.join(' ')})\n${output.slice(0, 500)}`);
    this.status = status;
    this.output = output;
  }
}

/** The standard output (or error) of a program, to compare verdicts; not timed. Throws when it exits otherwise than it should. */
export function answer(command: Command, stream: 'stdout' | 'stderr'): string {
  const { status, ...output } = outcome(command);
  if (status !== command.exit) throw new WrongExit(command, status, output.stderr || output.stdout);
  return output[stream];
}

/** How a program ended, and what it wrote. */
export type Outcome = { status: number | null; stdout: string; stderr: string };

/** Runs a program to its end, not timed. Its output is redirected to a file, because `process.exit` truncates output to a pipe. */
export function outcome({ program = process.execPath, args }: Pick<Command, 'program' | 'args'>): Outcome {
  const paths = { stdout: `${REPORT}.stdout`, stderr: `${REPORT}.stderr` };
  const [stdout, stderr] = [openSync(paths.stdout, 'w'), openSync(paths.stderr, 'w')];
  const { status } = spawnSync(program, args, { cwd: ROOT, stdio: ['ignore', stdout, stderr] });
  closeSync(stdout);
  closeSync(stderr);
  const output = { stdout: readFileSync(paths.stdout, 'utf8'), stderr: readFileSync(paths.stderr, 'utf8') };
  for (const path of Object.values(paths)) rmSync(path);
  return { status, ...output };
}
