/** Our own compiler on the kit: it takes the rules from `rules.json` and the model, not from what the build compiled. */
import type { Model } from '../../../src/model/types.ts';
import type { RecordScope, Rule } from '../../../src/model/rules.ts';
import { checkRule } from '../../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import type { RulesModule } from '../../../src/rules/compiled.ts';
import { emitModule } from '../../../src/rules/emit/module.ts';
import { library } from '../../../src/rules/library.ts';
import type { Nomenclatures } from '../../../src/rules/nomenclature-names.ts';
import { RecordRules } from '../../../src/rules/run.ts';
import { UniqueFold } from '../../../src/validate/file-rules.ts';
import { faultsOf, type Finding, type Implementation, type KitCase, type KitRule, recordsOf, type Skipped } from './kit.ts';

const SCOPES: Record<KitCase['kind'], RecordScope> = { marche: 'marche', 'contrat-concession': 'concession' };

/** An entry as a rule of its own. What vendors are reported of it is no part of the rule. */
function entryOf({ on, ...rule }: KitRule, index: number): Rule {
  const { reads: _reads, quadratic: _quadratic, ...entry } = on[index]!;
  return { ...rule, id: `${rule.id}/${index}`, on: [entry] } as unknown as Rule;
}

function checked(rule: Rule, model: Model): CheckedRule {
  const result = checkRule(rule, model);
  if (Array.isArray(result)) throw new Error(`${rule.id}: ${result.map(({ texts }) => texts.en).join('; ')}`);
  return result;
}

/** An implementation of these rules on a day. Throws for a rule that does not hold with the model. */
export async function ours(
  kit: readonly KitRule[],
  model: Model,
  nomenclatures: Nomenclatures,
  day: string,
): Promise<Implementation> {
  const lone = kit.flatMap((rule) => rule.on.map((_, index) => checked(entryOf(rule, index), model)));
  const source = Buffer.from(emitModule(lone, model)).toString('base64');
  const { compile } = (await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)) as RulesModule;
  const compiled = compile(library(nomenclatures, day));
  const records = new Map(lone.map(({ rule }) => [rule.id, new RecordRules(compiled, [rule], day)]));
  return (rule, each) => {
    const verdicts = rule.on.flatMap(({ scope, kind }, index) => {
      const entry = { index, severity: rule.severity, run: records.get(`${rule.id}/${index}`)! };
      if (scope === SCOPES[each.kind]) return [ofRecord(entry, each)];
      return scope === 'fichier' && kind === SCOPES[each.kind] ? [ofList(entry, each)] : [];
    });
    return { found: verdicts.flatMap(({ found }) => found), skipped: verdicts.flatMap(({ skipped }) => skipped) };
  };
}

type Lone = { index: number; severity: string; run: RecordRules };
type Verdict = { found: Finding[]; skipped: Skipped[] };

function ofRecord({ index: entry, severity, run }: Lone, each: KitCase): Verdict {
  const { hits, notEvaluated } = run.judge(SCOPES[each.kind], each.record, faultsOf(each, 0));
  return { found: hits.map(({ pointer: path }) => ({ entry, severity, path })), skipped: notEvaluated.map(() => ({ entry })) };
}

function ofList({ index: entry, severity, run }: Lone, each: KitCase): Verdict {
  const verdict: Verdict = { found: [], skipped: [] };
  const fold = new UniqueFold();
  for (const [record, value] of recordsOf(each).entries()) {
    const [key] = run.judge(SCOPES[each.kind], value, faultsOf(each, record)).keys;
    const first = key && fold.seen(key.values ?? value, record)?.first;
    if (!key) verdict.skipped.push({ entry, record });
    else if (first !== undefined) verdict.found.push({ entry, severity, record, path: '', first });
  }
  return verdict;
}
