import { InputError } from '../../finding.ts';
import { beginningOf } from '../../read/forms.ts';
/** How a gzip file begins (RFC 1952 §2.3.1). */
const GZIP = [0x1f, 0x8b];

/** What was given to be checked. */
export type Given = Blob | ReadableStream<Uint8Array>;

type OnRead = (bytes: number) => void;

/** The chunks of what was given, unpacked where it begins as gzip files do. `onRead` is reported of the bytes as they were given. */
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

/** A stream cannot be read twice: its first bytes are put before the others. */
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
      // The unpacker keeps what it is given for a while; the buffer of the chunk is used again.
      if (chunk) controller.enqueue(chunk.slice());
      else controller.close();
    },
    cancel: () => packed.cancel(),
  });
  const chunks = chunksOf(source.pipeThrough(new DecompressionStream('gzip')) as ReadableStream<Uint8Array>);
  const next = (): Promise<Uint8Array | undefined> =>
    chunks.next().catch((error: unknown) => {
      // What the unpacker refuses is a TypeError (Compression Streams, WHATWG); a file that cannot be read any more is another error.
      throw error instanceof TypeError ? new InputError('input.bad-gzip', {}) : error;
    });
  return { ...chunks, next };
}

/** The bytes of a stream, chunk after chunk: what one holds may be gone when the next is asked for. Undefined at the end. */
export type Chunks = { next(): Promise<Uint8Array | undefined>; cancel(): Promise<void> };

const CHUNK = 1 << 20;

/** Where the stream allows it, into one buffer that is used again and again, so that a large file makes no litter. */
function chunksOf(stream: ReadableStream<Uint8Array>): Chunks {
  const byob = byobReader(stream);
  return byob ? intoOneBuffer(byob) : asTheyCome(stream.getReader());
}

function asTheyCome(reader: ReadableStreamDefaultReader<Uint8Array>): Chunks {
  return { next: async () => (await reader.read()).value, cancel: () => reader.cancel() };
}

/**
 * The buffer goes to the stream and comes back with each read. So it cannot be the memory of the recogniser itself, which may not be handed
 * over: its bytes are copied there.
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

/** Undefined for a stream that hands out its own buffers. */
function byobReader(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
