import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCellText, guarded, toCellText, unguarded } from '../../src/model/cell-text.ts';
import type { Leaf, LeafType } from '../../src/model/tree.ts';
import { draws } from '../support/tier.ts';
import { anyCharacter } from '../support/any-character.ts';

const leaf = (type: LeafType, isDate = false): Leaf => ({ kind: 'leaf', type, nullable: false, isDate, schema: {} });
const numRuns = draws(500, 2500);

describe('the text of a cell stands for', () => {
  test.each([
    ['1250', 1250],
    ['1250,5', 1250.5],
    ['1250.5', 1250.5],
    ['1 250,50', 1250.5],
    ['1\u00a0250\u00a0000', 1_250_000],
    ['1\u202f250,5', 1250.5],
    [' -3 ', -3],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['12,0', 12],
    ['1234,567', 1234.567],
    ['1250 €', 1250],
    ['1\u202f250,50\u00a0€', 1250.5],
    ['3€', 3],
    ['1.234,56', 1234.56],
    ['-1.234.567,5 €', -1234567.5],
    ['1.234,567', 1234.567],
  ])('the number %j is %d', (text, value) => expect(fromCellText(leaf('number'), text)).toBe(value));

  test.each([
    '1,234.56',
    '1.234 €',
    '1.23,45',
    '1234.567,8',
    '€',
    '€ 3',
    '3 € €',
    '1,234',
    '1.234',
    '-1.234',
    '12 34',
    '20 %',
    '1e5',
    '0x10',
    'NaN',
    '1 250 00',
    '9'.repeat(400),
  ])('%j is no number, and stays text', (text) => expect(fromCellText(leaf('number'), text)).toBe(text));

  test.each([
    ['oui', true],
    ['Non', false],
    ['VRAI', true],
    ['faux', false],
    ['true', true],
    ['FALSE', false],
    ['1', true],
    ['0', false],
    [' oui ', true],
    ['o', 'o'],
    ['yes', 'yes'],
  ])('the boolean %j is %j', (text, value) => expect(fromCellText(leaf('boolean'), text)).toBe(value));

  test.each([
    ['31/12/2024', '2024-12-31'],
    ['29/02/2024', '2024-02-29'],
    ['2024-12-31', '2024-12-31'],
    [' 2024-12-31 ', '2024-12-31'],
    ['2024-13-45', '2024-13-45'],
    ['29/02/2023', '29/02/2023'],
    ['12/31/2024', '12/31/2024'],
    ['1/3/2024', '2024-03-01'],
    ['31/12/2024 00:00:00', '2024-12-31'],
    ['2024-12-31 00:00', '2024-12-31'],
    ['31/12/2024 00:00:01', '31/12/2024 00:00:01'],
    ['31/2/2024', '31/2/2024'],
    ['31/12/24', '31/12/24'],
  ])('the day %j is %j', (text, value) => expect(fromCellText(leaf('string', true), text)).toBe(value));

  test('any text is itself, blanks and zeros included', () => {
    for (const text of [' a ', '007', '1 250', 'oui', '31/12/2024']) expect(fromCellText(leaf('string'), text)).toBe(text);
  });
});

test('a value that has a text reads back as itself', () => {
  const types: Leaf[] = [leaf('string'), leaf('number'), leaf('integer'), leaf('boolean'), leaf('string', true)];
  const values = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('', 'oui', '12', '31/12/2024'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...types), values, (of, value) => {
      const text = toCellText(of, value);
      if (text !== undefined) expect(fromCellText(of, unguarded(guarded(text)))).toBe(value);
    }),
    { numRuns },
  );
});

test('every finite number has a text, also with three decimals or an exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = toCellText(leaf('number'), value);
      expect(text).toBeDefined();
      expect(text).not.toMatch(/e/i);
    }),
    { numRuns },
  );
  expect(toCellText(leaf('number'), 1.234)).toBe('1,2340');
  expect(toCellText(leaf('number'), -0)).toBe('-0');
  expect(toCellText(leaf('number'), 1e21)).toBe('1000000000000000000000');
});

test('a value that would read back as another has no text', () => {
  expect(toCellText(leaf('number'), '12')).toBeUndefined();
  expect(toCellText(leaf('string'), 12)).toBeUndefined();
  expect(toCellText(leaf('boolean'), 'oui')).toBeUndefined();
  expect(toCellText(leaf('string', true), '31/12/2024')).toBeUndefined();
  expect(toCellText(leaf('string'), '')).toBeUndefined();
});

test('no guarded text starts a formula, and the guard comes off exactly', () => {
  const texts = fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', 'a', '1', ' '))
    .map((chars) => chars.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguarded(guarded(text))).toBe(text);
    }),
    { numRuns },
  );
  expect(unguarded("'texte")).toBe("'texte");
});
