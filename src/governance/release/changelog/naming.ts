/** Fields in a sentence: their titles first, their names beside. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import { codeSpan, markdownSafe } from '../../../report/markdown-safe.ts';
import type { Page } from './page.ts';
import { placesOf, type Part, type Place } from './places.ts';

const PARTS: readonly Part[] = ['file', 'marche', 'contrat-concession'];

/** `Titulaires (`titulaires`)`. */
export function placeName({ title, name, isItem }: Place, { words, kit }: Page): string {
  if (name === '') return words.root;
  const code = codeSpan(name);
  if (isItem) return words.item(title === name ? code : `${markdownSafe(kit.quote(title, 200))} (${code})`);
  return title === name ? code : `${markdownSafe(title)} (${code})`;
}

/** The places of a change in a sentence, each named once. */
export const fieldsOf = (change: Change, page: Page): string =>
  page.kit.and(distinct(placesOf(change, page.models, page.lang).map((place) => placeName(place, page))));

/** A sentence for each part of a file in which some changes hold: `Dans un marché : Objet (`objet`), …`. */
export function placeSentences(changes: readonly Change[], page: Page): string[] {
  const { words, models, lang, kit } = page;
  const places = changes.flatMap((change) => placesOf(change, models, lang));
  const told = PARTS.flatMap((part) => {
    const names = distinct(places.filter((place) => place.part === part).map((place) => placeName(place, page)));
    return names.length === 0 ? [] : [`${words.part[part]}${words.colon}${kit.and(names)}.`];
  });
  return changes.some(({ params }) => params['more'] === true) ? [...told, `(${words.elsewhere})`] : told;
}

export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
