import { InputError } from '../../finding.ts';
import { beginningOf, type Form } from '../../read/forms.ts';
import type { Feed } from '../../read/reader.ts';
import type { Sample } from '../../validate/detect.ts';
import { sampleOf } from '../../validate/sample.ts';
import type { Chunks } from './chunks.ts';

/** The bytes of a file, of which the first are read once to look and a second time to check. */
export class Head {
  readonly #chunks: Chunks;
  readonly #name: string;
  readonly #kept: Uint8Array[] = [];
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(chunks: Chunks, name: string) {
    this.#chunks = chunks;
    this.#name = name;
  }

  /** The first bytes, which tell the form of the file; empty when there are none. */
  first(): Promise<Uint8Array> {
    return beginningOf(() => this.#keep());
  }

  sample(form: Form): Promise<Sample> {
    const seen = [...this.#kept];
    return sampleOf(form, async () => seen.shift() ?? (await this.#keep()));
  }

  /** Feeds the next bytes; where there are no more, finishes the feed and answers false. */
  async feedNext(feed: Feed): Promise<boolean> {
    const chunk = this.#kept.shift() ?? (await this.#read());
    if (chunk) feed.feed(chunk);
    else feed.finish();
    return chunk !== undefined;
  }

  /** Reads a chunk and keeps a copy: its buffer is used again. */
  async #keep(): Promise<Uint8Array | undefined> {
    const copy = (await this.#read())?.slice();
    if (copy) this.#kept.push(copy);
    return copy;
  }

  /** What was read before a file turns out to be damaged is still worth checking. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      const chunk = await this.#chunks.next();
      this.#any ||= chunk !== undefined;
      return chunk;
    } catch (error) {
      const failure = asInput(error, this.#name);
      if (!this.#any) throw failure;
      this.failure = failure;
      return undefined;
    }
  }
}

/** Names of the exceptions of a file that went away, was changed or is locked (File API, W3C, §6). */
const UNREADABLE = new Set(['NotFoundError', 'NotReadableError', 'SecurityError']);

/** Throws what is neither the fault of the file nor of the call. */
function asInput(error: unknown, file: string): InputError {
  if (error instanceof InputError) return error;
  if (!(error instanceof DOMException) || !UNREADABLE.has(error.name)) throw error;
  return new InputError('input.not-readable', { file, reason: error.name });
}
