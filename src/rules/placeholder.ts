/** `{path}` in the messages of rules: where the value comes from. */
import { valuesAt } from './path.ts';
import type { Rule } from '../model/rules.ts';

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
function valueOfPlaceholder(placeholder: string, record: unknown, item: unknown): unknown {
  const { from, path } = originOf(placeholder, item !== undefined);
  const found = valuesAt(from === 'record' ? record : item, path);
  return path.includes('[]') ? found : found[0];
}

/** The placeholders of the message of an entry: its own, or that of its rule. */
export const placeholdersOfEntry = (rule: Rule, index: number): string[] =>
  placeholdersOf(rule.on[index]?.message ?? rule.message);

/** The values that the message of a finding names. `entry` tells which message, where the entries of the rule have messages of their own. */
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

/** The values that the message of a rule on the whole file names: those of the record, and where the first one like it stands. */
export function paramsOfKey(
  { rule, index }: { rule: Rule; index: number },
  record: unknown,
  premier: string,
): Record<string, unknown> {
  const placeholders = placeholdersOfEntry(rule, index).filter((name) => !SPECIAL.includes(name));
  return { ...paramsOf({ rule, index, placeholders }, record, undefined, ''), premier };
}
