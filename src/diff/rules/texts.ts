/** What changes of a rule without changing what it finds. */
import { canonical } from '../../../packages/base/src/json.ts';
import type { Rule } from '../../model/rules.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { ruleChange } from './change.ts';
import type { RuleKind } from './kinds.ts';

type Part = [name: string, of: (rule: Rule) => unknown];

const entryPart =
  (name: 'message' | 'deviation' | 'at') =>
  ({ on }: Rule): unknown =>
    on.map((entry) => ((entry as Record<string, unknown>)[name] ?? null) as unknown).filter((value) => value !== null);

const TEXTS: readonly Part[] = [
  ['title', ({ title }) => title],
  ['description', ({ description }) => description],
  ['remedy', ({ remedy }) => remedy],
  ['message', (rule) => [rule.message, entryPart('message')(rule)]],
  ['source', ({ source }) => source],
];

const GROUPS: readonly [kind: RuleKind, parts: readonly Part[]][] = [
  ['rule-text-changed', TEXTS],
  [
    'rule-consolidation-changed',
    [
      ['consolidation', ({ consolidation }) => consolidation],
      ['deviation', entryPart('deviation')],
    ],
  ],
  ['rule-versions-changed', [['since', ({ since }) => since], ['until', ({ until }) => until ?? null]]], // oxfmt-ignore
];

/** Changes of texts, of what the national consolidation does, and of the versions that the rule speaks of. */
export function quietChanges(previous: Rule, next: Rule): Change[] {
  return GROUPS.flatMap(([kind, parts]) => {
    const changed = parts.filter(([, of]) => canonical(of(previous)) !== canonical(of(next)));
    if (changed.length === 0) return [];
    const own = {
      parts: changed.map(([name]) => name),
      before: changed.map(([, of]) => of(previous)),
      after: changed.map(([, of]) => of(next)),
    };
    return [ruleChange(kind, next, false, own, { direction: 'none' })];
  });
}

/** Where findings stand: told alone where what is found did not change. */
export function placeChange(previous: Rule, next: Rule): Change[] {
  const [before, after] = [entryPart('at')(previous), entryPart('at')(next)];
  return canonical(before) === canonical(after)
    ? []
    : [ruleChange('rule-place-changed', next, false, { before, after }, { direction: 'none' })];
}
