import type { Lang } from '../../packages/base/src/language.ts';
import type { RecordKind } from '../model/kinds.ts';
import { oneOf, refuseArgument } from '../../packages/base/src/options.ts';
import { readChunks } from '../read/json/read-json.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { checkFile } from '../validate/file.ts';
import { loadVersion } from '../validate/registry.node.ts';
import { inForce, refuseWrong, rulesToRun } from './options.node.ts';
import type { RecordFinding, ValidateOptions, WordedFinding } from './types.ts';
import { worded } from './worded.ts';
import { wordsOf } from './words.node.ts';

/** Where the record would stand in a file: messages name fields by their place in one. */
const PLACE: Record<RecordKind, string> = { marche: '/marches/marche/0', 'contrat-concession': '/marches/contrat-concession/0' };

/**
 * What is wrong with one record, as it would be written in JSON (what is `undefined` is absent); an empty list when nothing is. Without
 * `version`, the one in force applies. Rules that compare the records of a file say nothing here. Throws an InputError for a version
 * that does not exist, a TypeError for what cannot be written in JSON, a TypeError or a RangeError for a kind or an option that is none.
 */
export async function validateRecord(kind: RecordKind, value: unknown, options: ValidateOptions = {}): Promise<RecordFinding[]> {
  refuseWrong('validateRecord', options);
  const { lang = 'fr' } = options;
  refuseArgument('validateRecord', 'kind', kind, KINDS, lang);
  const text = jsonOf(value, lang);
  try {
    const version = await loadVersion(options.version ?? (await inForce()));
    const [rules, words] = await Promise.all([rulesToRun(version.model.version, options), wordsOf(version.model, lang)]);
    const findings: RecordFinding[] = [];
    for (const finding of checkFile(eventsOf(kind, text), version, rules))
      if (finding !== NEED_BYTES) findings.push(fromRecord(words(finding), PLACE[kind]));
    return findings;
  } catch (error) {
    throw worded(error, lang);
  }
}

const KINDS = oneOf(Object.keys(PLACE));

const NO_JSON = {
  fr: (why: string) => `validateRecord : l'argument « value » ne s'écrit pas en JSON (${why}).`,
  en: (why: string) => `validateRecord: the argument “value” cannot be written in JSON (${why}).`,
};

function jsonOf(value: unknown, lang: Lang): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (cause) {
    // A circle, a BigInt, or nested more deeply than can be written.
    throw new TypeError(NO_JSON[lang](String(cause).split('\n')[0] ?? ''), { cause });
  }
  throw new TypeError(NO_JSON[lang](typeof value));
}

/** The record read as from a file, within the same limits; of the file around it there is nothing to say. */
function* eventsOf(kind: RecordKind, text: string): Generator<ReadEvent> {
  const file = new TextEncoder().encode(`{"marches":{${JSON.stringify(kind)}:[${text}]}}`);
  for (const event of readChunks([file])) if (event.type !== 'layout' && event.type !== 'end') yield event;
}

function fromRecord({ record: _, position: __, path, ...finding }: WordedFinding, place: string): RecordFinding {
  return { ...finding, path: path.slice(place.length) };
}
