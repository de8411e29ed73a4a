import type { Writable } from 'node:stream';
import { InputError } from '../finding.ts';

/** Where a report or data go. `write` waits when the other end is slow; `close` makes the file appear under its name, `discard` forgets it. */
export type Output = { write(part: string | Uint8Array): Promise<void>; close(): Promise<void>; discard(): Promise<void> };

/** What the system says where a file cannot be written, as an InputError. */
export const cannotWrite = (file: string, { code }: NodeJS.ErrnoException): InputError =>
  new InputError('output.cannot-write', { file, reason: code });

/** A promise that never comes, unless the stream fails. */
export function failureOf(stream: Writable, translate: (error: NodeJS.ErrnoException) => Error): Promise<never> {
  const failed = new Promise<never>((_, fail) => stream.on('error', (error) => fail(translate(error))));
  failed.catch(() => undefined);
  return failed;
}

/** Waits when the other end is slow. */
export function writeTo(stream: Writable, part: string | Uint8Array, failed: Promise<never>): Promise<void> {
  if (part.length === 0) return Promise.resolve();
  if (stream.write(part)) return Promise.resolve();
  return Promise.race([new Promise<void>((done) => stream.once('drain', () => done())), failed]);
}
