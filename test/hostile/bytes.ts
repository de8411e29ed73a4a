/** Changes of bytes at known places, of which hostile files are made. The bytes given stay as they are. */

/** Without the `lost` bytes from `at` on, and with `put` there. */
export function spliced(bytes: Uint8Array, at: number, lost: number, put: Uint8Array = new Uint8Array()): Uint8Array {
  const from = Math.min(at, bytes.length);
  const tail = bytes.subarray(Math.min(bytes.length, from + lost));
  const made = new Uint8Array(from + put.length + tail.length);
  made.set(bytes.subarray(0, from));
  made.set(put, from);
  made.set(tail, from + put.length);
  return made;
}

/** With another byte at `at`. */
export function patched(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const made = bytes.slice();
  made[at] = byte;
  return made;
}

/** With the `length` bytes from `from` on put in a second time at `to`. */
export const copied = (bytes: Uint8Array, from: number, length: number, to: number): Uint8Array =>
  spliced(bytes, to, 0, bytes.slice(from, from + length));

/** With the `length` bytes from `from` on standing `count` times, none included. */
export function repeated(bytes: Uint8Array, from: number, length: number, count: number): Uint8Array {
  const piece = bytes.subarray(from, from + length);
  const many = new Uint8Array(piece.length * count);
  for (let time = 0; time < count; time++) many.set(piece, time * piece.length);
  return spliced(bytes, from, piece.length, many);
}
