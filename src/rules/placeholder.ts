/** Placeholders `{path}` in the messages of rules, and their values. */
import { valuesAt } from './path.ts';
import type { Rule } from '../model/rules.ts';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The placeholders of a message, each once. */
export const placeholdersOf = (texts: { fr: string; en: string }): string[] => [
  ...new Set([...`${texts.fr} ${texts.en}`.matchAll(PLACEHOLDER)].map(([, path = '']) => path)),
];

/** Placeholders that are not fields: the reference day, and in rules on the whole file the pointer of the first record with the same key. */
export const SPECIAL: readonly string[] = ['aujourdhui', 'premier'];

/** The origin of a placeholder and the path from there. Without a variable, the origin is the item, or the record where there is no item. */
export function originOf(placeholder: string, hasItem: boolean): { from: 'record' | 'item'; path: string } {
  const [first = '', ...rest] = placeholder.split('.');
  if (first === 'marche' || first === 'concession') return { from: 'record', path: rest.join('.') };
  if (first === 'item') return { from: 'item', path: rest.join('.') };
  return { from: hasItem ? 'item' : 'record', path: placeholder };
}

/** The value of a placeholder; a list of values where its path has `[]`. */
function valueOfPlaceholder(placeholder: string, record: unknown, item: unknown): unknown {
  const { from, path } = originOf(placeholder, item !== undefined);
  const found = valuesAt(from === 'record' ? record : item, path);
  return path.includes('[]') ? found : found[0];
}

/** The placeholders of the message of an entry: its own, or that of its rule. */
export const placeholdersOfEntry = (rule: Rule, index: number): string[] =>
  placeholdersOf(rule.on[index]?.message ?? rule.message);

/** The values of the placeholders of a message. `entry` is the index of the entry where it has a message of its own. */
export function paramsOf(
  { rule, index, placeholders }: { rule: Rule; index: number; placeholders: readonly string[] },
  record: unknown,
  item: unknown,
  today: string,
): Record<string, unknown> {
  const params: Record<string, unknown> = rule.on[index]?.message ? { entry: index } : {};
  for (const placeholder of placeholders) {
    const value = placeholder === 'aujourdhui' ? today : valueOfPlaceholder(placeholder, record, item);
    if (value !== undefined) params[placeholder] = value;
  }
  return params;
}

/** The same for a rule on the whole file; `premier` is the pointer of the first record with the same key. */
export function paramsOfKey(
  { rule, index }: { rule: Rule; index: number },
  record: unknown,
  premier: string,
): Record<string, unknown> {
  const placeholders = placeholdersOfEntry(rule, index).filter((name) => !SPECIAL.includes(name));
  return { ...paramsOf({ rule, index, placeholders }, record, undefined, ''), premier };
}
