/**
 * The catalogue: all that the program says, as the files `messages/<family>.yaml` give it. An entry of a finding has a severity, `review: true` where a person
 * must look at what it reports before the file is published, the params of its code and, in each language, its parts (`title`, `found`, `expected`, `remedy`, `why`, `fix`, and parts of its own). `in-table` holds those parts of the message that
 * are said otherwise of a cell of a table. Any other entry is one text a language.
 */
import { Ajv } from 'ajv';
import { child } from '../../../packages/base/src/pointer.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';
import type { Problem } from '../problem.ts';
import type { BannedWords, Entry, Family } from './entry.ts';
import { faultsOf } from './faults.ts';
import SHAPE from '../../../schema/dialect/messages.schema.json' with { type: 'json' };

export type MessageCatalogue = { families: readonly Family[]; problems: readonly Problem[] };

/** Files that are no family: words that messages share, sources that they cite, words that they may not hold. */
const TERMS = 'terms.yaml';
const SOURCES = 'sources.yaml';
const BANNED = 'banned.yaml';

type Terms = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** Reads the files of the catalogue, by name, and finds what is wrong with them. `languages` are those that each entry must have. */
export function readCatalogue(files: ReadonlyMap<string, string>, languages: readonly string[]): MessageCatalogue {
  const sources = new Map([...files].map(([file, text]) => [file, readSource(text)]));
  const problems: Problem[] = [...sources].flatMap(([file, { errors }]) =>
    errors.map(({ message, ...place }) => ({
      file,
      place,
      // The words of the parser are English.
      fr: "ce fichier YAML ne se lit pas à partir d'ici",
      en: `unreadable YAML: ${message}`,
    })),
  );
  if (problems.length > 0) return { families: [], problems };
  const valueOf = (file: string): unknown => sources.get(file)?.value ?? {};
  const terms = valueOf(TERMS) as Terms;
  const banned = valueOf(BANNED) as BannedWords;
  const cited = Object.keys(valueOf(SOURCES) as object);
  const families = [...sources]
    .filter(([file]) => file !== TERMS && file !== BANNED)
    .map(([file, source]) => {
      const entries = validate(source.value) ? entriesOf(source.value as Record<string, RawEntry>, terms) : [];
      problems.push(...shapeProblems(file, source));
      for (const entry of entries)
        for (const { part, fr, en } of faultsOf(entry, { languages, banned, cited }))
          problems.push({ file, place: placeOf(source, entry.key, part), fr, en });
      return { name: file.replace(/\.yaml$/, ''), entries };
    });
  return { families, problems: [...problems, ...repeated(families)] };
}

const validate = new Ajv({ allErrors: true }).compile(SHAPE);

function shapeProblems(file: string, source: SourceText): Problem[] {
  if (validate(source.value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => ({
    file,
    place: source.place(instancePath),
    fr: `forme inattendue de l'entrée : ${message} ${JSON.stringify(params)}`,
    en: `unexpected form of the entry: ${message} ${JSON.stringify(params)}`,
  }));
}

/** The place of a part, or the nearest place around it that the file has. */
function placeOf(source: SourceText, key: string, part: readonly string[]): Problem['place'] {
  const at = [key, ...part].reduce(child, '');
  return source.place(at) ?? (part.length === 0 ? undefined : placeOf(source, key, part.slice(0, -1)));
}

/** One key stands for one message, whatever the family. */
function repeated(families: readonly Family[]): Problem[] {
  const known = new Map<string, string>();
  return families.flatMap(({ name, entries }) =>
    entries.flatMap(({ key, severity }) => {
      if (severity === undefined) return [];
      const other = known.get(key);
      known.set(key, name);
      if (other === undefined) return [];
      return [
        { file: `${name}.yaml`, fr: `« ${key} » existe déjà dans ${other}.yaml`, en: `“${key}” exists already in ${other}.yaml` },
      ];
    }),
  );
}

type RawTexts = string | Record<string, string | Record<string, string>>;
type RawEntry = {
  severity?: Entry['severity'];
  review?: true;
  params?: Entry['params'];
  source?: string | Record<string, Record<string, string>>;
} & Record<string, unknown>;

function entriesOf(raw: Record<string, RawEntry>, terms: Terms): Entry[] {
  return Object.entries(raw).map(([key, { severity, review, params = {}, source, ...texts }]) => ({
    key,
    ...(severity !== undefined && { severity }),
    ...(review && { review }),
    params,
    texts: Object.fromEntries(
      Object.entries(texts as Record<string, RawTexts>).map(([lang, parts]) => [lang, partsOf(parts, terms, lang)]),
    ),
    ...(source !== undefined && { source: sourceOf(source) }),
  }));
}

function partsOf(parts: RawTexts, terms: Terms, lang: string): Record<string, string> {
  const named = typeof parts === 'string' ? { text: parts } : parts;
  return Object.fromEntries(
    Object.entries(named).flatMap(([part, text]) => {
      const inner =
        typeof text === 'string'
          ? [[part, text] as const]
          : Object.entries(text).map(([own, of]) => [`${part}.${own}`, of] as const);
      return inner.map(([name, of]) => [name, withTerms(of, terms, lang)]);
    }),
  );
}

/** `{form, term, into}` is a choice among the words of the term. */
const withTerms = (text: string, terms: Terms, lang: string): string =>
  text.replace(/\{(\w+), term, (\w+)\}/g, (_, name: string, term: string) => {
    const cases = Object.entries(terms[term]?.[lang] ?? {}).map(([key, word]) => `${key} {${word}}`);
    return `{${name}, select, ${cases.join(' ')} other {{${name}}}}`;
  });

function sourceOf(source: string | Record<string, Record<string, string>>): NonNullable<Entry['source']> {
  if (typeof source === 'string') return { name: source, values: {} };
  const [[name, values] = ['', {}]] = Object.entries(source);
  return { name, values };
}
