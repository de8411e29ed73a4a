import { openFile } from '../check-source.ts';
import type { OnRead, Source } from '../sources.ts';
import { chosenRules } from './options.ts';
import { pull } from './pull.ts';
import type { Summary, ValidateOptions, WordedFinding } from './types.ts';
import { worded } from './worded.ts';
import { wordsOf } from './words.ts';

/**
 * The findings of a JSON file, in its order, as its bytes come (a Node.js stream, `ReadableStream`, any iterable of bytes), and at the end
 * its summary. No record is kept: memory does not grow with the file. Without `version`, the file is judged by the one that it says, or
 * that its structure shows. Throws an InputError where nothing could be read (empty, UTF-16, no JSON at all).
 */
export async function* validateStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ValidateOptions = {},
): AsyncGenerator<WordedFinding, Summary, void> {
  const { lang = 'fr', version: schema } = options;
  try {
    const file = await openFile(sourceOf(chunks), { schema, rules: chosenRules(options), hashed: false }, () => undefined);
    const words = await wordsOf(await file.model(), lang);
    const {
      parsed: _,
      schemaVerdict,
      ...counted
    } = yield* pull<WordedFinding, Awaited<ReturnType<typeof file.check>>>((give) =>
      file.check((finding) => give(words(finding))),
    );
    return {
      version: file.version,
      versionDetected: file.detection.version,
      versionReason: file.detection.reason[lang],
      verdict: counted.counts.error > 0 ? 'not-conforming' : 'conforming',
      schemaVerdict: schemaVerdict === null ? null : schemaVerdict ? 'valid' : 'invalid',
      ...counted,
    };
  } catch (error) {
    throw worded(error, lang);
  }
}

const sourceOf = (chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Source => ({
  name: '-',
  size: undefined,
  chunks: (onRead) => bytesOf(chunks, onRead),
});

/** A stream that was given an encoding yields texts, and each would be read as no bytes at all. */
async function* bytesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, onRead: OnRead): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks as AsyncIterable<unknown>) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError(`chunks: ${typeof chunk} (Uint8Array)`);
    onRead(chunk);
    yield chunk;
  }
}
