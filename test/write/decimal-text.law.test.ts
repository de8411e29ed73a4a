import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText } from '../../src/model/xml-text.ts';
import { draws } from '../support/tier.ts';

const EDGES = [
  0, -0, 5e-324, -5e-324, 1.7976931348623157e308, 1e21, 1e-7, 0.30000000000000004, 123456789012345680000, 1e5, 1.5e300,
];

test('every finite number is written as an xs:decimal that reads back as the same number', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), (value) => {
      const text = decimalText(value);
      expect(text).toMatch(/^-?[0-9]+(\.[0-9]+)?$/);
      expect(Number(text)).toBe(value);
    }),
    { numRuns: draws(5_000, 25_000), examples: EDGES.map((value) => [value]) },
  );
});

test.each([
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [1.25e22, '12500000000000000000000'],
  [-0, '-0'],
  [1e5, '100000'],
  [0.1 + 0.2, '0.30000000000000004'],
])('%d is written %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});
