import type { Feed } from '../reader.ts';

const FIRST_CAPACITY = 1 << 16;

/** The bytes that were fed and not taken yet. Chunks are copied, so a driver may use one buffer again and again. */
export class Inflow implements Feed {
  finished = false;
  /** How many bytes were taken since the beginning of the file. */
  dropped = 0;
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #start = 0;
  #end = 0;

  get size(): number {
    return this.#end - this.#start;
  }

  feed(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  finish(): void {
    this.finished = true;
  }

  /** The first `count` bytes, or as many as there are, which stay where they are. Valid until more is fed. */
  peek(count: number): Uint8Array {
    return this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + count));
  }

  drop(count: number): void {
    this.#start += count;
    this.dropped += count;
  }

  #makeRoom(size: number): void {
    const rest = this.peek(this.size);
    let capacity = this.#bytes.length;
    while (capacity < rest.length + size) capacity *= 2;
    const target = capacity === this.#bytes.length ? this.#bytes : new Uint8Array(capacity);
    target.set(rest);
    this.#bytes = target;
    this.#start = 0;
    this.#end = rest.length;
  }
}
