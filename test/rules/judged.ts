/** What the run of the rules makes of the compiled entries: all hits of a record, what it could not evaluate, the forecast. */
import type { RecordScope } from '../../src/model/rules.ts';
import type { RecordRules } from '../../src/rules/run.ts';
import type { SchemaError } from '../../src/validate/types.ts';
import type { Reference } from './reference.ts';
import { RULES } from './rule-texts.ts';
import type { Verdicts } from './compare.ts';

const consolidation = new Map(RULES.map((rule) => [rule.id, rule.consolidation]));

/** Where the schema finds fault with a record. */
export const faultsOf = (errors: readonly SchemaError[]): string[] =>
  errors.map(({ instancePath, params }) => {
    const name = params['missingProperty'] ?? params['additionalProperty'];
    return typeof name === 'string' ? `${instancePath}/${name}` : instancePath;
  });

/** How the run of all rules on a record differs from the reference. Where the schema finds fault, some rules are not evaluated. */
export function runDifference(
  rules: RecordRules,
  scope: RecordScope,
  reference: Reference,
  record: unknown,
  verdicts: Verdicts,
  faults: readonly string[],
): string | undefined {
  const { hits, notEvaluated, national } = rules.judge(scope, record, faults);
  if (faults.length === 0 && notEvaluated.length > 0) return `${notEvaluated[0]!.id} was not evaluated`;
  const left = new Set(notEvaluated.map(({ id }) => id));
  const expected: string[] = [];
  const dropped = new Set<string>();
  for (const [i, verdict] of verdicts.entries()) {
    const { id } = reference.entries[i]!;
    if (!verdict || left.has(id)) continue;
    expected.push(...verdict.broken.map((pointer) => `${id} ${pointer}`));
    if (consolidation.get(id) !== 'none' && (verdict.national ?? verdict.broken.length > 0)) dropped.add(id);
  }
  const found = hits.filter(({ rule }) => !left.has(rule.id)).map(({ rule, pointer }) => `${rule.id} ${pointer}`);
  if (found.join() !== expected.join()) return `the run found [${found.join()}], the reference [${expected.join()}]`;
  const forecast = [...new Set(national.map(({ id }) => id).filter((id) => !left.has(id)))];
  return forecast.join() === [...dropped].join()
    ? undefined
    : `national ${forecast.join()}, the reference ${[...dropped].join()}`;
}
