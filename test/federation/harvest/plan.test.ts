import { describe, expect, test } from 'vitest';
import { type Known, type Listed, planOf, type Signals } from '../../../federation/src/harvest/plan.ts';

const SHA1 = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const URL_THEN = 'https://static.exemple.test/1/a.json';

const listed: Listed = {
  ...{ url: URL_THEN, hosted: true, size: 100, checksum: `sha1:${SHA1}`, lastModified: '2026-03-01T00:00:00+00:00' },
};
const signals: Signals = {
  content: { sha256: 'c'.repeat(64), sha1: SHA1, size: 100 },
  answer: { url: URL_THEN, etag: '"1"', lastModified: 'Sun, 01 Mar 2026 00:00:00 GMT' },
  listed,
};
/** A resource whose week does not begin on the days of these cases. */
const NAME = 'r';
const known: Known = { name: NAME, signals, fetchedAt: '2026-03-03T08:00:00.000Z' };
const TODAY = new Date('2026-03-03T20:00:00Z');
const later = (days: number): Date => new Date(TODAY.getTime() + days * 86_400_000);

const withListed = (then: Partial<Listed>): Partial<Known> => ({ signals: { ...signals, listed: { ...listed, ...then } } });
const withAnswer = (answer: Partial<Signals['answer']>): Partial<Known> => ({
  signals: { ...signals, answer: { ...signals.answer, ...answer } },
});
const NO_VALIDATORS = withAnswer({ etag: null, lastModified: null });

type Case = [what: string, known: Partial<Known>, listed: Partial<Listed> | null, plan: string];

const CASES: Case[] = [
  ['all signals agree', {}, {}, 'skip unchanged'],
  ['never fetched', { fetchedAt: null }, {}, 'fetch new'],
  ['its version is not in the database', { signals: undefined }, {}, 'fetch new'],
  ['fetched on a later day: a clock was wrong', { fetchedAt: '2027-01-01T00:00:00.000Z' }, {}, 'fetch clock'],
  // What the portal says now.
  ['another address', {}, { url: 'https://static.exemple.test/2/a.json' }, 'fetch moved'],
  ['another sum', {}, { checksum: `sha1:${OTHER}` }, 'fetch changed'],
  ['another size', {}, { size: 101 }, 'fetch changed'],
  ['another date, the same sum: it may be that of a crawler', {}, { lastModified: '2026-03-02T00:00:00+00:00' }, 'ask changed'],
  ['another date, no validators', NO_VALIDATORS, { lastModified: '2026-03-02T00:00:00+00:00' }, 'fetch changed'],
  ['the date is gone', {}, { lastModified: null }, 'ask changed'],
  // A sum that appears, goes, or was wrong.
  ['the sum is gone', {}, { checksum: null }, 'skip unchanged'],
  ['the sum is new, and right', withListed({ checksum: null }), {}, 'skip unchanged'],
  ['the sum is new, and wrong', withListed({ checksum: null }), { checksum: `sha1:${OTHER}` }, 'fetch changed'],
  ['the sum was wrong and is right now', withListed({ checksum: `sha1:${OTHER}` }), {}, 'skip unchanged'],
  [
    'the sum is as wrong as before: size and date are left',
    withListed({ checksum: `sha1:${OTHER}` }),
    { checksum: `sha1:${OTHER}` },
    'skip unchanged',
  ],
  [
    'the sum and the size are as wrong as before: only the date is left',
    withListed({ checksum: `sha1:${OTHER}`, size: 7 }),
    { checksum: `sha1:${OTHER}`, size: 7 },
    'ask unsure',
  ],
  ['the sum is of a kind unknown here, and another', {}, { checksum: 'md5:00' }, 'fetch changed'],
  ['the size was wrong and is right now', withListed({ size: 7 }), {}, 'skip unchanged'],
  // Too few signals.
  ['no sum, no size', withListed({ checksum: null, size: null }), { checksum: null, size: null }, 'ask unsure'],
  ['no sum, no date', withListed({ checksum: null, lastModified: null }), { checksum: null, lastModified: null }, 'ask unsure'],
  ['a sum alone', withListed({ size: null, lastModified: null }), { size: null, lastModified: null }, 'ask unsure'],
  ['no size', withListed({ size: null }), { size: null }, 'skip unchanged'],
  [
    'nothing at all, and no validators',
    {
      signals: {
        ...signals,
        answer: { url: URL_THEN, etag: null, lastModified: null },
        listed: { ...listed, checksum: null, size: null },
      },
    },
    { checksum: null, size: null },
    'fetch unsure',
  ],
  // Elsewhere than on the portal.
  ['a file elsewhere, all signals agree', withListed({ hosted: false }), { hosted: false }, 'ask unsure'],
  [
    'a file elsewhere that has a date alone',
    { signals: { ...signals, answer: { ...signals.answer, etag: null }, listed: { ...listed, hosted: false } } },
    { hosted: false },
    'ask unsure',
  ],
  ['a file elsewhere without validators', NO_VALIDATORS, { hosted: false }, 'fetch unsure'],
  // A file that no portal lists.
  ['an address of the catalogue', { name: URL_THEN, signals: { ...signals, listed: null } }, null, 'ask unsure'],
  [
    'an address of the catalogue without validators',
    { name: URL_THEN, signals: { ...signals, answer: { url: URL_THEN, etag: null, lastModified: null }, listed: null } },
    null,
    'fetch unsure',
  ],
];

