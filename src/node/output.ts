import { createWriteStream, rmSync } from 'node:fs';
import { realpath, rename, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { Writable } from 'node:stream';
import { InputError } from '../finding.ts';
import { removeOnExit } from './cleanup.ts';

/** Where a report or data go. `write` waits when the other end is slow; `close` makes the file appear under its name, `discard` forgets it. */
export type Output = { write(part: string | Uint8Array): Promise<void>; close(): Promise<void>; discard(): Promise<void> };

/** Thrown by `write` when who reads the report went away (`| head`): no fault of ours, and nothing is left to do. */
export class ReaderGone extends Error {}

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
  path === undefined && process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

/** Standard output, or a file that is written beside its place and moved there when whole: a stop half-way leaves nothing. */
export async function openOutput(path: string | undefined, inputs: readonly string[]): Promise<Output> {
  if (path === undefined) return toStdout();
  await refuseInput(path, inputs);
  return toFile(path);
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

function toStdout(): Output {
  const failed = failureOf(process.stdout, (error) => (error.code === 'EPIPE' ? new ReaderGone() : cannotWrite('-', error)));
  const flushed = () => new Promise<void>((done) => process.stdout.write('', (error) => (error ? undefined : done())));
  return {
    write: (part) => writeTo(process.stdout, part, failed),
    close: () => Promise.race([flushed(), failed]),
    discard: () => Promise.resolve(),
  };
}

function toFile(path: string): Output {
  const beside = `${path}.${process.pid}.partiel`;
  const stream = createWriteStream(beside, { flags: 'wx' });
  const failed = failureOf(stream, (error) => cannotWrite(path, error));
  const remove = () => rmSync(beside, { force: true });
  const release = removeOnExit(remove);
  const opened = Promise.race([new Promise<void>((done) => stream.once('open', () => done())), failed]);
  opened.catch(() => undefined);
  return {
    write: (part) => opened.then(() => writeTo(stream, part, failed)),
    close: async () => {
      await opened;
      await Promise.race([new Promise<void>((done) => stream.end(() => done())), failed]);
      await rename(beside, path).catch((error: unknown) => {
        throw cannotWrite(path, error as NodeJS.ErrnoException);
      });
      release();
    },
    discard: async () => {
      if (!stream.closed) await new Promise<void>((done) => stream.once('close', done).destroy());
      remove();
      release();
    },
  };
}

/** What the system says where a file cannot be written, as an InputError. */
export const cannotWrite = (file: string, { code }: NodeJS.ErrnoException): InputError =>
  new InputError('output.cannot-write', { file, reason: code });

/** A promise that never comes, unless the stream fails. */
function failureOf(stream: Writable, translate: (error: NodeJS.ErrnoException) => Error): Promise<never> {
  const failed = new Promise<never>((_, fail) => stream.on('error', (error) => fail(translate(error))));
  failed.catch(() => undefined);
  return failed;
}

function writeTo(stream: Writable, part: string | Uint8Array, failed: Promise<never>): Promise<void> {
  if (part.length === 0) return Promise.resolve();
  if (stream.write(part)) return Promise.resolve();
  return Promise.race([new Promise<void>((done) => stream.once('drain', () => done())), failed]);
}
