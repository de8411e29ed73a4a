import { realpath, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { InputError } from '../finding.ts';
import { cannotWrite, failureOf, writeTo, type Output } from './stream-output.node.ts';
import { host } from './memory.node.ts';

export type { Output } from './stream-output.node.ts';

/** Thrown by `write` when who reads the report went away (`| head`): no fault of ours, and nothing is left to do. */
export class ReaderGone extends Error {}

/** Bytes gathered before they are written: a report has a line for each of half a million findings. */
const GATHERED = 1 << 16;
/** A UTF-16 unit is at most so many bytes in UTF-8. */
const UNIT = 3;

/**
 * Gathers texts and writes them together. They are encoded as they come: texts that wait would be moved again and again by the
 * garbage collector. `add` answers nothing where there is nothing to wait for, so that callers go on at once.
 */
export class Gathered {
  readonly #output: Output;
  #bytes = Buffer.allocUnsafe(GATHERED);
  #used = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  add(text: string): Promise<void> | undefined {
    if (this.#used + text.length * UNIT <= GATHERED) {
      this.#used += this.#bytes.write(text, this.#used);
      return undefined;
    }
    const flushed = this.#flushLater();
    return flushed.then(() => (text.length * UNIT <= GATHERED ? this.add(text) : this.#output.write(text)));
  }

  /** Who adds may be watched by the clock, and who reads the output may read for a long time: it is not written before the call has returned. */
  async #flushLater(): Promise<void> {
    await Promise.resolve();
    await this.flush();
  }

  /** Writes what there is. Its bytes are not used again: who writes them may still be at it. */
  flush(): Promise<void> {
    const bytes = this.#bytes.subarray(0, this.#used);
    if (this.#used > 0) this.#bytes = Buffer.allocUnsafe(GATHERED);
    this.#used = 0;
    return this.#output.write(bytes);
  }
}

/** Writes a whole text. That nobody reads it to its end is no fault. */
export async function writeWhole(output: Output, text: string): Promise<void> {
  try {
    await output.write(text);
    await output.close();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  }
}

/** Colours are for a terminal whose user did not refuse them (https://no-color.org). `path`: the file written instead, if any. */
export const wantsColour = (path?: string): boolean =>
  path === undefined && process.env['NO_COLOR'] === undefined && isTerminal();

/** Standard output, or a file that is written beside its place and moved there when whole: a stop half-way leaves nothing. */
export async function openOutput(path: string | undefined, inputs: readonly string[]): Promise<Output> {
  if (path === undefined) return toStdout();
  await refuseInput(path, inputs);
  const { toFile } = await import('./output-file.node.ts');
  return toFile(path);
}

/** Does some work that writes to an output. Where it does not come to close it, nothing is left of it, also before the program ends. */
export async function withOutput<T>(
  path: string | undefined,
  inputs: readonly string[],
  work: (output: Output) => Promise<T>,
): Promise<T> {
  const output = await openOutput(path, inputs);
  try {
    return await work(output);
  } finally {
    await output.discard();
  }
}

/** A report over one of the files that it is about, or in a folder that was read whole, would destroy what it is about. */
async function refuseInput(path: string, inputs: readonly string[]): Promise<void> {
  const target = await stat(path).catch(() => undefined);
  // A device, a pipe or a folder is not a place to move a file to.
  if (path === '' || (target && !target.isFile())) throw new InputError('output.cannot-write', { file: path, reason: 'EINVAL' });
  for (const input of inputs) {
    const source = await stat(input).catch(() => undefined);
    if (source?.isDirectory() === true && (await isWithin(path, input)))
      throw new InputError('output.is-an-input', { file: path });
    if (source && target && source.dev === target.dev && source.ino === target.ino)
      throw new InputError('output.is-an-input', { file: path });
  }
}

async function isWithin(path: string, folder: string): Promise<boolean> {
  const [parent, top] = await Promise.all([realpath(dirname(path)).catch(() => ''), realpath(folder)]);
  return parent === top || parent.startsWith(`${top}${sep}`);
}

/** A short report needs no stream. */
function toStdout(): Output {
  const short = new ShortOutput();
  let long: Output | undefined;
  return {
    write: (part) => {
      const left = long ? part : short.write(part);
      return left.length === 0 ? Promise.resolve() : (long ??= toStdoutStream()).write(left);
    },
    close: () => long?.close() ?? Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

function toStdoutStream(): Output {
  const failed = failureOf(process.stdout, (error) => (error.code === 'EPIPE' ? new ReaderGone() : cannotWrite('-', error)));
  const flushed = () => new Promise<void>((done) => process.stdout.write('', (error) => (error ? undefined : done())));
  return {
    write: (part) => writeTo(process.stdout, part, failed),
    close: () => Promise.race([flushed(), failed]),
    discard: () => Promise.resolve(),
  };
}

/** Bytes written so; what is longer is worth the stream, which waits for a slow reader. */
const SHORT = 1 << 16;

/** On Windows the console wants more than bytes. */
const usable = process.platform !== 'win32';

/** Writes as much of a report as can be written at once and answers the bytes that are left: for the stream, which also says what went wrong. */
class ShortOutput {
  #room = usable ? SHORT : 0;

  write(part: string | Uint8Array): Uint8Array {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    this.#room -= bytes.length;
    if (this.#room < 0) return bytes;
    const left = bytes.subarray(written(bytes));
    // A reader that took a part only is slow: what comes next must not pass what is left.
    if (left.length > 0) this.#room = 0;
    return left;
  }
}

function written(bytes: Uint8Array): number {
  try {
    return bytes.length > 0 ? host.write(bytes) : 0;
  } catch {
    return 0;
  }
}

/** Whether somebody looks at it: a terminal is a device (and not the one that forgets), and all else is known at once to be none. */
const isTerminal = (): boolean => isDevice() && process.stdout.isTTY;

function isDevice(): boolean {
  try {
    return !usable || host.isDevice();
  } catch {
    return true;
  }
}
