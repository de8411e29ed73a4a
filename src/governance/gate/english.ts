/** Finds French texts that a proposal changes without changing their English translation, which is easily forgotten. */
import { readCodelists } from '../../model/codelists.ts';
import type { Code } from '../../model/types.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import type { Place } from '../../model/place.ts';
import { readSource } from '../../model/source-text.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { lineOfCode, type Refusal } from './refusal.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** A file before and after the proposal. */
export type Versions = { path: string; before: string; after: string };

/**
 * Whether a file holds texts in both languages (path from the top of the référentiel). Published versions are excluded because
 * they do not change.
 */
export const hasBothLanguages = (path: string): boolean =>
  /^schema\/(?:fields\/[^/]+|legal-texts|next\/.+)\.yaml$|^schema\/next\/codelists\/[^/]+\.csv$/.test(path);

/** The commit footer that declares that the English of a file, or of one text in it, needs no change. */
const FOOTER = /^English-unchanged:[ \t]*(\S.*)$/gim;

/**
 * The names found in footers: a path such as `schema/fields/marche-objet.yaml`, or that path followed by a pointer such as
 * `/title`.
 */
export const keptEnglish = (messages: readonly string[]): Set<string> =>
  new Set(
    messages.flatMap((message) =>
      [...message.matchAll(FOOTER)].flatMap(([, named = '']) => named.split(',').map((name) => name.trim().replace(/\s+/g, ' '))),
    ),
  );

/** Returns one refusal per text. `kept`: names that commits declare unchanged (see `keptEnglish`). */
export function englishRefusals({ path, before, after }: Versions, kept: ReadonlySet<string>): Refusal[] {
  if (kept.has(path)) return [];
  const read = path.endsWith('.csv') ? labelsOf : yamlTexts;
  const [was, is] = [read(path, before), read(path, after)];
  return [...is].flatMap(([at, { fr, en, place }]): Refusal[] => {
    const former = was.get(at);
    const isForgotten = former !== undefined && former.en === en && normalised(former.fr) !== normalised(fr);
    if (!isForgotten || kept.has(`${path} ${at}`)) return [];
    return [{ kind: 'translation', file: path, place, ...sentence(path, at, en) }];
  });
}

/** Where the descriptions of codes are in English; the French ones are in the codelists. */
export const DESCRIPTIONS = 'schema/codelist-descriptions.yaml';

/** The same of the descriptions of codes of a list of the draft. `english`: the file of their English, before and after the proposal. */
export function codeRefusals(
  { path, before, after }: Versions,
  english: Pick<Versions, 'before' | 'after'>,
  kept: ReadonlySet<string>,
): Refusal[] {
  const list = /^schema\/next\/codelists\/([^/]+)\.csv$/.exec(path)?.[1];
  if (list === undefined || kept.has(DESCRIPTIONS)) return [];
  const described = readSource(english.after);
  const [was, is] = [codesOf(path, before), codesOf(path, after)];
  return is.flatMap(({ code, description }): Refusal[] => {
    const former = was.find((one) => one.code === code)?.description;
    const at = child(child('', list), code);
    const en = valueAt(described.value, at);
    // That there is none is said by another check.
    if (former === undefined || typeof en !== 'string' || normalised(former) === normalised(description)) return [];
    if (en !== valueAt(readSource(english.before).value, at) || kept.has(`${DESCRIPTIONS} ${at}`)) return [];
    return [{ kind: 'translation', file: DESCRIPTIONS, place: described.place(at), ...sentence(DESCRIPTIONS, at, en) }];
  });
}

type Found = Texts & { place: Place | undefined };

/**
 * The texts of a YAML file that exist in both languages, by the pointer of the pair. A file that cannot be read has none: another
 * check reports it.
 */
function yamlTexts(_: string, text: string): Map<string, Found> {
  const source = readSource(text);
  const found = new Map<string, Found>();
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { fr, en } = value as Partial<Record<keyof Texts, unknown>>;
    if (typeof fr === 'string' && typeof en === 'string') found.set(at, { fr, en, place: source.place(`${at}/en`) });
    else for (const [key, inner] of Object.entries(value)) walk(inner, child(at, key));
  };
  walk(source.value, '');
  return found;
}

/** The labels of a codelist, by code. */
const labelsOf = (path: string, text: string): Map<string, Found> =>
  new Map(
    codesOf(path, text).map(({ code, libelle, label_en }) => [
      code,
      { fr: libelle, en: label_en, place: lineOfCode(text, code) },
    ]),
  );

/** The codes of a codelist; none where it cannot be read. */
function codesOf(path: string, text: string): Code[] {
  try {
    return Object.values(readCodelists(new Map([[path.replace(/^.*\/codelists\//, 'codelists/'), text]]))).flat();
  } catch {
    return [];
  }
}

/**
 * Normalises a text to its meaning: corrected accents, capitals, blanks and punctuation need no new translation. Signs that
 * change a value stay.
 */
const normalised = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/[\s.,;:!?'"«»“”()*_`]+/g, ' ')
    .trim();

/** Maximum number of characters of the English text that are quoted. */
const QUOTED = 80;

function sentence(path: string, at: string, en: string): Texts {
  const quoted = en.length > QUOTED ? `${en.slice(0, QUOTED).trimEnd()}…` : en;
  const footer = `English-unchanged: ${path} ${at}`;
  return textsOf(GATE, (say) => say.english({ at, quoted, footer }));
}
