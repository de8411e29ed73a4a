/** Models whose rules differ by one planted edit, and another hand to judge what is said of them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { RecordEntry, Rule } from '../../src/model/rules.ts';
import type { Model } from '../../src/model/types.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import type { RulesModule } from '../../src/rules/compiled.ts';
import { emitModule } from '../../src/rules/emit/module.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { compareRules } from '../../src/diff/rules/compare.ts';
import type { Change, Witness } from '../../packages/schema-diff/src/types.ts';
import { GOLDEN, judge } from '../support/engine.ts';
import { EXAMPLES as FOLDER } from '../support/unfolded.ts';

const TODAY = '2026-01-01';

/** The valid examples of a frozen version, whole files. */
export const EXAMPLES: readonly unknown[] = readdirSync(`${FOLDER}${GOLDEN}/valid`)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
  .map((name) => JSON.parse(readFileSync(`${FOLDER}${GOLDEN}/valid/${name}`, 'utf8')) as unknown);

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** That version with these rules and no other. */
const withRules = (model: Model, ...rules: Rule[]): Model => ({ ...model, rules });

export async function openBench() {
  const version = await loadVersion(GOLDEN);
  const { nomenclatures } = await loadRules(GOLDEN);
  const { model } = version;
  const compare = (previous: readonly Rule[], next: readonly Rule[]): Change[] =>
    compareRules(withRules(model, ...previous), withRules(model, ...next), { examples: EXAMPLES, nomenclatures, today: TODAY });
  const isSound = (rule: Rule): boolean => !Array.isArray(checkRule(rule, model));
  return { version, model, rules: model.rules, nomenclatures, compare, isSound };
}

/** Rules compiled to JavaScript, as the build does, with what tells whether a whole file breaks one of them. */
export async function compiledJudge({ version, nomenclatures }: Bench, rules: readonly Rule[]) {
  const checked = rules.map((rule) => checkRule(rule, version.model) as CheckedRule);
  const source = emitModule(checked, version.model);
  const { compile } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as RulesModule;
  const records = new RecordRules(compile(library(nomenclatures, TODAY)), rules, TODAY);
  return (file: unknown) => {
    const { findings, schemaVerdict } = judge(JSON.stringify(file), version, { records, published: undefined });
    return { valid: schemaVerdict === true, found: findings.filter(({ code }) => rules.some(({ id }) => id === code)) };
  };
}

/** What is wrong with a witness, by the compiled rules and the compiled schema; undefined where nothing is. */
export async function witnessFault(
  bench: Bench,
  witness: Witness,
  sides: { previous: Rule[]; next: Rule[] },
): Promise<string | undefined> {
  const refusing = witness.accepted === 'previous' ? 'next' : 'previous';
  const verdicts = { previous: await compiledJudge(bench, sides.previous), next: await compiledJudge(bench, sides.next) };
  const [here, there] = [verdicts[witness.accepted](witness.instance), verdicts[refusing](witness.instance)];
  if (!here.valid || !there.valid) return 'the schema refuses the file';
  if (here.found.length > 0) return 'the accepting side finds a fault';
  if (there.found.length === 0) return 'the refusing side finds none';
  if (!there.found.some(({ path }) => path === witness.at))
    return `the fault stands at ${there.found[0]?.path ?? ''}, not ${witness.at}`;
  if (JSON.stringify(valueAt(witness.instance, witness.at)) !== JSON.stringify(witness.fragment)) return 'the fragment is not what stands there'; // oxfmt-ignore
  return undefined;
}

export type Entry = { rule: Rule; index: number; entry: RecordEntry };

export const recordEntries = (rules: readonly Rule[]): Entry[] =>
  rules.flatMap((rule) => rule.on.flatMap((entry, index) => (entry.scope === 'fichier' ? [] : [{ rule, index, entry }])));

/** The rule with one entry changed. */
export const withEntry = (rule: Rule, index: number, change: Partial<RecordEntry>): Rule => ({
  ...rule,
  on: rule.on.with(index, { ...(rule.on[index] as RecordEntry), ...change }),
});

/** As if it bore on the version: what the comparison says of its expressions is then put to the proof. */
export const bearing = (rule: Rule): Rule => ({ ...rule, severity: 'error', family: 'reglementaire' });
