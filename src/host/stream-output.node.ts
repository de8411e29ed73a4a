import type { Writable } from 'node:stream';
import { InputError } from '../finding.ts';

/** A system error on writing a file, as an InputError. */
export function cannotWrite(file: string, { code }: NodeJS.ErrnoException): InputError {
  if (code === 'EISDIR') return new InputError('output.is-a-folder', { file });
  if (code === 'ENAMETOOLONG') return new InputError('output.name-too-long', { file });
  return new InputError('output.cannot-write', { file, reason: code });
}

/** A promise that never resolves, and rejects when the stream fails. */
export function failureOf(stream: Writable, translate: (error: NodeJS.ErrnoException) => Error): Promise<never> {
  const failed = new Promise<never>((_, fail) => stream.on('error', (error) => fail(translate(error))));
  failed.catch(() => undefined);
  return failed;
}

/** Writes to a stream and waits until it can take more. Rejects with `failed`. */
export function writeTo(stream: Writable, part: string | Uint8Array, failed: Promise<never>): Promise<void> {
  if (part.length === 0) return Promise.resolve();
  if (stream.write(part)) return Promise.resolve();
  return Promise.race([new Promise<void>((done) => stream.once('drain', () => done())), failed]);
}
