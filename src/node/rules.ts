import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { InputError } from '../finding.ts';
import { nearest } from '../messages/nearest.ts';
import { FAMILIES, type Family, type Rule } from '../model/rules.ts';
import type { RulesModule } from '../rules/compiled.ts';
import { library } from '../rules/library.ts';
import type { Nomenclatures } from '../rules/nomenclature-names.ts';
import { RecordRules } from '../rules/run.ts';
import { appliesTo, selectRules } from '../rules/select.ts';
import { isBefore } from '../model/versions.ts';
import type { Published, RulesToRun } from '../validate/file-rules.ts';
import { under } from './paths.ts';
import { loadVersion } from './registry.ts';

/** The current rules: data, compiled form, and the lists that they ask. `version` tells their content. */
export type RuleBook = { version: string; rules: Rule[]; module: RulesModule; nomenclatures: Nomenclatures };

let book: Promise<RuleBook> | undefined;

/** The rules as the build left them in `dist/rules/`, read once. Throws an InputError where the package was not built. */
export function loadRules(): Promise<RuleBook> {
  book ??= read();
  return book;
}

async function read(): Promise<RuleBook> {
  const folder = under('dist', 'rules');
  const json = (name: string) => readFile(`${folder}/${name}.json`, 'utf8').then((text) => JSON.parse(text) as unknown);
  try {
    const data = (await json('rules')) as { version: string; rules: Rule[] };
    const nomenclatures = (await json('nomenclatures')) as Nomenclatures;
    const module = (await import(pathToFileURL(`${folder}/rules.js`).href)) as RulesModule;
    return { ...data, nomenclatures, module };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new InputError('input.not-built');
    throw error;
  }
}

/** The rules to run: those of which families, but for which ids, on which reference day (AAAA-MM-JJ). */
export type RuleChoice = { families: readonly Family[]; without: readonly string[]; today: string };

/** All rules, on a day: today where none is given, in the time zone of the machine. */
export const allRules = (today = localDay(new Date())): RuleChoice => ({ families: FAMILIES, without: [], today });

/** The first version whose files the national consolidation reads, and the one whose schema it applies. */
const HARVESTED = '2.0.1';
const PUBLISHED = '2.0.3';

/** The rules that speak of a version, as data. */
export const rulesOf = async (version: string, choice: RuleChoice): Promise<Rule[]> =>
  selectRules((await loadRules()).rules, version, choice);

/** Throws an InputError for an id, among those to leave out, that no rule has. */
export async function refuseUnknownRules({ without }: RuleChoice): Promise<void> {
  const ids = (await loadRules()).rules.map(({ id }) => id);
  for (const code of without)
    if (!ids.includes(code)) throw new InputError('input.unknown-code', { code, nearest: nearest(code, ids) });
}

/** The rules that speak of a version, ready to run; undefined when there are none. */
export async function rulesFor(version: string, choice: RuleChoice): Promise<RulesToRun | undefined> {
  const { rules, module, nomenclatures } = await loadRules();
  const chosen = await rulesOf(version, choice);
  if (chosen.length === 0) return undefined;
  const harvested = isForetold(rules, chosen, version) && !isBefore(version, HARVESTED);
  return {
    records: new RecordRules(module.compile(library(nomenclatures, choice.today)), chosen, choice.today),
    published: harvested ? await published(version) : undefined,
  };
}

/** A forecast takes every rule of family `agregateur` that speaks of the version. */
const isForetold = (rules: readonly Rule[], chosen: readonly Rule[], version: string): boolean =>
  rules.every((rule) => rule.family !== 'agregateur' || !appliesTo(rule, version) || chosen.includes(rule));

async function published(version: string): Promise<Published> {
  const checks = version === PUBLISHED ? undefined : (await loadVersion(PUBLISHED)).validators;
  return { version: PUBLISHED, checks };
}

/** The day of a date in the time zone of the machine, AAAA-MM-JJ. */
export const localDay = (date: Date): string =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    ...[date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')),
  ].join('-');
