/** The bytes of a stream, chunk after chunk: what one holds may be gone when the next is asked for. Undefined at the end. */
export type Chunks = { next(): Promise<Uint8Array | undefined>; cancel(): Promise<void> };

const CHUNK = 1 << 20;

/** Where the stream allows it, into one buffer that is used again and again, so that a large file makes no litter. */
export function chunksOf(stream: ReadableStream<Uint8Array>): Chunks {
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
