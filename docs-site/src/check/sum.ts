/** The SHA-256 of a file, read a piece at a time: neither its size in memory nor a page that does not answer. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Milliseconds of work before the page has its turn, and the largest piece summed at a time. */
const TURN = 20;
const PIECE = 1 << 20;

/** `onProgress` is reported how many bytes were read. Rejects where the file cannot be read any more. */
export async function sumOf(file: Blob, onProgress: (read: number) => void): Promise<string> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let since = performance.now();
  for (let read = 0; ;) {
    const { value, done } = await reader.read();
    if (done) return bytesToHex(hash.digest());
    for (let at = 0; at < value.length; at += PIECE) {
      hash.update(value.subarray(at, at + PIECE));
      if (performance.now() - since < TURN) continue;
      onProgress(read + at);
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    read += value.length;
  }
}
