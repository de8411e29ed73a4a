import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { Gathered } from '../../../src/convert/gathered.ts';
import type { Disk } from './disk.node.ts';
import type { FileEntry } from './manifest.ts';
import type { Writing } from './output.ts';

/** Takes bytes and says what passed. */
type Sink = { write(part: Uint8Array): Promise<void>; close(): Promise<{ size: number; sha256: string }> };

/** Opens a file of a snapshot at `path`, compressed where its name ends in `.gz`. */
export async function openWriting(disk: Disk, path: string, name: string): Promise<Writing> {
  const file = await disk.create(path);
  const stored = summed(
    (part) => file.write(part),
    () => file.close(),
  );
  const packed = name.endsWith('.gz') ? compressed(stored) : undefined;
  const content = packed ? summed(packed.write, packed.end) : stored;
  const gathered = new Gathered((text) => content.write(Buffer.from(text)));
  return {
    write(text) {
      gathered.add(text);
      return gathered.flushIfEnough();
    },
    bytes: (part) => content.write(part),
    async close(count): Promise<FileEntry> {
      await gathered.flush();
      const inside = await content.close();
      const outside = packed ? await packed.stored : inside;
      return { name, ...outside, ...(packed && { content: inside }), count };
    },
  };
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

type Packing = { stored: ReturnType<Sink['close']>; write: Sink['write']; end: () => Promise<void> };

/** Compresses into a sink. The header has no time (zlib writes none) and no operating system. */
function compressed(sink: Sink): Packing {
  const gzip = createGzip();
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
  stored.catch(() => undefined);
  return {
    stored,
    async write(part: Uint8Array): Promise<void> {
      if (!gzip.write(part)) await Promise.race([once(gzip, 'drain'), stored]);
    },
    async end(): Promise<void> {
      gzip.end();
      await stored;
    },
  };
}
