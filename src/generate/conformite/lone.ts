import type { CheckedRule } from '../../rules/checked-rule.ts';

/** Each entry of the rules as a rule of its own: an entry may be judged where another of the same rule is not. */
export const loneRules = (rules: readonly CheckedRule[]): CheckedRule[] => rules.flatMap(entriesOf);

/** The entries of one rule, each as a rule whose id ends with the place of the entry. */
export const entriesOf = ({ rule, entries, fileEntries, calls }: CheckedRule): CheckedRule[] =>
  rule.on.map((_, index) => ({
    rule: { ...rule, id: `${rule.id}${MARK}${index}`, consolidation: 'none' },
    entries: entries.filter((entry) => entry.index === index),
    fileEntries: fileEntries.filter((entry) => entry.index === index),
    calls,
  }));

const MARK = '/on/';

/** The place of the entry that was made a rule. */
export const entryOf = ({ id }: { id: string }): number => Number(id.slice(id.lastIndexOf(MARK) + MARK.length));
