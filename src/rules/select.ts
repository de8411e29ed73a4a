import type { Family, Rule, RuleFacts } from '../model/rules.ts';
import { isBefore } from '../model/versions.ts';

/** Whether a rule speaks of data of this version. */
export const appliesTo = ({ since, until }: Pick<Rule, 'since' | 'until'>, version: string): boolean =>
  !isBefore(version, since) && (until === undefined || !isBefore(until, version));

/** The rules of some families, but for some ids, that speak of this version. */
export const selectRules = <R extends RuleFacts>(
  rules: readonly R[],
  version: string,
  { families, without }: { families: readonly Family[]; without: readonly string[] },
): R[] => rules.filter((rule) => families.includes(rule.family) && !without.includes(rule.id) && appliesTo(rule, version));

/** Whether a change of the rule is a change of what the version accepts: a text says so, and what breaks it is an error. */
export const isVersionBearing = ({ family, severity }: Rule): boolean => family === 'reglementaire' && severity === 'error';
