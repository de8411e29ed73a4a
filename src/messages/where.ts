/** Words for the object that contains a field, and what messages depend on of the place of a field. */
import { isItem, isRecord, nameOfPath, parent } from './paths.ts';
import { sheetCell } from './sheet-cell.ts';
import type { MessageContext, Site } from './types.ts';

/** The kinds of object; `other` is an object within a record that is not an item of a list. */
type Place = 'root' | 'marche' | 'contrat-concession' | 'item' | 'other';

/** The kind of the object at a path. The root of the file may itself be a single record. */
function placeOf(object: string, { finding }: Site): Place {
  if (object === '') return finding.record?.kind ?? 'root';
  if (isRecord(object)) return finding.record?.kind ?? 'other';
  return isItem(object) ? 'item' : 'other';
}

/** Words for the place of an object: `dans chaque marché`, `in “acheteur”`. */
export function where(object: string, site: Site): string {
  const { language, context, finding } = site;
  const place = placeOf(object, site);
  const name = context.name(object) ?? nameOfPath(object);
  if (sheetCell(finding))
    return language.sentences['where-in-table']({
      ...{ place, name: context.inTable?.(object)?.name ?? name },
      inForm: isInForm(site),
    });
  return language.sentences.where({ place, name });
}

/** Whether a record may lack the value at the path. */
export const isOptional = ({ path, context }: Site): boolean => context.optional?.(path) === true;

/**
 * Whether a record without the member at a path is accepted as far as that member goes: `{"techniques": {"technique": null}}` is to lose `techniques`, not
 * `technique`, and an item of a list is no member.
 */
export const isRemovable = (path: string, context: MessageContext): boolean =>
  !isItem(path) && context.optional?.(path) === true && context.children?.(parent(path))?.length !== 1;

/** Whether the cells are the fields of the form of the site. */
export const isInForm = ({ context }: Pick<Site, 'context'>): boolean => context.inForm === true;

/** The one name that an item of a list may hold: the wrapper of 2.x. */
export function wrapperOf(object: string, { context }: Site): string | undefined {
  const names = isItem(object) ? (context.children?.(object) ?? []) : [];
  return names.length === 1 ? names[0] : undefined;
}
