/** Words for the object that a name stands in. */
import type { Lang } from '../../packages/base/src/language.ts';
import { KITS } from '../../packages/base/src/language.ts';
import { isItem, isRecord, nameOfPath } from './paths.ts';
import type { Site } from './types.ts';

type Place = 'root' | 'marche' | 'contrat-concession' | 'item' | 'block';

/** Where an object stands: the root of the file (which may itself be a lone record), a record, or a block inside it. */
function placeOf(object: string, { finding }: Site): Place {
  if (object === '') return finding.record?.kind ?? 'root';
  if (isRecord(object)) return finding.record?.kind ?? 'block';
  return isItem(object) ? 'item' : 'block';
}

const PLACES: Record<Lang, Record<Place, string>> = {
  fr: {
    root: 'à la racine du fichier',
    marche: 'dans chaque marché',
    'contrat-concession': 'dans chaque contrat de concession',
    item: 'dans chaque élément de',
    block: 'dans',
  },
  en: {
    root: 'at the root of the file',
    marche: 'in each marché',
    'contrat-concession': 'in each contrat de concession',
    item: 'in each item of',
    block: 'in',
  },
};

/** Words for the place of an object: `dans chaque marché`, `in “acheteur”`. */
export function where(object: string, site: Site): string {
  const place = placeOf(object, site);
  const words = PLACES[site.lang][place];
  const isNamed = place === 'block' || place === 'item';
  return isNamed ? `${words} ${KITS[site.lang].quote(site.context.name(object) ?? nameOfPath(object), 200)}` : words;
}

/** The one name that an item of a list may hold: the wrapper of 2.x. */
export function wrapperOf(object: string, { context }: Site): string | undefined {
  const names = isItem(object) ? (context.children?.(object) ?? []) : [];
  return names.length === 1 ? names[0] : undefined;
}
