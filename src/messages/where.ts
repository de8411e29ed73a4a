/** Words for the object that a field stands in. */
import { isItem, isRecord, nameOfPath } from './paths.ts';
import type { Site } from './types.ts';

/** The kinds of object that a name stands in; `other` is a block of fields. */
type Place = 'root' | 'marche' | 'contrat-concession' | 'item' | 'other';

/** Where an object stands: the root of the file (which may itself be a lone record), a record, or a block inside it. */
function placeOf(object: string, { finding }: Site): Place {
  if (object === '') return finding.record?.kind ?? 'root';
  if (isRecord(object)) return finding.record?.kind ?? 'other';
  return isItem(object) ? 'item' : 'other';
}

/** Words for the place of an object: `dans chaque marché`, `in “acheteur”`. */
export const where = (object: string, site: Site): string =>
  site.language.sentences.where({ place: placeOf(object, site), name: site.context.name(object) ?? nameOfPath(object) });

/** The one name that an item of a list may hold: the wrapper of 2.x. */
export function wrapperOf(object: string, { context }: Site): string | undefined {
  const names = isItem(object) ? (context.children?.(object) ?? []) : [];
  return names.length === 1 ? names[0] : undefined;
}
