/** French texts that a proposal changes without the English beside them: both say the same, and the second is the one that is forgotten. */
import { readCodelists } from '../../model/codelists.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { readSource, type Place } from '../../model/source-text.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { lineOfCode, type Refusal } from './refusal.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** A file as it was and as it is. */
export type Versions = { path: string; before: string; after: string };

/** The files that hold texts in both languages, by their paths from the top of the référentiel. Those of published versions do not change. */
export const hasBothLanguages = (path: string): boolean =>
  /^schema\/(?:fields\/[^/]+|legal-texts|next\/.+)\.yaml$|^schema\/next\/codelists\/[^/]+\.csv$/.test(path);

/** The footer of a commit that says of a file, or of one text of it, that its English needs no change. */
const FOOTER = /^English-unchanged:[ \t]*(\S.*)$/gim;

/** What the commits of a proposal say of the English: `schema/fields/marche-objet.yaml`, or that and `/title`. */
export const keptEnglish = (messages: readonly string[]): Set<string> =>
  new Set(
    messages.flatMap((message) =>
      [...message.matchAll(FOOTER)].flatMap(([, named = '']) => named.split(',').map((name) => name.trim().replace(/\s+/g, ' '))),
    ),
  );

/** One refusal a text. `kept`: what commits say needs no change (`keptEnglish`). */
export function englishRefusals({ path, before, after }: Versions, kept: ReadonlySet<string>): Refusal[] {
  if (kept.has(path)) return [];
  const read = path.endsWith('.csv') ? labelsOf : yamlTexts;
  const [was, is] = [read(path, before), read(path, after)];
  return [...is].flatMap(([at, { fr, en, place }]): Refusal[] => {
    const former = was.get(at);
    const isForgotten = former !== undefined && former.en === en && saying(former.fr) !== saying(fr);
    if (!isForgotten || kept.has(`${path} ${at}`)) return [];
    return [{ kind: 'translation', file: path, place, ...sentence(path, at, en) }];
  });
}

type Found = Texts & { place: Place | undefined };

/** The texts of a YAML file that stand in both languages, by the pointer of the pair. None of a file that cannot be read: its own check says so. */
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
function labelsOf(path: string, text: string): Map<string, Found> {
  try {
    const codes = Object.values(readCodelists(new Map([[path.replace(/^.*\/codelists\//, 'codelists/'), text]]))).flat();
    return new Map(
      codes.map(({ code, libelle, label_en }) => [code, { fr: libelle, en: label_en, place: lineOfCode(text, code) }]),
    );
  } catch {
    return new Map();
  }
}

/** What a text says: accents, capitals, blanks and punctuation corrected in French leave the English as it is. Signs that change a value stay. */
const saying = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/[\s.,;:!?'"«»“”()*_`]+/g, ' ')
    .trim();

/** Characters of the English text that the sentence quotes. */
const QUOTED = 80;

function sentence(path: string, at: string, en: string): Texts {
  const quoted = en.length > QUOTED ? `${en.slice(0, QUOTED).trimEnd()}…` : en;
  const footer = `English-unchanged: ${path} ${at}`;
  return textsOf(GATE, (say) => say.english({ at, quoted, footer }));
}
