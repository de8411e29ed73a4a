/** The properties of a field in one version, as texts that can be compared between versions. */
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { constraintWords, typeWords, valueLeaf } from '../../../src/generate/dictionary/describe.ts';
import type { Entry } from '../../../src/generate/dictionary/entries.ts';
import type { Spot, Stage } from '../lives.ts';

export type Facet = 'path' | 'type' | 'presence' | 'constraints' | 'codes';
export const FACETS: readonly Facet[] = ['path', 'type', 'presence', 'constraints', 'codes'];

/** The texts of each facet. `type` and `constraints` hold code between backticks; `codes` are only compared, not shown. */
export type Facets = Record<Exclude<Facet, 'codes'>, string[]> & { codes: string[] };

/** Returns text with code between backticks. */
export const typeOf = (entry: Entry, lang: Lang): string => typeWords(entry.node, lang);

const constraintsOf = (entry: Entry, lang: Lang): string[] => constraintWords(entry.node, lang);

export function presenceOf({ required }: Entry, lang: Lang): string {
  const { presence } = SITE_FIELDS[lang];
  return required === undefined ? presence.item() : presence[required ? 'true' : 'false']();
}

/** Removes duplicates, since several spots often have the same facets. */
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

export function facetsOf({ spots, model }: Stage, lang: Lang): Facets {
  const entries = spots.map(({ entry }) => entry);
  const lists = distinct(entries.flatMap(({ node }) => valueLeaf(node)?.codelist ?? []));
  return {
    path: distinct(entries.map(({ json }) => json)),
    type: distinct(entries.map((entry) => typeOf(entry, lang))),
    presence: distinct(spots.map((spot) => presenceOf(spot.entry, lang))),
    constraints: distinct(entries.flatMap((entry) => constraintsOf(entry, lang))),
    codes: lists.flatMap((name) => (model.codelists[name] ?? []).map(({ code }) => code)),
  };
}

/** The place of a field for people: the record kind, then the path. */
export const placeName = ({ holder, entry }: Spot, lang: Lang): string => `${SITE[lang].holder[holder]()}, ${entry.path}`;

/** The codelist of a field in one version, if it has one. */
export const codelistOf = ({ spots }: Stage): string | undefined =>
  spots.map(({ entry }) => valueLeaf(entry.node)?.codelist).find((name) => name !== undefined);
