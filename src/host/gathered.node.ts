import { joinedText, type TextParts } from '../../packages/base/src/text-parts.ts';
import type { Output } from './output.ts';

/** Bytes gathered before they are written: a report has a line for each of half a million findings. */
const GATHERED = 4 << 20;
/** Bytes in UTF-8 of a UTF-16 unit, at the most. */
const UNIT_BYTES = 3;

/**
 * Gathers texts and writes them in batches. They are encoded as they come: waiting strings would be moved again and again by the garbage
 * collector. `add` returns undefined where there is nothing to wait for, so that callers go on at once.
 */
export class Gathered {
  readonly #output: Output;
  #bytes = Buffer.allocUnsafe(GATHERED);
  #used = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  add(text: string | TextParts): Promise<void> | undefined {
    const most = UNIT_BYTES * (typeof text === 'string' ? text.length : unitsOf(text));
    if (this.#used + most <= GATHERED) {
      if (typeof text === 'string') this.#put(text);
      else this.#putParts(text);
      return undefined;
    }
    const flushed = this.#flushLater();
    if (most <= GATHERED) return flushed.then(() => this.add(text));
    return flushed.then(() => this.#output.write(typeof text === 'string' ? text : joinedText(text)));
  }

  #put(text: string): void {
    this.#used += this.#bytes.write(text, this.#used);
  }

  #putParts({ pieces, values }: TextParts): void {
    const encoded = encodedPieces(pieces);
    for (let i = 0; i < encoded.length; i++) {
      const piece = encoded[i] as Uint8Array;
      this.#bytes.set(piece, this.#used);
      this.#used += piece.length;
      const value = values[i];
      if (value !== undefined && !this.#putShort(value)) this.#put(value);
    }
  }

  /** Encodes a short text of ASCII, faster than `write` does; false for others. */
  #putShort(text: string): boolean {
    if (text.length > SHORT) return false;
    const at = this.#used;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > LAST_OF_ASCII) return false;
      this.#bytes[at + i] = unit;
    }
    this.#used += text.length;
    return true;
  }

  /** Writes after `add` has returned: a slow write must not count in the time of its caller, which may be limited. */
  async #flushLater(): Promise<void> {
    await Promise.resolve();
    await this.flush();
  }

  /** Writes what is gathered, and continues in a new buffer, since the output may still be writing this one. */
  flush(): Promise<void> {
    const bytes = this.#bytes.subarray(0, this.#used);
    if (this.#used > 0) this.#bytes = Buffer.allocUnsafe(GATHERED);
    this.#used = 0;
    return this.#output.write(bytes);
  }
}

/** In UTF-16 units. */
const SHORT = 24;
const LAST_OF_ASCII = 0x7f;

const known = new WeakMap<readonly string[], Uint8Array[]>();

/** The pieces in UTF-8, encoded once for all texts of a template. */
function encodedPieces(pieces: readonly string[]): readonly Uint8Array[] {
  let encoded = known.get(pieces);
  if (!encoded) known.set(pieces, (encoded = pieces.map((piece) => Buffer.from(piece))));
  return encoded;
}

function unitsOf({ pieces, values }: TextParts): number {
  let units = 0;
  for (const piece of pieces) units += piece.length;
  for (const value of values) units += value.length;
  return units;
}
