import { InputError } from '../../finding.ts';
import { beginningOf } from '../../read/forms.ts';

/** The first bytes of a gzip file (RFC 1952 §2.3.1). */
const GZIP = [0x1f, 0x8b];

/** A file to check. */
export type Given = Blob | ReadableStream<Uint8Array>;

type OnRead = (bytes: number) => void;

/** The chunks of a file, decompressed where it is gzip. `onRead` gets the number of bytes of each chunk before decompression. */
export async function openChunks(given: Given, onRead: OnRead): Promise<Chunks> {
  const { stream, first } = given instanceof Blob ? await peekedBlob(given) : await peeked(given);
  if (!GZIP.every((byte, i) => first[i] === byte)) return counted(chunksOf(stream), onRead);
  return gunzip(counted(chunksOf(stream), onRead));
}

type Peeked = { stream: ReadableStream<Uint8Array>; first: Uint8Array };

const peekedBlob = async (blob: Blob): Promise<Peeked> => ({
  first: new Uint8Array(await blob.slice(0, GZIP.length).arrayBuffer()),
  stream: blob.stream() as ReadableStream<Uint8Array>,
});

/** A stream cannot be read twice: the first bytes are put back in front of the others. */
async function peeked(given: ReadableStream<Uint8Array>): Promise<Peeked> {
  const reader = given.getReader();
  const first = await beginningOf(async () => (await reader.read()).value, GZIP.length);
  let waiting: Uint8Array | undefined = first.length > 0 ? first : undefined;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = waiting ?? (await reader.read()).value;
      waiting = undefined;
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, stream };
}

function counted(chunks: Chunks, onRead: OnRead): Chunks {
  const next = async (): Promise<Uint8Array | undefined> => {
    const chunk = await chunks.next();
    if (chunk) onRead(chunk.length);
    return chunk;
  };
  return { ...chunks, next };
}

function gunzip(packed: Chunks): Chunks {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const chunk = await packed.next();
      // Copied, since DecompressionStream keeps the chunk while its buffer is used again.
      if (chunk) controller.enqueue(chunk.slice());
      else controller.close();
    },
    cancel: () => packed.cancel(),
  });
  const chunks = chunksOf(source.pipeThrough(new DecompressionStream('gzip')) as ReadableStream<Uint8Array>);
  const next = (): Promise<Uint8Array | undefined> =>
    chunks.next().catch((error: unknown) => {
      // Bad gzip data is a TypeError (Compression Streams, WHATWG); a file that can no longer be read is another error.
      throw error instanceof TypeError ? new InputError('input.bad-gzip', {}) : error;
    });
  return { ...chunks, next };
}

/** The bytes of a stream in chunks, undefined at the end. A chunk is valid only until the next one is asked for. */
export type Chunks = { next(): Promise<Uint8Array | undefined>; cancel(): Promise<void> };

const CHUNK = 1 << 20;

/** Reads into one buffer, used again and again, where the stream allows it: a large file then causes no garbage collection. */
function chunksOf(stream: ReadableStream<Uint8Array>): Chunks {
  const byob = byobReader(stream);
  return byob ? intoOneBuffer(byob) : asTheyCome(stream.getReader());
}

function asTheyCome(reader: ReadableStreamDefaultReader<Uint8Array>): Chunks {
  return { next: async () => (await reader.read()).value, cancel: () => reader.cancel() };
}

/**
 * Each read transfers the buffer to the stream and back. The memory of the recogniser cannot be transferred, so bytes are copied into it
 * from here.
 */
function intoOneBuffer(reader: ReadableStreamBYOBReader): Chunks {
  let buffer: ArrayBuffer | undefined = new ArrayBuffer(CHUNK);
  const next = async (): Promise<Uint8Array | undefined> => {
    if (!buffer) return undefined;
    const { value, done } = await reader.read(new Uint8Array(buffer));
    buffer = done ? undefined : value.buffer;
    return done ? undefined : value;
  };
  return { next, cancel: () => reader.cancel() };
}

/** Undefined for a stream that is not a byte stream. */
function byobReader(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
