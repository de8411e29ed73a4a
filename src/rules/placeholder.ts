/** Placeholders `{path}` in the messages of rules, and their values. */
import { type Step, stepsOf, valueAt, valuesAt } from './path.ts';
import type { Rule } from '../model/rules.ts';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The placeholders of a message, each once. */
export const placeholdersOf = (texts: { fr: string; en: string }): string[] => [
  ...new Set([...`${texts.fr} ${texts.en}`.matchAll(PLACEHOLDER)].map(([, path = '']) => path)),
];

/** Placeholders that are not fields: the reference day, and in rules on the whole file the pointer of the first record with the same key. */
const TODAY = 'aujourdhui';
const FIRST = 'premier';
export const SPECIAL: readonly string[] = [TODAY, FIRST];

/** The origin of a placeholder and the path from there. Without a variable, the origin is the item, or the record where there is no item. */
export function originOf(placeholder: string, hasItem: boolean): { from: 'record' | 'item'; path: string } {
  const [first = '', ...rest] = placeholder.split('.');
  if (first === 'marche' || first === 'concession') return { from: 'record', path: rest.join('.') };
  if (first === 'item') return { from: 'item', path: rest.join('.') };
  return { from: hasItem ? 'item' : 'record', path: placeholder };
}

/**
 * A placeholder of one entry: the reference day, or the path of its value. `member`: where that path begins from the record, the member that it begins
 * with; otherwise it begins from the item. `many`: it stands for all values at a path through lists.
 */
export type Placeholder = {
  name: string;
  isToday: boolean;
  member: string | undefined;
  steps: readonly Step[];
  many: boolean;
};

/** Whether an entry finds faults in the items of a list. */
export function goesThroughItems(rule: Rule, index: number): boolean {
  const entry = rule.on[index];
  return entry !== undefined && entry.scope !== 'fichier' && entry.each !== undefined;
}

/** The placeholders of the message of an entry: its own, or that of its rule. */
export function placeholdersOfEntry(rule: Rule, index: number): Placeholder[] {
  const hasItem = goesThroughItems(rule, index);
  return placeholdersOf(rule.on[index]?.message ?? rule.message).flatMap((name): Placeholder[] => {
    if (name === FIRST) return [];
    if (name === TODAY) return [{ name, isToday: true, member: undefined, steps: [], many: false }];
    const { from, path } = originOf(name, hasItem);
    const steps = path === '' ? [] : stepsOf(path);
    const member = from === 'record' ? steps[0]?.name : undefined;
    return [{ name, isToday: false, member, steps, many: path.includes('[]') }];
  });
}

/** Gives the value of a member of a record, undefined where it has none of this name. */
export type ValueOf = (name: string) => unknown;

/** An entry of a rule, or a key, with the placeholders of its message; `index` is that of the entry in the rule. */
export type Saying = { rule: Rule; index: number; placeholders: readonly Placeholder[] };

/** The values of the placeholders of a message. `entry` is the index of the entry where it has a message of its own. */
export function paramsOf(
  { rule, index, placeholders }: Saying,
  valueOf: ValueOf,
  item: unknown,
  today: string,
): Record<string, unknown> {
  const params: Record<string, unknown> = rule.on[index]?.message ? { entry: index } : {};
  for (const placeholder of placeholders) {
    const value = placeholder.isToday ? today : valueOfPlaceholder(placeholder, valueOf, item);
    if (value !== undefined) params[placeholder.name] = value;
  }
  return params;
}

function valueOfPlaceholder({ steps, many, member }: Placeholder, valueOf: ValueOf, item: unknown): unknown {
  if (member !== undefined && steps.length === 1 && !many) return valueOf(member);
  const owner = member === undefined ? item : { [member]: valueOf(member) };
  return many ? valuesAt(owner, steps) : valueAt(owner, steps);
}

/** The same for a rule on the whole file; `premier` is the pointer of the first record with the same key. */
export const paramsOfKey = (key: Saying, valueOf: ValueOf, premier: string): Record<string, unknown> => ({
  ...paramsOf(key, valueOf, undefined, ''),
  [FIRST]: premier,
});
