import { canonical } from '../../../packages/base/src/json.ts';
import type { Model } from '../../model/types.ts';
import type { PullRequest } from './types.ts';

/** The rules that only one of two versions has, and those that read otherwise. */
export function ruleChanges({ rules: before }: Model, { rules: after }: Model): PullRequest['rules'] {
  const known = new Map(before.map((rule) => [rule.id, canonical(rule)]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !known.has(id)),
    removed: before.filter(({ id }) => !kept.has(id)),
    changed: after.filter((rule) => known.has(rule.id) && known.get(rule.id) !== canonical(rule)),
  };
}
