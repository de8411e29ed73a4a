import { appliesTo, isVersionBearing } from '../rules/roster.ts';
import type { RulesToRun } from './file-rules.ts';
import { checkedRules } from '../rules/check-rule.ts';
import { interpretRules } from '../rules/interpret/rules.ts';
import { library } from '../rules/library.ts';
import { RecordRules } from '../rules/run.ts';
import type { Model } from '../model/types.ts';

/** The rules of a version's own folder that bear on what it accepts, by id, and what runs them. */
type OwnRules = { ids: string[]; run: RulesToRun | undefined };

/** A version-bearing rule asks no list and no day: its verdict never changes without a release. */
const NO_LISTS = {};

const NO_DAY = '';

/** The version-bearing rules of a version. The published ones have none. */
export function ownRules(model: Model): OwnRules {
  const rules = model.rules.filter((rule) => isVersionBearing(rule) && appliesTo(rule, model.version));
  if (rules.length === 0) return { ids: [], run: undefined };
  const checked = checkedRules(model, rules);
  const interpreted = interpretRules(checked, model, library(NO_LISTS, NO_DAY));
  return {
    ids: rules.map(({ id }) => id),
    run: { records: new RecordRules(interpreted, rules, NO_DAY), published: undefined },
  };
}
