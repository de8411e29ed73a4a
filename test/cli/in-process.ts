/** Calls of commands in the process that tests, or in one that answers for a copy of the project. */
// esbuild starts its service in the folder where it was loaded: not in that of a call, which may be gone by then.
import 'esbuild';
import { Console } from 'node:console';
import { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { ExitCode } from '../../src/host/exit.ts';
import { host } from '../../src/host/memory.node.ts';
import { ROOT } from '../../src/host/paths.node.ts';

export type Run = { code: number | null; out: string; err: string };

/** `output`: what standard output is, if it takes anything no longer: a pipe that nobody reads, or a file on a disk that is full. */
export type Place = { folder?: string; input?: string | Uint8Array; output?: 'gone' | 'full' };

/** Milliseconds: less than a test may take. */
const LIMIT = 540_000;

let before: Promise<unknown> = Promise.resolve();

/** Has a call of the program take this process for its own. */
export function inThisProcess(call: () => Promise<ExitCode>, place: Place = {}): Promise<Run> {
  const run = before.then(() => alone(call, place));
  before = run.catch(() => undefined);
  return run;
}

async function alone(call: () => Promise<ExitCode>, { folder = ROOT, input = '', output }: Place): Promise<Run> {
  const out = output === undefined ? new Sink() : new BrokenSink(output);
  const err = new Sink();
  const ended = new AbortController();
  const heard = listeners();
  const home = process.cwd();
  process.chdir(folder);
  const restore = [
    replace(process, 'stdin', Readable.from([Buffer.from(input)], { objectMode: false })),
    replace(process, 'stdout', out),
    replace(process, 'stderr', err),
    replace(globalThis, 'console', new Console(out, err)),
    replace(process.env, 'NO_COLOR', '1'),
    replace(host, 'write', (bytes: Uint8Array) => out.take(bytes)),
    replace(host, 'isDevice', () => false),
    // They would hold for all that this process does afterwards.
    replace(host, 'setFlags', () => Promise.resolve()),
  ];
  try {
    const code = await Promise.race([call(), never(ended.signal)]);
    // What a process still writes before it has nothing more to do.
    await nextTurn();
    if (listeners() !== heard) throw new Error('a call that has ended still listens to its process');
    return { code, out: out.text(), err: err.text() };
  } finally {
    ended.abort();
    for (const one of restore) one();
    process.chdir(home);
    // Later writes fail: nobody would read them.
    if (output === undefined) out.end();
    err.end();
  }
}

/** Fails where a call does not end: those after it would wait for it as well. */
async function never(signal: AbortSignal): Promise<never> {
  await wait(LIMIT, undefined, { signal });
  throw new Error(`a call has not ended in ${LIMIT / 1000} s`);
}

/** Puts something in the place of a property, and answers how to put back what was there. */
function replace(object: object, name: string, value: unknown): () => void {
  const there = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  return () => {
    if (there) Object.defineProperty(object, name, there);
    else Reflect.deleteProperty(object, name);
  };
}

/** How many wait for the end of this process. */
const listeners = (): number => ['exit', 'SIGINT', 'SIGTERM'].reduce((sum, name) => sum + process.listenerCount(name), 0);

/** Gathers what is written to a standard stream. */
class Sink extends Writable {
  readonly #parts: Uint8Array[] = [];

  /** Who writes may use its bytes again. */
  take(bytes: Uint8Array): number {
    this.#parts.push(Buffer.from(bytes));
    return bytes.length;
  }

  override _write(chunk: Uint8Array, _: string, done: () => void): void {
    this.take(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#parts).toString();
  }
}

/** Takes nothing: a pipe says so a while later, a file at once. */
class BrokenSink extends Sink {
  readonly #output: 'gone' | 'full';

  constructor(output: 'gone' | 'full') {
    super();
    this.#output = output;
  }

  #failure(): NodeJS.ErrnoException {
    const code = this.#output === 'gone' ? 'EPIPE' : 'ENOSPC';
    return Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
  }

  override take(): never {
    throw this.#failure();
  }

  override _write(_chunk: Uint8Array, _: string, done: (error: Error) => void): void {
    if (this.#output === 'full') throw this.#failure();
    done(this.#failure());
  }
}
