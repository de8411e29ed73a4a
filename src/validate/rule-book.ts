import { FAMILIES, type Family, type Rule } from '../model/rules.ts';
import { isBefore } from '../model/releases.ts';
import type { RulesModule } from '../rules/compiled.ts';
import type { Nomenclatures } from '../rules/nomenclature-names.ts';
import { appliesTo, selectRules } from '../rules/roster.ts';
import type { Published, RulesToRun } from './file-rules.ts';
import type { Version } from './types.ts';

/** The rules for data of a version: data, compiled form, and the nomenclatures that they use. `version` identifies their content. */
export type RuleBook = { version: string; rules: Rule[]; module: RulesModule; nomenclatures: Nomenclatures };

/** The folder in `dist/` of the rules for a version, in its names; those of `next` are at the top. */
export const bookFolder = (version: string): string => (version === 'next' ? 'rules' : `rules/${version}`);

/** The rules to run: those of `families` except the ids of `without`, with the reference day `today` (AAAA-MM-JJ). */
export type RuleChoice = { families: readonly Family[]; without: readonly string[]; today: string };

/** All rules, with a reference day: by default today in the time zone of the machine. */
export const allRules = (today: string = localDay(new Date())): RuleChoice => ({ families: FAMILIES, without: [], today });

/** The day of a date in the time zone of the machine, AAAA-MM-JJ. */
export const localDay = (date: Date): string =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    ...[date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')),
  ].join('-');

/** The first version whose files the national consolidation reads. */
const HARVESTED = '2.0.1';

/** Rules of which a part is loaded only when a record must be judged in JavaScript, after awaiting `ready`. */
export type RulesOnCall = RulesToRun & { ready(): Promise<void> };

/** `inForce`: the version whose schema the national consolidation applies; `load` gives any version with its validators. */
export type Versions = { inForce: string; load: (version: string) => Promise<Version> };

/** The rules of the book that apply to a version; undefined where there are none. */
export async function rulesOnCall(
  { rules, module, nomenclatures }: RuleBook,
  version: string,
  choice: RuleChoice,
  { inForce, load }: Versions,
): Promise<RulesOnCall | undefined> {
  const chosen = selectRules(rules, version, choice);
  if (chosen.length === 0) return undefined;
  const [{ library }, { RecordRules }] = await Promise.all([import('../rules/library.ts'), import('../rules/run.ts')]);
  const harvested = isForetold(rules, chosen, version) && !isBefore(version, HARVESTED);
  const records = new RecordRules(module.compile(library(nomenclatures, choice.today)), chosen, choice.today);
  const published: Published | undefined = harvested ? { version: inForce, checks: undefined } : undefined;
  return {
    records,
    published,
    async ready() {
      if (!published) return;
      if (version !== inForce) published.checks = (await load(inForce)).validators;
      published.consolidated = (await import('./consolidated.ts')).CONSOLIDATED;
    },
  };
}

/** A forecast needs every rule of the family `agregateur` that applies to the version. */
const isForetold = (rules: readonly Rule[], chosen: readonly Rule[], version: string): boolean =>
  rules.every((rule) => rule.family !== 'agregateur' || !appliesTo(rule, version) || chosen.includes(rule));
