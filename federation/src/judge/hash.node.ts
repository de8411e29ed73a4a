import { hash } from 'node:crypto';

/** The first 16 bytes of the SHA-256 of a text. */
export const digest = (text: string | Uint8Array): Buffer => hash('sha256', text, 'buffer').subarray(0, 16);

/** The same, written into `target`. */
export function digestInto(target: Buffer, bytes: Uint8Array): void {
  // As a text: a buffer of its own for each hash would cost as much as the hash.
  target.write(hash('sha256', bytes, 'binary'), 0, target.length, 'binary');
}

/** The same in hexadecimal, which PostgreSQL takes for a UUID. */
export const hexDigest = (text: string | Uint8Array): string => hash('sha256', text).slice(0, 32);

/** Sixteen bytes as a UUID is written. */
export function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
