import { InputError } from '../../finding.ts';
import { concat } from '../concat.ts';
import type { Feed } from '../reader.ts';
import { NEED_BYTES } from '../record.ts';

/** Gathers the chunks of a file that is read as a whole. `whole` asks for bytes until there are no more. */
export class Intake implements Feed {
  readonly #chunks: Uint8Array[] = [];
  readonly #limit: number;
  #size = 0;
  #finished = false;

  /** Files larger than `limit` bytes are refused with an InputError of this code. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  feed(chunk: Uint8Array): void {
    this.#size += chunk.length;
    // Copied, since the caller may use its buffer again (and the `slice` of a Buffer shares it). Beyond the limit nothing is kept.
    if (this.#size <= this.#limit) this.#chunks.push(new Uint8Array(chunk));
    else this.#chunks.length = 0;
  }

  finish(): void {
    this.#finished = true;
  }

  /** @throws InputError `table.too-large`, `syntax.empty` */
  *whole(): Generator<typeof NEED_BYTES, Uint8Array> {
    while (!this.#finished && this.#size <= this.#limit) yield NEED_BYTES;
    if (this.#size > this.#limit) throw new InputError('table.too-large', { limit: this.#limit });
    if (this.#size === 0) throw new InputError('syntax.empty');
    const bytes = concat(this.#chunks);
    this.#chunks.length = 0;
    return bytes;
  }
}
