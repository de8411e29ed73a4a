import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { WIDEST } from '../utf8.ts';
import type { Disk } from './disk.node.ts';
import type { FileEntry } from './manifest.ts';
import type { Writing } from './output.ts';

/** Takes bytes and says what passed. A part may be written over once its `write` is done. */
type Sink = { write(part: Uint8Array): Promise<void>; close(): Promise<{ size: number; sha256: string }> };

/** Opens a file of a snapshot at `path`, compressed where its name ends in `.gz`. It holds two buffers and what is being compressed, however much passes. */
export async function openWriting(disk: Disk, path: string, name: string): Promise<Writing> {
  const file = await disk.create(path);
  const stored = summed(
    (part) => file.write(part),
    () => file.close(),
  );
  const packed = name.endsWith('.gz') ? compressed(stored) : undefined;
  const content = packed ? summed(packed.write, packed.end) : stored;
  const behind = new WriteBehind((part) => content.write(part));
  return {
    write: (text) => behind.add(text),
    bytes: (part) => behind.addBytes(part),
    async close(count): Promise<FileEntry> {
      await behind.end();
      const inside = await content.close();
      const outside = packed ? await packed.stored : inside;
      return { name, ...outside, ...(packed && { content: inside }), count };
    },
  };
}

/** Bytes of a buffer. */
const BUFFER = 1 << 17;

/**
 * Encodes texts into one buffer while the bytes of the other are compressed and written: the caller waits only where that takes longer than to fill a buffer. What fails
 * is thrown by a later call, by `end` at the latest.
 */
class WriteBehind {
  readonly #write: (part: Uint8Array) => Promise<void>;
  #filling = Buffer.allocUnsafeSlow(BUFFER);
  #other = Buffer.allocUnsafeSlow(BUFFER);
  #used = 0;
  #pending: Promise<void> = Promise.resolve();

  constructor(write: (part: Uint8Array) => Promise<void>) {
    this.#write = write;
  }

  /** Undefined where nothing is to be waited for; else to be awaited before the next call. */
  add(text: string): Promise<void> | undefined {
    if (text.length * WIDEST > BUFFER - this.#used) return this.#makeRoom(text);
    this.#used += this.#filling.write(text, this.#used);
    return undefined;
  }

  async #makeRoom(text: string): Promise<void> {
    if (text.length * WIDEST > BUFFER) return this.addBytes(Buffer.from(text));
    await this.#flush();
    this.#used += this.#filling.write(text, this.#used);
  }

  /** `part` is the caller's no more. */
  async addBytes(part: Uint8Array): Promise<void> {
    await this.#flush();
    await this.#start(part);
  }

  async end(): Promise<void> {
    await this.#flush();
    await this.#pending;
  }

  async #flush(): Promise<void> {
    if (this.#used === 0) return;
    const part = this.#filling.subarray(0, this.#used);
    await this.#start(part);
    [this.#filling, this.#other] = [this.#other, this.#filling];
    this.#used = 0;
  }

  async #start(part: Uint8Array): Promise<void> {
    await this.#pending;
    this.#pending = this.#write(part);
    this.#pending.catch(() => undefined);
  }
}

function summed(write: (part: Uint8Array) => Promise<void>, end: () => Promise<void>): Sink {
  const hash = createHash('sha256');
  let size = 0;
  return {
    write(part) {
      hash.update(part);
      size += part.length;
      return write(part);
    },
    async close() {
      await end();
      return { size, sha256: hash.digest('hex') };
    },
  };
}

/** The place of the operating system in the header of gzip, and its word for none. */
const SYSTEM = 9;
const NO_SYSTEM = 255;

/** A third less CPU than what zlib does unasked, for files that are a twenty-fifth larger. */
const PACKING = { level: 5, memLevel: 9 };

type Packing = { stored: ReturnType<Sink['close']>; write: Sink['write']; end: () => Promise<void> };

/** Compresses into a sink, in a thread of the pool. The header has no time (zlib writes none) and no operating system. */
function compressed(sink: Sink): Packing {
  const gzip = createGzip({ chunkSize: BUFFER, ...PACKING });
  // A write after a failure fails as well; the failure is that of `stored`.
  gzip.on('error', () => undefined);
  const stored = (async () => {
    let isFirst = true;
    for await (const chunk of gzip as AsyncIterable<Buffer>) {
      if (isFirst) chunk[SYSTEM] = NO_SYSTEM;
      isFirst = false;
      await sink.write(chunk);
    }
    return sink.close();
  })();
  /** Ends a write that nothing will end, since what it gives is taken no more. */
  let giveUp = (): void => undefined;
  stored.catch(() => giveUp());
  return {
    stored,
    async write(part: Uint8Array): Promise<void> {
      const isWritten = await new Promise<boolean>((resolve) => {
        giveUp = () => resolve(false);
        gzip.write(part, (error) => resolve(!error));
      });
      if (!isWritten) await stored;
    },
    async end(): Promise<void> {
      gzip.end();
      await stored;
    },
  };
}
