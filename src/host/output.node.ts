import { realpath, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { InputError } from '../finding.ts';
import { ReaderGone } from './output-error.ts';
import type { Output } from './output.ts';
import { host } from './memory.node.ts';

export type { Output } from './output.ts';

/** Writes a whole text. A reader that closes standard output early is no error: what is written here is all known. */
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

/**
 * Opens standard output, or a file that appears under its name only when complete. Throws an InputError where the file would replace an input; what it writes throws a ReaderGone
 * or an OutputFailed of standard output, an InputError of a file.
 */
export async function openOutput(path: string | undefined, inputs: readonly string[]): Promise<Output> {
  if (path === undefined) return toStdout();
  await refuseInput(path, inputs);
  const { toFile } = await import('./output-file.node.ts');
  return toFile(path, await realpath(path).catch(() => path));
}

/** Runs work that writes to an output. Unless the work closes it, the output is removed. */
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

/** Refuses an output that would overwrite one of the inputs, or that is within a folder that was read as a whole. */
async function refuseInput(path: string, inputs: readonly string[]): Promise<void> {
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory() === true) throw new InputError('output.is-a-folder', { file: path });
  // A file cannot be moved onto a device or a pipe.
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

/** Standard output, which is opened as a stream only for long reports. */
function toStdout(): Output {
  const short = new ShortOutput();
  let long: Promise<Output> | undefined;
  return {
    write: async (part) => {
      const left = long ? part : short.write(part);
      if (left.length > 0) await (await (long ??= toStream())).write(left);
    },
    close: async () => (await long)?.close(),
    discard: () => Promise.resolve(),
  };
}

const toStream = async (): Promise<Output> => (await import('./standard-streams.node.ts')).streamOutput(process.stdout);

/** Bytes written without a stream. A longer report is worth one, which waits for a slow reader. */
const SHORT = 1 << 16;

/** The console of Windows does not take UTF-8 bytes as they are. */
const usable = process.platform !== 'win32';

/** Writes as much of a report as can be written synchronously. */
class ShortOutput {
  #left = usable ? SHORT : 0;

  /** Returns the bytes not written: they go to the stream, which also reports errors. */
  write(part: string | Uint8Array): Uint8Array {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    this.#left -= bytes.length;
    if (this.#left < 0) return bytes;
    const rest = bytes.subarray(written(bytes));
    // A slow reader took a part only: later writes must not overtake the rest.
    if (rest.length > 0) this.#left = 0;
    return rest;
  }
}

function written(bytes: Uint8Array): number {
  try {
    return bytes.length > 0 ? host.write(bytes) : 0;
  } catch {
    return 0;
  }
}

/** Whether standard output is a terminal. `isDevice` comes first, since it avoids opening the stream. */
const isTerminal = (): boolean => isDevice() && process.stdout.isTTY;

function isDevice(): boolean {
  try {
    return !usable || host.isDevice();
  } catch {
    return true;
  }
}
