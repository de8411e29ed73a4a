/** Estimates how long a task will still take from what it has done so far. */

/** Milliseconds over which the speed is averaged: older ones count less and less. */
const MEMORY = 8_000;
/** Milliseconds before a first estimate, which would be a guess. */
const EARLY = 2_000;
/** Milliseconds between two measures of the speed. */
const STEP = 200;

/**
 * `total`: units to do; `start`: time in milliseconds. The function that is returned takes the time and the units done by then, and returns
 * the milliseconds left; undefined as long as nothing can be said.
 */
export function timeLeft(total: number, start: number): (now: number, done: number) => number | undefined {
  let last = { now: start, done: 0 };
  // Both sums forget at the same pace, so that their quotient is an average speed from the first measure on.
  let units = 0;
  let time = 0;
  return (now, done) => {
    const passed = now - last.now;
    if (passed >= STEP) {
      const kept = Math.exp(-passed / MEMORY);
      units = units * kept + (done - last.done);
      time = time * kept + passed;
      last = { now, done };
    }
    if (now - start < EARLY || units <= 0) return undefined;
    return Math.max(0, total - done) * (time / units);
  };
}

export type Rough = { n: number; unit: 'second' | 'minute' | 'hour' };

/** A time in milliseconds as a person wants it, rounded up: by 5 seconds under a minute, by a minute under two hours, by an hour beyond. */
export function roughTime(milliseconds: number): Rough {
  const seconds = milliseconds / 1000;
  if (seconds <= 55) return { n: Math.max(1, Math.ceil(seconds / 5)) * 5, unit: 'second' };
  if (seconds <= 119 * 60) return { n: Math.ceil(seconds / 60), unit: 'minute' };
  return { n: Math.ceil(seconds / 3600), unit: 'hour' };
}