test.each(CASES)('%s', (_, over, now, plan) => {
  const name = now === null ? URL_THEN : NAME;
  const fetchedAt = over.fetchedAt === undefined ? TODAY.toISOString() : over.fetchedAt;
  const given: Known = { ...known, ...over, name, fetchedAt };
  const { do: what, why } = planOf(given, now === null ? null : { ...listed, ...now }, TODAY);
  expect(`${what} ${why}`).toBe(plan);
});

test('force fetches all, whatever the signals say', () => {
  expect(planOf({ ...known, fetchedAt: TODAY.toISOString() }, listed, TODAY, true)).toEqual({ do: 'fetch', why: 'forced' });
});

describe('the weekly fetch', () => {
  /** The days after today on which a resource is fetched, where passes are made on these days. */
  const fetchesOf = (name: string, passes: readonly number[]): number[] => {
    let fetchedAt = TODAY.toISOString();
    return passes.filter((day) => {
      const { do: what } = planOf({ name, signals, fetchedAt }, listed, later(day));
      if (what === 'fetch') fetchedAt = later(day).toISOString();
      return what === 'fetch';
    });
  };
  const days = (last: number, step = 1): number[] => Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);

  test('comes for each resource once in seven days', () => {
    for (let i = 0; i < 50; i++) {
      const fetches = fetchesOf(`resource-${i}`, days(28));
      expect(fetches).toHaveLength(4);
      expect(fetches.map((day) => day % 7)).toEqual(Array(4).fill((fetches[0] ?? 0) % 7));
    }
  });

  test('comes at the next pass where its day had none', () => {
    for (let i = 0; i < 50; i++) {
      const fetches = fetchesOf(`resource-${i}`, days(60, 10));
      expect(fetches).toEqual(days(60, 10));
    }
  });

  test('is spread evenly over the days', () => {
    const names = Array.from({ length: 7000 }, (_, i) => `3f8b1c9a-0000-4000-8000-${String(i).padStart(12, '0')}`);
    const perDay = days(7).map((day) => names.filter((name) => fetchesOf(name, [day]).length > 0).length);
    // On day n those are due whose day has come by then, since only one pass was made.
    const due = perDay.map((count, i) => count - (perDay[i - 1] ?? 0));
    for (const count of due) expect(count).toBeGreaterThan(800);
    expect(perDay.at(-1)).toBe(7000);
  });

  test('does not come for all where a clock is set back by some days', () => {
    const fetched = { name: NAME, signals, fetchedAt: later(1).toISOString() };
    expect(planOf(fetched, listed, TODAY).do).toBe('skip');
  });
});
