/** Every change between neighbouring versions that `decp diff` finds is answered by the step, or follows from the names of fields. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diffModels } from '../../src/diff/diff-models.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readJsonFile, VERSIONS } from '../support/engine.ts';
import { independentJudge } from '../support/independent-judge.ts';
import { migratorOf, recordsIn } from '../support/migrated.ts';
import { NIGHT } from '../support/tier.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

const examplesOf = (version: string): unknown[] =>
  readdirSync(`${EXAMPLES}${version}/valid`)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
    .map((name) => readJsonFile(`${UNFOLDED}${version}/valid/${name}`));

const NEIGHBOURS = VERSIONS.slice(1).map((newer, i) => [VERSIONS[i] ?? '', newer] as const);
/** Back at night only: by day, random records in `migrate-record.law.test.ts` go back as well. */
const BOTH_WAYS = NEIGHBOURS.flatMap(([older, newer]): (readonly [string, string])[] =>
  older === '1.5.0' || !NIGHT
    ? [[older, newer]]
    : [
        [older, newer],
        [newer, older],
      ],
);

/** The root of a file, which a record does not have: `marches` and its lists, `version`. */
const isOfRoot = (instance: unknown): boolean => {
  try {
    return recordsIn(instance).length === 0;
  } catch {
    return true;
  }
};

describe.each(BOTH_WAYS)('%s → %s', (from, to) => {
  test('what the one accepts and the other refuses is migrated into what that accepts, or said in a finding', async () => {
    const [previous, next] = await Promise.all([loadVersion(from), loadVersion(to)]);
    const { changes } = diffModels(previous.model, next.model, { examples: [...examplesOf(from), ...examplesOf(to)] });
    const { migrate } = await migratorOf(from, to);
    const refusedBy = independentJudge(next.model);
    const silent: string[] = [];
    let tried = 0;
    for (const { kind, path, witnesses } of changes)
      for (const { accepted, instance } of witnesses) {
        if (accepted !== 'previous' || kind.startsWith('rule-') || isOfRoot(instance)) continue;
        tried++;
        for (const one of recordsIn(instance)) {
          const { record, judged } = migrate(one.kind, one.record);
          const isSaid = judged.some(({ severity }) => severity === undefined);
          const isRefused = refusedBy[one.kind](record).length > 0;
          if (isRefused !== isSaid) silent.push(`${kind} ${path}`);
          // What no entry answers shows as a mere fault of the schema: only bounds and forms of values may.
          const unanswered = judged.filter(({ code }) => code === 'schema.required' || code === 'schema.additionalProperties');
          if (unanswered.length > 0)
            silent.push(
              `${kind} ${path}: ${unanswered.map((found) => `${found.code} ${found.path} ${JSON.stringify(found.params['property'])}`).join()}`,
            );
        }
      }
    expect(silent).toEqual([]);
    // From 1.3.0 on a version that only widens has no such witness.
    if (!['1.3.0', '2.1.0', 'next', '1.5.0'].includes(from) && from < to) expect(tried).toBeGreaterThan(0);
  });
});
