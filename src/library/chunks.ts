/** Files that programs give as chunks of bytes. */
import { textsOf } from '../../packages/base/src/texts.ts';
import { type Expectation, refuseArgument } from '../../packages/base/src/options.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { LIBRARY } from '../messages/compiled/library.ts';
import type { OnRead, Source } from '../read/source.ts';

/** A Node.js stream, a `ReadableStream`, or any iterable of bytes. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export const CHUNKS: Expectation = {
  ...textsOf(LIBRARY, (say) => say.chunks()),
  accepts: (value) => typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value),
};

/** A file given as chunks. `call`: the function that a wrong chunk is refused by. */
export const sourceOf = (call: string, chunks: Chunks, lang: Lang): Source => ({
  name: '-',
  size: undefined,
  chunks: (onRead) => bytesOf(call, chunks, lang, onRead),
});

export const CHUNK: Expectation = {
  ...textsOf(LIBRARY, (say) => say.chunk()),
  accepts: (value) => value instanceof Uint8Array,
};

/** Refuses chunks that are not bytes: a stream with an encoding yields strings, which would be read as empty. */
async function* bytesOf(call: string, chunks: Chunks, lang: Lang, onRead: OnRead): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    refuseArgument(call, 'chunks', chunk, CHUNK, lang);
    onRead(chunk);
    yield chunk;
  }
}
