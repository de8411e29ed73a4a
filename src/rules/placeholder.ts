/** `{path}` in the messages of rules: where the value comes from. */
import { valuesAt } from './path.ts';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The paths between braces in a message, each once. */
export const placeholdersOf = (texts: { fr: string; en: string }): string[] => [
  ...new Set([...`${texts.fr} ${texts.en}`.matchAll(PLACEHOLDER)].map(([, path = '']) => path)),
];

/** Not fields: the reference day, and in rules on the file the place of the first record of its kind. */
export const SPECIAL: readonly string[] = ['aujourdhui', 'premier'];

/** Where a placeholder starts from, and the path from there. A path without a variable starts from the item, or the record where there is none. */
export function originOf(placeholder: string, hasItem: boolean): { from: 'record' | 'item'; path: string } {
  const [first = '', ...rest] = placeholder.split('.');
  if (first === 'marche' || first === 'concession') return { from: 'record', path: rest.join('.') };
  if (first === 'item') return { from: 'item', path: rest.join('.') };
  return { from: hasItem ? 'item' : 'record', path: placeholder };
}

/** The value that a placeholder stands for; a list of values where its path goes through a list. */
export function valueOfPlaceholder(placeholder: string, record: unknown, item: unknown): unknown {
  const { from, path } = originOf(placeholder, item !== undefined);
  const found = valuesAt(from === 'record' ? record : item, path);
  return path.includes('[]') ? found : found[0];
}
