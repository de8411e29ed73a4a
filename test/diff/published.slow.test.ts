/** Diffs of published versions, as facts/versions.md tells them. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '../../packages/base/src/json.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { judgesOf } from '../../packages/schema-diff/src/judge.ts';
import type { Change, Diff, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { diffModels } from '../../src/diff/diff-models.ts';
import type { Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { misplaced } from '../schema-diff/at-its-place.ts';
import { FIRST, readJsonFile } from '../support/engine.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

const TRANSITIONS = [
  ['1.4.0', '1.5.0', 'incomparable'],
  ['2.0.0', '2.0.1', 'incomparable'],
  ['2.0.1', '2.0.2', 'incomparable'],
  ['2.0.2', '2.0.3', 'narrowed'],
  ['2.0.3', FIRST, 'incomparable'],
] as const;

const examplesOf = (version: string): unknown[] =>
  readdirSync(`${EXAMPLES}${version}/valid`)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
    .map((name) => readJsonFile(`${UNFOLDED}${version}/valid/${name}`));

const isOfSchema = ({ kind, direction }: Change): boolean => direction !== 'none' && !kind.startsWith('rule-');

describe.each(TRANSITIONS)('%s to %s', (before, after, relation) => {
  let models: [Model, Model];
  let changes: Change[];
  let diff: Diff;

  beforeAll(async () => {
    const [previous, next] = await Promise.all([loadVersion(before), loadVersion(after)]);
    models = [previous.model, next.model];
    diff = diffModels(...models, { examples: [...examplesOf(before), ...examplesOf(after)] });
    changes = diff.changes.filter(isOfSchema);
  });

  test('is what the facts say: these changes, nothing else', async () => {
    const lines = changes.map(({ kind, path, field, direction, params, fingerprint }) => {
      return [kind, path, `(${field ?? 'no field'})`, direction, JSON.stringify(params), fingerprint].join(' ');
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${before}--${after}.txt`);
    expect([diff.relation, diff.bump]).toEqual([relation, 'major']);
  });

  test('shows each change by a file that Ajv accepts on one side and refuses on the other', () => {
    const judges = judgesOf(models[0].schema, models[1].schema);
    const sides = { narrowed: ['previous'], widened: ['next'], both: ['previous', 'next'], none: [], unknown: [] };
    for (const { direction, witnesses } of changes) {
      expect(witnesses.map(({ accepted }) => accepted)).toEqual(sides[direction]);
      for (const { accepted, instance } of witnesses) {
        expect([judges.previous(instance), judges.next(instance)]).toEqual([accepted === 'previous', accepted === 'next']);
      }
    }
  });

  test('shows what is refused where the change says, and because of it', () => {
    const [previous, next] = models.map(({ schema }) => schema as JsonSchema) as [JsonSchema, JsonSchema];
    expect(misplaced({ previous, next }, changes).map(({ kind, path }) => `${kind} ${path}`)).toEqual([]);
  });

  test('has fingerprints of its own for each change', () => {
    expect(new Set(changes.map(({ fingerprint }) => fingerprint)).size).toBe(changes.length);
  });
});

/** The topmost places where two values differ. */
function differences(a: unknown, b: unknown, at = ''): string[] {
  if (canonical(a) === canonical(b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return [at];
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.flatMap((name) => {
    const both = Object.hasOwn(left, name) && Object.hasOwn(right, name);
    return both ? differences(left[name], right[name], `${at}/${name}`) : [`${at}/${name}`];
  });
}

test('a witness is an example that both versions accept, or one, changed at one place only', async () => {
  const [previous, next] = await Promise.all([loadVersion('2.0.1'), loadVersion('2.0.2')]);
  const examples = [...examplesOf('2.0.1'), ...examplesOf('2.0.2')];
  const { changes } = diffModels(previous.model, next.model, { examples });
  const witnesses = changes.filter(isOfSchema).flatMap((change) => change.witnesses);
  expect(witnesses).toHaveLength(7);
  const fewest = witnesses.map(({ instance }) => Math.min(...examples.map((example) => differences(example, instance).length)));
  expect(Math.max(...fewest)).toBe(1);
  expect(witnesses.filter(({ instance, at, fragment }) => canonical(valueAt(instance, at)) !== canonical(fragment))).toEqual([]);
});
