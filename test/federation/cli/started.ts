/** Programs as processes of their own: for what is about the process. What needs none is called by `federation`. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { afterAll, afterEach } from 'vitest';
import { ROOT } from '../../support/engine.ts';

export const PROGRAM = join(ROOT, 'federation/bin/decp-federation.js');

/**
 * `ended`: its code. `said`: what it has written so far to standard output and standard error. `heard`: waits until that has some words, and gives them; fails where it
 * ends without them.
 */
export type Started = {
  child: ChildProcess;
  ended: Promise<number | null>;
  said: () => string;
  heard: (words: RegExp) => Promise<string>;
};

const running: ChildProcess[] = [];

/** Has what was started killed: after each test, or after all of a file. */
export function killed(after: typeof afterEach | typeof afterAll): void {
  after(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
}

/** Starts `decp-federation`, with no other database than that of `env`. */
export function started(args: readonly string[], env: Record<string, string> = {}): Started {
  const { DATABASE_URL: _, ...rest } = process.env;
  return watched(
    spawn(process.execPath, [PROGRAM, ...args], {
      ...{ cwd: tmpdir(), env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    }),
  );
}

/** The same of a process that is started already. */
export function watched(child: ChildProcessByStdio<null, Readable, Readable>): Started {
  running.push(child);
  let text = '';
  let isClosed = false;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = once(child, 'close').then(([code]) => {
    isClosed = true;
    return code as number | null;
  });
  const heard = async (words: RegExp): Promise<string> => {
    for (;;) {
      const isLast = isClosed;
      const [found] = words.exec(text) ?? [];
      if (found !== undefined) return found;
      if (isLast) throw new Error(`${String(words)} was not said, but: ${text}`);
      await wait(20);
    }
  };
  return { child, ended, said: () => text, heard };
}
