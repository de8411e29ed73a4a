import { characterLength, leadOf } from '../json/utf8.ts';
import type { Encoding } from './encoding.ts';
import type { Inflow } from './inflow.ts';

/** Bytes turned to text at a time: enough to be fast, and as far as a place is counted from. */
const PIECE = 1 << 13;

/** Text with the number of bytes that it was. */
export type Decoded = { text: string; bytes: number };

/** Turns what was fed into text, whole characters at a time, so that places in the text are places in the bytes. */
export class Decoder {
  readonly #inflow: Inflow;
  readonly #isUtf8: boolean;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  /** Once true, what comes next is no character of the encoding. */
  broken = false;

  constructor(inflow: Inflow, { label, isUtf8, skipped }: Encoding) {
    this.#inflow = inflow;
    this.#isUtf8 = isUtf8;
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    inflow.drop(skipped);
  }

  /** The next piece; undefined when more bytes are wanted, or there is nothing left that can be read. */
  next(): Decoded | undefined {
    const bytes = this.#inflow.peek(PIECE);
    const size = this.#isUtf8 && !this.#isWhole(bytes) ? wholeCharacters(bytes) : bytes.length;
    if (size === 0 || this.broken) return undefined;
    try {
      return this.#take(bytes, size);
    } catch {
      this.broken = true;
      const sound = soundCharacters(bytes, size);
      return sound === 0 ? undefined : this.#take(bytes, sound);
    }
  }

  /** At the end of a file a character that was cut off is no character. */
  #isWhole(bytes: Uint8Array): boolean {
    return this.#inflow.finished && bytes.length === this.#inflow.size;
  }

  #take(bytes: Uint8Array, size: number): Decoded {
    const text = this.#decoder.decode(bytes.subarray(0, size));
    this.#inflow.drop(size);
    return { text, bytes: size };
  }
}

/** How many of the bytes are there before a character at the end that is not all there yet. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return end;
    const lead = leadOf(byte);
    if (lead !== undefined) return lead.more >= back ? end - back : end;
  }
  return end;
}

function soundCharacters(bytes: Uint8Array, size: number): number {
  let at = 0;
  for (let length = 1; at < size && length > 0; at += length) length = characterLength(bytes, at, size);
  return at;
}
