import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Comparison, Numbers } from '../../../federation/src/judge/changes.ts';
import { draws } from '../../support/tier.ts';

const list = fc.oneof(fc.array(fc.nat(9)), fc.array(fc.nat(3000), { maxLength: 300 }));

const numbersOf = (items: readonly number[]): Numbers => {
  const numbers = new Numbers();
  for (const item of items) numbers.push(item);
  return numbers;
};

const timesIn = (items: readonly number[], item: number): number => items.filter((one) => one === item).length;

test('what differs between two lists, whatever was compared before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(list, list), { minLength: 1, maxLength: 4 }), (pairs) => {
      const comparison = new Comparison();
      for (const [before, after] of pairs) {
        const changes = comparison.of(numbersOf(before), numbersOf(after));
        const [then, now] = [new Set(before), new Set(after)];
        expect(changes.removed).toEqual([...then].filter((item) => !now.has(item)));
        expect(changes.added).toEqual([...now].filter((item) => !then.has(item)));
        expect(changes.changed).toEqual([...now].filter((item) => timesIn(before, item) !== timesIn(after, item)));
        for (const item of [...then, ...now, 4000]) expect(comparison.times(item)).toBe(timesIn(after, item));
      }
    }),
    { numRuns: draws(200, 4000) },
  );
});
