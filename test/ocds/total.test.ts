import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Total } from '../../src/ocds/total.ts';

test('a total is the sum of the last amount of each rank, rounded to cents', () => {
  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  const sets = fc.array(fc.record({ rank: fc.integer({ min: 1, max: 9 }), cents }), { minLength: 1 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), sets, (more, list) => {
      const total = new Total(Math.max(...list.map(({ rank }) => rank)) + more);
      const amounts = new Map<number, number>();
      for (const { rank, cents: amount } of list) {
        expect(total.has(rank)).toBe(amounts.has(rank));
        total.set(rank, amount / 100);
        amounts.set(rank, amount);
        expect(total.value).toBe([...amounts.values()].reduce((sum, one) => sum + one, 0) / 100 + 0);
      }
    }),
  );
});

test.each([
  ['no amount', [], undefined],
  ['zero', [0], 0],
  ['an amount that has no cents', [1e300], 1e300],
  ['amounts beyond all doubles', [1e308, 1e308], undefined],
  ['a large amount that is set again', [1e308, 0.1, { rank: 1, amount: 0.2 }], 0.3],
])('the total of %s', (_, amounts, expected) => {
  const total = new Total(2);
  for (const [i, one] of amounts.entries())
    if (typeof one === 'number') total.set(i + 1, one);
    else total.set(one.rank, one.amount);
  expect(total.value).toBe(expected);
});
