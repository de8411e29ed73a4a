import { InputError } from '../finding.ts';
import { sampleOf } from './sample.ts';
import type { Sample } from './detect.ts';
import type { Feed, Space } from '../read/reader.ts';
import { chunksOf } from '../read/direct-reader.node.ts';
import { beginningOf, type Form } from '../read/forms.ts';
import type { DirectReader, Identity, OnRead, Source } from '../read/source.ts';
import { watch } from './watch.node.ts';

/** How much is read at a time, in bytes. */
const CHUNK = 1 << 20;
/** Chunks read without waiting before other work, such as signals, has its turn. */
const TURN = 16;

/** The bytes of a file, of which the first are read once to look and a second time to check. */
export class Head {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #direct: DirectReader | undefined;
  #reads = 0;
  #kept: Uint8Array[] = [];
  /** Where the first of them begins. */
  #keptFrom = 0;
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(source: Source, onRead: OnRead) {
    this.#direct = source.direct?.(onRead);
    this.#chunks = (this.#direct ? chunksOf(this.#direct) : source.chunks(onRead))[Symbol.asyncIterator]();
  }

  /** Ends the reading, wherever it is. */
  async close(): Promise<void> {
    this.#direct?.close();
    await this.#chunks.return?.();
  }

  /** The file on disk that is being read; undefined where it is none. */
  identity(): Identity | undefined {
    return this.#direct?.identity();
  }

  /** The first bytes, which tell the form of the file; empty when there are none. */
  first(): Promise<Uint8Array> {
    return beginningOf(() => this.#keep());
  }

  sample(form: Form): Promise<Sample> {
    const seen = [...this.#kept];
    return sampleOf(form, async () => seen.shift() ?? (await this.#keep()), watch);
  }

  /** Reads a chunk and keeps a copy: a source may use its buffer again (and the `slice` of a Buffer shares it). */
  async #keep(): Promise<Uint8Array | undefined> {
    const chunk = await this.#read();
    if (!chunk) return undefined;
    const copy = new Uint8Array(chunk);
    this.#kept.push(copy);
    return copy;
  }

  /** Feeds the next bytes; where there are no more, finishes the feed and answers false. */
  async feedNext(feed: Feed): Promise<boolean> {
    const kept = this.#nextKept(feed);
    if (!kept && this.#direct && feed.space && feed.fed) return this.#readInto(feed as Feed & Space, this.#direct);
    const chunk = kept ?? (await this.#read());
    if (chunk) feed.feed(chunk);
    else feed.finish();
    return chunk !== undefined;
  }

  #nextKept({ limit = this.#keptFrom }: Feed): Uint8Array | undefined {
    // Who has jumped on wants nothing of what was before.
    if (limit !== this.#keptFrom) this.#kept = [];
    const kept = this.#kept.shift();
    this.#keptFrom += kept?.length ?? 0;
    return kept;
  }

  async #readInto(feed: Feed & Space, reader: DirectReader): Promise<boolean> {
    if (++this.#reads % TURN === 0) await new Promise(setImmediate);
    const count = this.#tryToRead(reader, feed.space(CHUNK), feed.limit);
    if (count > 0) feed.fed(count);
    else feed.finish();
    return count > 0;
  }

  /** What was read before an archive turns out to be damaged is still worth checking. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      const step = await this.#chunks.next();
      if (step.done === true) return undefined;
      this.#any = true;
      return step.value;
    } catch (error) {
      this.#failed(error);
      return;
    }
  }

  #tryToRead(reader: DirectReader, into: Uint8Array, from: number): number {
    try {
      return reader.read(into, from);
    } catch (error) {
      this.#failed(error);
      return 0;
    }
  }

  #failed(error: unknown): undefined {
    if (!(error instanceof InputError) || !this.#any) throw error;
    this.failure = error;
    return undefined;
  }
}
