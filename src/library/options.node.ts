import { DAY, VERSION } from './checks.ts';
import { FLAG, LANG, type Options, refuseOptions } from '../../packages/base/src/options.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { inForceOf } from '../model/releases.ts';
import { versionIndex } from '../validate/registry.node.ts';
import { allRules, rulesFor, type RuleChoice } from '../validate/load-rules.node.ts';
import type { ValidateOptions } from './types.ts';

const OPTIONS: Options = { version: VERSION, lang: LANG, rules: FLAG, date: DAY };

/** Throws a TypeError, or a RangeError, for options of a check that are none. */
export const refuseWrong = (call: string, options: unknown): void => refuseOptions(call, options, OPTIONS);

/** The rules asked for; undefined for none. */
export const chosenRules = ({ rules = true, date }: ValidateOptions): RuleChoice | undefined =>
  rules ? allRules(date) : undefined;

/** Programs check record after record in the same way: the rules of the last call are kept. They keep nothing of a record. */
let last: { asked: string; rules: Promise<RulesToRun | undefined> } | undefined;

/** The same, ready to run for a version. */
export function rulesToRun(version: string, options: ValidateOptions): Promise<RulesToRun | undefined> {
  const choice = chosenRules(options);
  if (!choice) return Promise.resolve(undefined);
  const asked = `${version} ${choice.today}`;
  if (last?.asked !== asked) last = { asked, rules: rulesFor(version, choice) };
  return last.rules;
}

/** The version in force. */
export const inForce = async (): Promise<string> => inForceOf(await versionIndex());
