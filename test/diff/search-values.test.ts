import { describe, expect, test } from 'vitest';
import { type Around, otherValues } from '../../src/diff/rules/search/values.ts';

const around = (more: Partial<Around> = {}): Around => ({
  schema: {},
  near: [],
  donors: [],
  numbers: [],
  texts: [],
  words: [],
  today: '2026-03-01',
  ...more,
});

describe('among the values to try', () => {
  test.each<[title: string, value: unknown, more: Partial<Around>, expected: unknown[]]>([
    ['are a limit that a rule writes out and its neighbours', 5, { numbers: [40_000] }, [39_999, 40_000, 40_001, 40_000.01]],
    ['are numbers as a person writes them', 0.2, { numbers: [0.1] }, [0.1, 0.11, 0.09, 0.101]],
    [
      'are the days around the value and around today',
      '2024-02-29',
      { schema: { format: 'date' } },
      ['2024-03-01', '2024-02-28', '2025-03-01', '2026-03-01', '2026-02-28'],
    ],
    ['is the identifier with another last digit', '129', { texts: [] }, ['120', '124', '12', '999', '111', '1290']],
    ['is what other records have there, of any type', 'a', { donors: [null, { b: 1 }, 3] }, [null, { b: 1 }, 3]],
    [
      'is a code that a rule writes out, though it stands far down in its list',
      'c0',
      { schema: { enum: codes(90) }, texts: ['c80'] },
      ['c80', 'c1', 'c39'],
    ],
  ])('%s', (_, value, more, expected) => {
    expect(otherValues(value, around(more))).toEqual(expect.arrayContaining(expected));
  });
});

function codes(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `c${i}`);
}

describe('no value to try', () => {
  test.each<[title: string, value: unknown, more: Partial<Around>, never: (other: unknown) => boolean]>([
    ['is the one that is there', 'a', { donors: ['a'], texts: ['a'] }, (other) => other === 'a'],
    [
      'of a whole number has decimals next to a limit',
      5,
      { schema: { type: 'integer' }, numbers: [10] },
      (other) => other === 10.01,
    ],
    [
      'is a code beyond the first forty that no rule writes out',
      'c0',
      { schema: { enum: codes(90) } },
      (other) => other === 'c40',
    ],
    ['of a date is no day', '9999-12-31', { schema: { format: 'date' } }, (other) => !/^\d{4}-\d{2}-\d{2}$/.test(String(other))],
    [
      'of a date comes from a text that is no day',
      '2024-02-30',
      { schema: { format: 'date' }, near: ['2023-02-29'] },
      (other) => /^202[34]-03/.test(String(other)),
    ],
  ])('%s', (_, value, more, never) => {
    expect(otherValues(value, around(more)).filter(never)).toEqual([]);
  });

  test('comes twice, be it a list or an object', () => {
    const donors = [[1], [1], { a: 1 }, { a: 1 }, 'x', 'x'];
    const others = otherValues('b', around({ donors, texts: ['x'] })).map((other) => JSON.stringify(other));
    expect(others).toHaveLength(new Set(others).size);
  });
});
