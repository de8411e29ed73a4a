import { beforeAll, describe, expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import { mutantsOf, replaced } from '../../src/governance/mutation/enumerate.ts';
import { type Example, judge } from '../../src/governance/mutation/judge.ts';
import { unfold } from '../../src/governance/mutation/operator.ts';
import { mutationScore, percent, fieldOf, scoreTable } from '../../src/governance/mutation/score.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { evaluate } from '../../src/validate/interpret.ts';
import { ajvErrors, everyNth, modelOf, parsedExamples } from './support.ts';
import { GOLDEN } from '../support/engine.ts';

let frozen: Model;
let examples: Example[];
/** Without proofs, which cost more than the rest where many examples are left out. */
const unproved = () => false;

/** The laws of mutants are those of a frozen version: what they name of its schema and examples is there for ever. */
beforeAll(async () => {
  frozen = await modelOf(GOLDEN);
  examples = await parsedExamples(GOLDEN);
});

test.each(['valid', 'invalid'] as const)('the %s examples alone notice each mutant that needs one of them', (side) => {
  const alone = examples.filter(({ name }) => name.startsWith(`${side}/`));
  const { survivors } = mutationScore(frozen, alone, unproved);
  expect(survivors.filter(({ operator }) => operator.needs === side).map(({ id }) => id)).toEqual([]);
});

const NOTICED = {
  'invalid/schema.maxLength--objet-du-marche-de-1001-caracteres.json': 'drop-maxLength@/$defs/marche/properties/objet',
  'valid/objet-de-1000-caracteres.json': 'lower-maxLength@/$defs/marche/properties/objet',
  'valid/marche-industriel-avec-negociation.json': 'drop-code@/$defs/marche/properties/ccag:Marchés industriels',
};

test('without the examples that alone notice them, mutants survive and are named', () => {
  const left = examples.filter(({ name }) => !Object.hasOwn(NOTICED, name));
  expect(left.length).toBe(examples.length - 3);
  const score = mutationScore(frozen, left, unproved);
  expect(score.survivors.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(NOTICED)));
  expect(percent(score)).toBeLessThan(100);
  const said = scoreProblems(score, new Map(), {}).map(({ fr }) => fr);
  for (const words of ["il n'y a plus de longueur maximale", 'la longueur maximale devient 999', '« Marchés industriels »'])
    expect(said.join('\n')).toContain(words);
});

test('a mutant that is proved to change nothing no longer counts, and is named; one that changes something still does', () => {
  const objet = frozen.schema.$defs?.['marche']?.properties?.['objet'] as Schema;
  // A length that the greatest length of all makes impossible to exceed: whoever drops it changes nothing.
  const twice = replaced(frozen.schema, ['$defs', 'marche', 'properties', 'objet'], { ...objet, anyOf: [{ maxLength: 1200 }] });
  const changed = { ...frozen, schema: twice };
  const without = examples.filter(({ name }) => !name.includes('objet-du-marche-de-1001'));
  const score = mutationScore(changed, without);
  expect(score.proved.map(({ id }) => id)).toContain('drop-maxLength@/$defs/marche/properties/objet/anyOf/0');
  expect(score.survivors.map(({ id }) => id)).toContain('drop-maxLength@/$defs/marche/properties/objet');
  expect(scoreTable(score, 'fr').join('\n')).toMatch(
    /ne changent rien, c'est prouvé(.*\n)*.*marche\.objet.* : il n'y a plus de longueur maximale/,
  );
});

test('each mutant has an id of its own', () => {
  const ids = mutantsOf(frozen.schema).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the place of a mutant is reported as the data knows it', () => {
  expect(fieldOf('/$defs/marche/properties/titulaires/items/properties/titulaire')).toBe('marche.titulaires[].titulaire');
  expect(fieldOf('')).toBe('/');
});

test('unfolding the schema changes no failure of any example', () => {
  const unfolded = unfold(frozen.schema);
  const reported = (schema: Schema, value: unknown) =>
    evaluate(schema, schema, value, frozen)
      .map(({ keyword, instancePointer }) => `${keyword} ${instancePointer}`)
      .sort();
  for (const { name, value } of examples) expect(reported(unfolded, value), name).toEqual(reported(frozen.schema, value));
});

describe('judging a mutant on the values that reach its place', () => {
  test('agrees with Ajv on whole files, for mutants that survive a part of the examples as for the others', () => {
    const some = examples.filter((_, i) => i % 3 === 0);
    const noticedBy = judge(frozen, some);
    const right = ajvErrors(frozen.schema, true);
    const before = some.map(({ value }) => right(value).join());
    const verdicts = everyNth(frozen.schema, 25).map((mutant) => {
      const wrong = ajvErrors(mutant.apply(frozen.schema), true);
      const noticed = some.some(({ value }, i) => wrong(value).join() !== before[i]);
      expect(noticedBy(mutant) !== undefined, mutant.id).toBe(noticed);
      return noticed;
    });
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });
});
