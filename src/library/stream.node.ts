import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { type Expectation, refuseArgument } from '../../packages/base/src/options.ts';
import { openFile } from '../validate/open-file.node.ts';
import type { OnRead, Source } from '../read/sources.node.ts';
import { chosenRules, refuseWrong } from './options.node.ts';
import { pull } from './pull.ts';
import type { Summary, ValidateOptions, WordedFinding } from './types.ts';
import { worded } from './worded.ts';
import { wordsOf } from './words.node.ts';

/**
 * The findings of a JSON file, in its order, as its bytes come (a Node.js stream, `ReadableStream`, any iterable of bytes), and at the end
 * its summary. No record is kept: memory does not grow with the file. Without `version`, the file is judged by the one that it says, or
 * that its structure shows. Throws an InputError where nothing could be read (empty, UTF-16, no JSON at all), and at once a TypeError or a
 * RangeError for chunks or an option that are none.
 */
export function validateStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ValidateOptions = {},
): AsyncGenerator<WordedFinding, Summary, void> {
  refuseWrong('validateStream', options);
  const { lang = 'fr' } = options;
  refuseArgument('validateStream', 'chunks', chunks, CHUNKS, lang);
  return findingsOf(chunks, options, lang);
}

/** Findings that are kept until they are asked for. */
const MOST_WAITING = 256;

const CHUNKS: Expectation = {
  fr: 'un flux ou une suite de Uint8Array',
  en: 'a stream or an iterable of Uint8Array',
  accepts: (value) => typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value),
};

async function* findingsOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ValidateOptions,
  lang: Lang,
): AsyncGenerator<WordedFinding, Summary, void> {
  const { version: schema } = options;
  try {
    const file = await openFile(sourceOf(chunks, lang), { schema, rules: chosenRules(options), hashed: false }, () => undefined);
    const words = await wordsOf(await file.model(), lang);
    const {
      parsed: _,
      schemaVerdict,
      ...counted
    } = yield* pull<WordedFinding, Awaited<ReturnType<typeof file.check>>>(async (give) => {
      // To stop and go on for each finding would cost more than to find it: those of the bytes at hand are given together.
      const waiting: WordedFinding[] = [];
      const giveAll = async (): Promise<void> => {
        for (const finding of waiting.splice(0)) await give(finding);
      };
      const take = (finding: Finding): Promise<void> | undefined =>
        waiting.push(words(finding)) < MOST_WAITING ? undefined : giveAll();
      const verdict = await file.check(take, { beforeBytes: giveAll });
      await giveAll();
      return verdict;
    });
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

const sourceOf = (chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, lang: Lang): Source => ({
  name: '-',
  size: undefined,
  chunks: (onRead) => bytesOf(chunks, lang, onRead),
});

const CHUNK: Expectation = {
  fr: 'un Uint8Array (un flux auquel un encodage a été donné rend des textes)',
  en: 'a Uint8Array (a stream that was given an encoding yields texts)',
  accepts: (value) => value instanceof Uint8Array,
};

/** A stream that was given an encoding yields texts, and each would be read as no bytes at all. */
async function* bytesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  lang: Lang,
  onRead: OnRead,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    refuseArgument('validateStream', 'chunks', chunk, CHUNK, lang);
    onRead(chunk);
    yield chunk;
  }
}
