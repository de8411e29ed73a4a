import type { Rule } from '../model/rules.ts';
import { placeholdersOf, SPECIAL, valueOfPlaceholder } from './placeholder.ts';

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
