import { expect, test } from 'vitest';
import { FAMILIES, inWordsOf, isNormative, ruleWords } from '../../src/model/rules.ts';

test('families are said in the words of the version whose rules were run', () => {
  expect(inWordsOf(FAMILIES, [{ family: 'droit' }, { family: 'qualite' }])).toEqual(FAMILIES);
  expect(inWordsOf(FAMILIES, [{ family: 'reglementaire' }])).toEqual(['reglementaire', 'agregateur', 'qualite']);
  expect(inWordsOf(['documentation'], [{ family: 'reglementaire' }])).toEqual(['reglementaire']);
});

test('a former word asks for the families that it stands for, and is normative as they are', () => {
  expect(ruleWords(['reglementaire'])?.families).toEqual(['droit', 'documentation']);
  expect((['droit', 'documentation', 'reglementaire', 'agregateur', 'qualite'] as const).map(isNormative)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
