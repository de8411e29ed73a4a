import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRecords } from '../../../federation/src/consolidate/order.ts';
import { draws } from '../../support/tier.ts';
import { ranked } from './world.ts';

describe('the order of preference', () => {
  test('is total: of two records, one is preferred, and no three go round in a circle', () => {
    fc.assert(
      fc.property(ranked, ranked, ranked, (a, b, c) => {
        expect(Math.sign(compareRecords(a, b)) + Math.sign(compareRecords(b, a))).toBe(0);
        expect(compareRecords(a, a)).toBe(0);
        if (a.hash !== b.hash) expect(compareRecords(a, b)).not.toBe(0);
        if (compareRecords(a, b) < 0 && compareRecords(b, c) < 0) expect(compareRecords(a, c)).toBeLessThan(0);
      }),
      { numRuns: draws(2000, 10_000) },
    );
  });
});
