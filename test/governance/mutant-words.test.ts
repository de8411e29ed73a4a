import { expect, test } from 'vitest';
import { DEFINITION_OPERATORS, mutantsOf, PLACE_OPERATORS } from '../../src/governance/mutation/enumerate.ts';
import { ruleMutants } from '../../src/governance/mutation/rules/enumerate.ts';
import { wordsOf } from '../../src/governance/mutation/words.ts';
import { checkRule, rightRules } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { goldenModel } from '../support/golden-model.ts';

const all = [...mutantsOf(goldenModel.schema), ...ruleMutants(rightRules(goldenModel))];

/** What a person who knows neither operators nor offsets does not read: an id, a span, a pointer, something that is not there. */
const PRIVATE = /@|\d+-\d+:|\/\$defs|\/on\/\d|undefined|\[object/;

test('each mutant of a schema and of its rules is said in words, in both languages', () => {
  expect(all.length).toBeGreaterThan(1_500);
  const faults = all.filter(({ operator: { name }, ...mutant }) => {
    const { fr, en } = wordsOf({ operator: { name }, ...mutant });
    return [fr, en].some((text) => text.length < 10 || PRIVATE.test(text.replaceAll(mutant.part?.text ?? '', ''))) || fr === en;
  });
  expect(faults.map(({ id }) => id)).toEqual([]);
});

test('each operator is one of those that are said', () => {
  const { fr } = wordsOf({ operator: { name: 'drop-uniqueItems' } });
  expect(fr).toBe('une liste peut avoir deux fois le même élément');
  for (const { name } of [...PLACE_OPERATORS, ...DEFINITION_OPERATORS])
    expect(wordsOf({ operator: { name }, part: { text: 'x', by: 'y' } }).fr, name).not.toBe('');
});

/** A rule of the guide with an expression. */
function ruleWith(assert: string, when: string): CheckedRule {
  const [rule] = goldenModel.rules;
  if (!rule) throw new Error('there is no rule');
  const checked = checkRule({ ...rule, on: [{ scope: 'marche', assert, when }] }, goldenModel);
  if (Array.isArray(checked)) throw new Error(JSON.stringify(checked));
  return checked;
}

test('a change of an expression names the part as it is written, and what takes its place', () => {
  const rule = ruleWith('marche.dureeMois <= 180 && marche.montant > 0.0', 'marche.titulaires.exists(t, has(t.titulaire.id))');
  const said = ruleMutants([rule]).map((mutant) => wordsOf(mutant).fr);
  expect(said).toEqual(
    expect.arrayContaining([
      "la règle n'existe plus",
      '« assert » exige le contraire',
      'dans « assert », le nombre 180 devient 181',
      'dans « assert », « marche.dureeMois <= 180 » se compare par « < »',
      'dans « assert », la condition « marche.montant > 0.0 » est retirée',
      'dans « when », « marche.titulaires.exists(t, has(t.titulaire.id)) » demande que tous les éléments conviennent',
      "la règle s'applique sans la condition « when »",
    ]),
  );
});
