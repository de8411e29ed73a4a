import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import type { CompiledKind, CompiledRules } from '../../src/rules/compiled.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { interpretRules } from '../../src/rules/interpret/rules.ts';
import { library } from '../../src/rules/library.ts';
import { Random } from '../fidelity/random.ts';
import { SEED } from '../fidelity/settings.ts';
import { exampleRecords } from './base-records.ts';
import { Kitchen, recipe } from './random-record.ts';
import { TODAY } from './values.ts';
import { draws } from '../support/tier.ts';
import { GOLDEN } from '../support/engine.ts';

let compiled: CompiledRules;
let interpreted: CompiledRules;
beforeAll(async () => {
  const { module, nomenclatures, rules } = await loadRules(GOLDEN);
  const { model } = await loadVersion(GOLDEN);
  const functions = library(nomenclatures, TODAY);
  compiled = module.compile(functions);
  const checked = rules.map((rule) => checkRule(rule, model)).filter((rule): rule is CheckedRule => !Array.isArray(rule));
  expect(checked).toHaveLength(rules.length);
  interpreted = interpretRules(checked, model, functions);
});

/** All that rules made ready in one way or the other say of a record: what the gate marks, each call back, each key. */
function said({ fields, view, gate, judges, entries, keys }: CompiledKind, record: object): unknown {
  const bad = new Uint8Array(fields.length);
  const seen = view(record);
  const worst = gate(seen, bad);
  const runs = (wanted: number[]) => wanted.every((field) => bad[field] === 0);
  const on = new Uint8Array(entries.length);
  for (const { place, fields: read, deviates } of entries) on[place] = runs(read) ? (deviates ? 2 : 1) : 0;
  const broken: string[] = [];
  const national = new Set<number>();
  for (const judge of judges)
    judge(
      seen,
      on,
      (place, pointer, item) => broken.push(`${place} ${pointer} ${JSON.stringify(item)}`),
      (place) => national.add(place),
    );
  const values = keys.map(({ key, fields: read }) => (runs(read) ? key?.(seen) : null));
  return { bad: [...bad], worst, broken: broken.sort(), national: [...national].sort((a, b) => a - b), values };
}

describe.each(['marche', 'concession'] as const)('rules that are interpreted are those that are compiled (%s)', (scope) => {
  test('they have the same entries, fields and keys', () => {
    const facts = ({ fields, lists, entries, keys }: CompiledKind) => ({
      fields,
      lists,
      // Interpreted rules run one by one, compiled ones some at a time.
      entries: entries.map(({ judge: _, ...rest }) => rest),
      keys: keys.map(({ key, ...rest }) => ({ ...rest, whole: key === undefined })),
    });
    expect(facts(interpreted[scope])).toEqual(facts(compiled[scope]));
  });

  test('they say the same of each record of the examples', () => {
    for (const { name, record } of exampleRecords(scope))
      expect(said(interpreted[scope], record), name).toEqual(said(compiled[scope], record));
  });

  test('they say the same of random records, whatever is wrong with them', async () => {
    const { validators } = await loadVersion(GOLDEN);
    const kitchen = new Kitchen(scope, validators[scope === 'marche' ? 'marche' : 'contrat-concession']);
    const numRuns = draws(1000, 5000);
    let refused = 0;
    fc.assert(
      fc.property(recipe, (written) => {
        const { record, valid } = kitchen.make(written);
        if (!valid) refused++;
        expect(said(interpreted[scope], record)).toEqual(said(compiled[scope], record));
      }),
      { numRuns, seed: new Random('interpreted', scope, SEED).next() | 0 },
    );
    expect(refused).toBeGreaterThan(numRuns / 100);
  });
});
