import { describe, expect, test } from 'vitest';
import { ASSUMED, assumptionsOf, lastMonths, meanDays, savings } from '../../../federation/src/pages/indicators.ts';
import { NOTHING } from './territory-world.ts';

describe('assumptions are those of the form, ours where it has none; any other is refused', () => {
  test.each([
    ['', ASSUMED],
    ['minutes=10&cost=50', { minutes: 10, cost: 50 }],
    ['minutes=7,5&cost=28.40', { minutes: 7.5, cost: 28.4 }],
    ['minutes=0&cost=0', { minutes: 0, cost: 0 }],
    ['minutes=601&cost=50', { name: 'minutes', value: '601', most: 600 }],
    ['minutes=-5&cost=abc', { name: 'minutes', value: '-5', most: 600 }],
    ['minutes=5&cost=1e3', { name: 'cost', value: '1e3', most: 1000 }],
    ['minutes=<b>&cost=NaN', { name: 'minutes', value: '<b>', most: 600 }],
    ['minutes=&cost=+', ASSUMED],
  ])('%s', (query, wanted) => {
    expect(assumptionsOf(new URLSearchParams(query))).toEqual(wanted);
  });
});

test('hours and their cost are as the formula says', () => {
  expect(savings(90, { minutes: 20, cost: 35 })).toEqual({ hours: 30, euros: 1050 });
  expect(savings(0, ASSUMED)).toEqual({ hours: 0, euros: 0 });
  expect(savings(1, { minutes: 20, cost: 28 })).toEqual({ hours: 0.3, euros: 9.3 });
});

test('a mean of nothing is none', () => {
  expect(meanDays(NOTHING)).toBeNull();
  expect(meanDays({ ...NOTHING, dated: 3, days: 100 })).toBe(33);
});

test('the last months have no gap, and nothing of earlier or later ones', () => {
  const months = lastMonths(
    [
      { ...NOTHING, month: null, contracts: 1 },
      { ...NOTHING, month: '2026-02-01', contracts: 2 },
      { ...NOTHING, month: '2025-12-01', contracts: 3 },
      { ...NOTHING, month: '2024-01-01', contracts: 4 },
    ],
    new Date('2026-01-31T23:00:00Z'),
  );
  expect(months.map(({ month }) => month)).toEqual([...new Set(months.map(({ month }) => month))].toSorted());
  expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([24, '2024-02-01', '2026-01-01']);
  expect(months.reduce((sum, { contracts }) => sum + contracts, 0)).toBe(3);
});
