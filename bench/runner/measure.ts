import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busySeconds, childrenSeconds } from './machine.ts';

/** All commands run from the root of the project, so that they can be copied from the results. */
export const ROOT = new URL('../../', import.meta.url).pathname;

/** A Node program to run: its arguments without `node`, and the exit code without which its time means nothing. */
export type Command = { name: string; args: string[]; exit: number };

/** What a whole process took: seconds of wall clock, seconds of user and system CPU, peak resident bytes; and CPU that others took meanwhile. */
export type Usage = { wall: number; cpu: number; peak: number; others: number };

const METER = new URL('meter.cjs', import.meta.url).pathname;
const REPORT = join(tmpdir(), `decp-bench-${process.pid}.json`);

/** Runs a program to its end with its output thrown away, and gives what it used. Throws when it exits otherwise than it should. */
export function measure({ name, args, exit }: Command): Usage {
  const before = { busy: busySeconds(), children: childrenSeconds(), clock: process.hrtime.bigint() };
  const { status } = spawnSync(process.execPath, ['--require', METER, ...args], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, BENCH_USAGE: REPORT },
  });
  const wall = Number(process.hrtime.bigint() - before.clock) / 1e9;
  const children = childrenSeconds();
  const busy = busySeconds();
  if (status !== exit) throw new Error(`${name}: exit ${status} where ${exit} was expected (node ${args.join(' ')})`);
  const { cpu: seen, peak } = JSON.parse(readFileSync(REPORT, 'utf8')) as { cpu: number; peak: number };
  rmSync(REPORT);
  // What a process spends on giving its memory back comes after its last line of code: only the system has the whole sum.
  const cpu = children === undefined || before.children === undefined ? seen : children - before.children;
  const others = busy === undefined || before.busy === undefined ? NaN : Math.max(0, busy - before.busy - cpu);
  return { wall, cpu, peak, others: others / wall };
}

/**
 * What a program says on its standard output (or error), for comparing verdicts; not timed. Through a file, because a program that
 * ends with `process.exit` cuts short what a pipe has not taken yet.
 */
export function answer({ name, args, exit }: Command, stream: 'stdout' | 'stderr'): string {
  const said = openSync(REPORT, 'w');
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', stream === 'stdout' ? said : 'ignore', stream === 'stderr' ? said : 'inherit'],
  });
  closeSync(said);
  const text = readFileSync(REPORT, 'utf8');
  rmSync(REPORT);
  if (status !== exit)
    throw new Error(`${name}: exit ${status} where ${exit} was expected (node ${args.join(' ')})\n${text.slice(0, 500)}`);
  return text;
}
