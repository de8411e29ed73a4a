import { describe, expect, test } from 'vitest';
import { median, spread } from '../../../bench/runner/pairs.ts';
import { ROWS } from '../../../bench/speed/rows.ts';
import { isFailure, verdictOf } from '../../../bench/speed/verdict.ts';
import { figures, measured } from './support.ts';

const row = (id: string) => ROWS.find((one) => one.id === id)!;

describe('the middle of some values', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d, in whatever order they come', (values, middle) => expect(median(values)).toBe(middle));

  test('stands between the least and the greatest', () => {
    expect(spread([0.5, 0.1, 0.2])).toEqual({ median: 0.2, min: 0.1, max: 0.5 });
  });
});

describe('the verdict on a figure', () => {
  test.each([
    ['compact-ajv', 200, figures(0.1), 'goal'],
    ['compact-ajv', 200, figures(0.14), 'kept'],
    ['compact-ajv', 200, figures(0.141), 'missed'],
    ['compact-ajv', 10, figures(0.3), 'info'],
    ['compact-sourcemeta', 200, figures(9), 'info'],
    ['memory-two', 1200, figures(110), 'kept'],
    ['small', 0.05, figures(1.51), 'missed'],
    ['threads', 1200, figures(0.75), 'kept'],
    ['threads', 200, figures(2), 'info'],
    ['threads-real', 1200, figures(0.7), 'kept'],
    ['threads-real', 200, figures(0.9), 'info'],
  ])('of %s at %d MB', (id, size, value, verdict) => {
    expect(verdictOf(row(id), size, measured(id, size, value))).toBe(verdict);
  });

  test('a ratio is judged by its median, memory by the worst run', () => {
    expect(verdictOf(row('compact-ajv'), 200, measured('compact-ajv', 200, figures(0.1, 0.05, 0.9)))).toBe('goal');
    expect(verdictOf(row('memory-one'), 200, measured('memory-one', 200, figures(70, 60, 81)))).toBe('missed');
  });

  test('a row that nobody measured does not fail; a limit that is passed does, and so does one that the peer made impossible to judge', () => {
    const compact = row('compact-ajv');
    expect(verdictOf(compact, 200, undefined)).toBe('absent');
    expect(isFailure(compact, 200, 'absent')).toBe(false);
    expect(isFailure(compact, 200, 'missed')).toBe(true);
    expect(isFailure(compact, 200, 'died')).toBe(true);
    expect(isFailure(compact, 1200, verdictOf(compact, 1200, measured('compact-ajv', 1200, 'too long')))).toBe(false);
  });
});

test('all that is required is among the rows, with its limit and its goal', () => {
  const limits = ROWS.filter(({ required }) => required !== undefined);
  expect(limits.map(({ id, judgedAt, required, goal }) => [id, judgedAt, required, goal])).toEqual([
    ['real-parse', [200], 0.7, 0.35],
    ['real-parse-ndjson', [200], 1.5, 0.8],
    ['real-schema-parse', [200], 0.35, 0.2],
    ['all-rules-parse', [200], 0.35, 0.25],
    ['compact-ajv', [200], 0.14, 0.1],
    ['compact-parse', [200], 0.16, 0.11],
    ['pretty-ajv', [200], 0.22, 0.16],
    ['dirty5-ajv', [200], 0.16, 0.11],
    ['dirty60-parse', [200], 0.6, 0.35],
    ['rules-ajv', [200], 0.45, 0.25],
    ['memory-one', [10, 200, 1200], 80, undefined],
    ['memory-two', [10, 200, 1200], 110, undefined],
    ['threads', [1200], 0.75, undefined],
    ['threads-real', [1200], 0.7, 0.55],
    ['small', [0.05], 1.5, undefined],
  ]);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  for (const { judgedAt, sizes } of ROWS) expect(sizes).toEqual(expect.arrayContaining([...judgedAt]));
});
