/**
 * The texts of `schema/legal-texts.yaml`, and citations of them such as `arrete-2022-12-22-marches, annexe I` or `ccp-r2196-1`: the identifier of an entry,
 * and where it is a whole text, a place in it.
 */
import { isObject } from '../../packages/base/src/json.ts';
import { readSource } from './source-text.ts';
import { SEMICOLON, type Texts } from '../../packages/base/src/language.ts';

/** What a text is worth: only `droit` obliges. */
type LegalKind = 'droit' | 'documentation' | 'technique' | 'proposition';

/** How far an entry was read: the published text, a copy, a commentary only, or nothing. */
type ReadOn = 'texte' | 'reproduction' | 'commentaire' | 'non-lu';

/** A text, or an article or annex of one: then `of` and `place` are there, and `title`, `name` and `kind` are made of those of its text. */
export type LegalText = {
  kind: LegalKind;
  title: Texts;
  /** The short name. */
  name: Texts;
  of?: string;
  place?: Texts;
  nor?: string;
  eli?: string;
  jorf?: { id?: string; date?: string };
  legiarti?: string;
  date?: string;
  effective?: string;
  repealed?: string;
  replaces?: string[];
  amends?: string[];
  scope?: string;
  note?: Texts;
  verified?: { on: ReadOn; date: string; source?: string };
};

/** The texts by their identifiers. */
export type LegalTexts = ReadonlyMap<string, LegalText>;

/** Where the build leaves them for a package, which has no sources. */
export const LEGAL_TITLES = 'legal-titles.json';

/** What is needed to say in words what a source cites. */
export type Titled = Pick<LegalText, 'title' | 'of' | 'place'>;
export type TitledTexts = ReadonlyMap<string, Titled>;

/** The texts with nothing but this. */
export const titled = (texts: LegalTexts): Map<string, Titled> =>
  new Map(
    [...texts].map(([id, { title, of, place }]) => [id, { title, ...(of !== undefined && { of }), ...(place && { place }) }]),
  );

/**
 * The entries of `text`, the content of `schema/legal-texts.yaml`. Empty where it cannot be read; an incomplete entry has its identifier as
 * its name, since the check of the meta-schema reports it.
 */
export function readLegalTexts(text: string): LegalTexts {
  const { value } = readSource(text);
  if (!isObject(value)) return new Map();
  let texts = known.get(value);
  if (!texts) {
    const entries = new Map(Object.entries(value).map(([id, entry]) => [id, isObject(entry) ? entry : {}]));
    known.set(value, (texts = new Map([...entries].map(([id, entry]) => [id, completed(id, entry, entries)]))));
  }
  return texts;
}

/** Each version and each check reads the same entries. */
const known = new WeakMap<object, LegalTexts>();

type Entries = ReadonlyMap<string, Record<string, unknown>>;

function completed(id: string, entry: Record<string, unknown>, entries: Entries): LegalText {
  const { of, place } = entry;
  const whole = typeof of === 'string' ? entries.get(of) : undefined;
  const own = whole && isTexts(place) ? place : undefined;
  return {
    ...entry,
    kind: (whole ?? entry)['kind'],
    title: own ? placed(firstTexts(whole, ['title'], id), own) : firstTexts(entry, ['title', 'citation'], id),
    name: own ? placed(firstTexts(whole, ['citation', 'title'], id), own) : firstTexts(entry, ['citation', 'title'], id),
  } as unknown as LegalText;
}

const placed = (text: Texts, place: Texts): Texts => ({ fr: `${text.fr}, ${place.fr}`, en: `${text.en}, ${place.en}` });

const firstTexts = (entry: Record<string, unknown> | undefined, keys: readonly string[], id: string): Texts =>
  keys.map((key) => entry?.[key]).find(isTexts) ?? { fr: id, en: id };

const isTexts = (value: unknown): value is Texts =>
  isObject(value) && typeof value['fr'] === 'string' && typeof value['en'] === 'string';

/** One text that a source cites: an identifier, or words where it names none; `place` is empty for a text as a whole. */
export type Cited = { id: string; place: string };

/** What a source cites, in its order; semicolons separate several texts. */
export const citedIn = (source: string): Cited[] =>
  source.split(';').map((part) => {
    const [id = '', ...place] = part.split(',');
    return { id: id.trim(), place: place.join(',').trim() };
  });

/** The identifier at the start of a source, before the first comma or semicolon. */
export const citedId = (source: string): string => citedIn(source)[0]?.id ?? '';

/**
 * The entry that a citation leads to: that of its article or annex where it has one, the text itself otherwise. What is cited within an annex
 * leads to that of the annex.
 */
export function entryOf<T extends Titled>({ id, place }: Cited, texts: ReadonlyMap<string, T>): T | undefined {
  const within = articlesOf(id, texts).filter(([, { place: names }]) => beginningOf(place, names) !== undefined);
  return within.toSorted(([, a], [, b]) => (b.place?.fr.length ?? 0) - (a.place?.fr.length ?? 0))[0]?.[1] ?? texts.get(id);
}

/** The name of an article or annex with which a place begins, in either language. */
const beginningOf = (place: string, names: Titled['place']): string | undefined =>
  Object.values(names ?? {}).find((name) => `${place},`.startsWith(`${name},`));

/** The entries of the articles and annexes of a text. */
export function articlesOf<T extends Titled>(id: string, texts: ReadonlyMap<string, T>): readonly [string, T][] {
  let articles = byText.get(texts) as Map<string, [string, T][]> | undefined;
  if (!articles) {
    byText.set(texts, (articles = new Map()));
    for (const [article, entry] of texts)
      if (entry.of !== undefined) articles.set(entry.of, [...(articles.get(entry.of) ?? []), [article, entry]]);
  }
  return articles.get(id) ?? [];
}

/** Every source of every version asks for them. */
const byText = new WeakMap<object, ReadonlyMap<string, readonly [string, Titled][]>>();

/** A source as people read it: of each text its title and the place in it. An unknown identifier stays as it is. */
export const titlesIn = (source: string, texts: TitledTexts, lang: keyof Texts): string =>
  citedIn(source)
    .map((cited) => citedTitle(cited, texts, lang))
    .join(SEMICOLON[lang]);

/** The title of a cited text, and the place in it. */
export function citedTitle(cited: Cited, texts: TitledTexts, lang: keyof Texts): string {
  const title = texts.get(cited.id)?.title[lang] ?? cited.id;
  const place = placeIn(cited, texts, lang);
  return place === '' ? title : `${title}, ${place}`;
}

/** The place in a cited text in the language of the reader, as far as the entry of the article or annex says it: most sources have it in French. */
export function placeIn(cited: Cited, texts: TitledTexts, lang: keyof Texts): string {
  const { place } = cited;
  const names = entryOf(cited, texts)?.place;
  const written = beginningOf(place, names);
  return names && written !== undefined ? names[lang] + place.slice(written.length) : place;
}
