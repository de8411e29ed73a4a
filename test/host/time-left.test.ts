import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roughTime, timeLeft } from '../../src/host/time-left.ts';
import { PROGRESS } from '../../src/messages/compiled/progress.ts';

/** What is left, in milliseconds, after a task of `total` units has gone through these stretches of time at these speeds (units a second). */
function leftAfter(total: number, stretches: readonly (readonly [seconds: number, speed: number])[]): number | undefined {
  const left = timeLeft(total, 1000);
  let now = 1000;
  let done = 0;
  let answer = left(now, done);
  for (const [seconds, speed] of stretches)
    for (let step = 0; step < seconds * 10; step++) answer = left((now += 100), (done += speed / 10));
  return answer;
}

describe('the time left', () => {
  test.each<[what: string, total: number, stretches: [number, number][], between: [number, number] | undefined]>([
    ['is not said before there is something to go by', 1000, [[1.5, 10]], undefined],
    ['is not said where nothing moves', 1000, [[20, 0]], undefined],
    ['at a steady speed is what is left to do, divided by it', 1000, [[10, 10]], [90, 90]],
    [
      'follows a speed that changes',
      1000,
      [
        [10, 10],
        [40, 2],
      ],
      [400, 420],
    ], // 820 left: 82 s at the first speed, 410 s at the second
    [
      'does not jump with a moment that is slow',
      1000,
      [
        [20, 10],
        [1, 0],
      ],
      [80, 100],
    ],
    [
      'does not jump with a moment that is fast',
      1000,
      [
        [20, 10],
        [1, 40],
      ],
      [50, 76],
    ],
    ['is nothing at the end', 100, [[10, 10]], [0, 0]],
    ['is never less than nothing, should a file have grown', 50, [[10, 10]], [0, 0]],
  ])('%s', (_, total, stretches, between) => {
    const left = leftAfter(total, stretches);
    if (!between) expect(left).toBeUndefined();
    else {
      expect((left ?? NaN) / 1000).toBeGreaterThanOrEqual(between[0] - 0.5);
      expect((left ?? NaN) / 1000).toBeLessThanOrEqual(between[1] + 0.5);
    }
  });

  test('is a number or not known, whatever the clock and the counts do', () => {
    const step = fc.record({ now: fc.integer({ min: -1e6, max: 1e6 }), done: fc.integer({ min: 0, max: 1e12 }) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.array(step), (total, steps) => {
        const left = timeLeft(total, 0);
        for (const { now, done } of steps) {
          const answer = left(now, done);
          expect(answer === undefined || (Number.isFinite(answer) && answer >= 0)).toBe(true);
        }
      }),
    );
  });
});

test.each([
  [0, 'encore 5 s', '5 s left'],
  [5_000, 'encore 5 s', '5 s left'],
  [5_001, 'encore 10 s', '10 s left'],
  [55_000, 'encore 55 s', '55 s left'],
  [56_000, 'encore 1 min', '1 min left'],
  [61_000, 'encore 2 min', '2 min left'],
  [119 * 60_000, 'encore 119 min', '119 min left'],
  [119 * 60_000 + 1, 'encore 2 h', '2 h left'],
  [5 * 3_600_000 + 1, 'encore 6 h', '6 h left'],
])('%d ms are read as « %s »', (milliseconds, fr, en) => {
  expect(PROGRESS.fr.left(roughTime(milliseconds))).toBe(fr);
  expect(PROGRESS.en.left(roughTime(milliseconds))).toBe(en);
});
