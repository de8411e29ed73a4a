import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import { type Measure, valuesThatShow } from '../../src/governance/mutation/bounds.ts';
import { mutantsOf } from '../../src/governance/mutation/enumerate.ts';
import { unfold } from '../../src/governance/mutation/operator.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import type { Schema } from '../../src/model/types.ts';
import { modelOf } from './support.ts';
import { GOLDEN } from '../support/engine.ts';

const { schema } = await modelOf(GOLDEN);
const unfolded = unfold(schema);
const nodeAt = (pointer: string) => valueAt(unfolded, pointer) as Schema | undefined;

const INSTANCE: Record<Measure, (n: number) => unknown> = {
  value: (n) => n,
  characters: (n) => 'x'.repeat(n),
  items: (n) => Array.from({ length: n }, (_, i) => i),
};

const ajv = new Ajv2020({ strict: false });
const takes = (keyword: string, limit: unknown, instance: unknown) =>
  ajv.validate(limit === undefined ? {} : { [keyword]: limit }, instance);

test('each value that the remedy of a bound names is one that the schema and the mutant judge otherwise, as it is said', () => {
  const bounds = mutantsOf(schema).filter(({ operator: { name } }) => /^(?:drop|lower|raise)-(?:min|max)/.test(name));
  expect(bounds.length).toBeGreaterThan(100);
  for (const mutant of bounds) {
    const keyword = mutant.operator.name.replace(/^\w+-/, '');
    const shown = valuesThatShow([mutant], nodeAt);
    const values = [...(shown?.valid ?? []), ...(shown?.invalid ?? [])];
    expect([mutant.id, values.length]).toEqual([mutant.id, 1]);
    const instance = INSTANCE[shown?.measure ?? 'value'](values[0] ?? NaN);
    const judged = [nodeAt(mutant.pointer)?.[keyword], mutant.node[keyword]].map((limit) => takes(keyword, limit, instance));
    expect([mutant.id, ...judged]).toEqual([mutant.id, ...(shown?.valid.length === 1 ? [true, false] : [false, true])]);
  }
});

test('the remedy names the values to write, and nothing where no bound is meant', () => {
  const node: Schema = {
    type: 'object',
    properties: { taux: { type: 'number', minimum: 0 }, objet: { type: 'string', maxLength: 256 } },
  };
  const small: Schema = { $defs: { marche: node } };
  const reported = scoreProblems(
    { survivors: mutantsOf(small).filter(({ operator: { name } }) => /-m/.test(name)) },
    new Map(),
    small,
  );
  expect(reported.map(({ fr }) => / ; écrivez-y (.*) \(« npx /.exec(fr)?.[1])).toEqual([
    "0 dans l'exemple conforme et -0.01 dans l'exemple fautif",
    "un texte de 256 caractères dans l'exemple conforme et un texte de 257 caractères dans l'exemple fautif",
  ]);
  expect(reported[0]?.en).toMatch(/; write there 0 in the conforming example and -0\.01 in the faulty example \(/);
  expect(valuesThatShow([{ pointer: '/$defs/marche', operator: { name: 'open-object' } }], nodeAt)).toBeUndefined();
});
