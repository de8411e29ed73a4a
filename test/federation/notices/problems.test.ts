import { describe, expect, test } from 'vitest';
import type { Rhythm } from '../../../federation/src/catalogue/source.ts';
import { type FileFacts, type Problem, problemsOf } from '../../../federation/src/notices/problems.ts';
import { DATASET, FINE } from './cases.ts';

const inDataset = (rhythm: Rhythm) => () => ({ place: DATASET, rhythm });
const found = (files: FileFacts[], rhythm: Rhythm = 'cumulative'): string[] =>
  problemsOf(files, inDataset(rhythm)).map(
    ({ subject, details, isNews }) => `${subject}: ${details.kind}${isNews ? '' : ' (no news)'}`,
  );

const failing = (days: number) => ({ failing: { since: '2026-03-08T06:00:00.000Z', days, error: 'timeout' } });
const unreadable = (checkedAt: string, code = 'input.not-data') => ({
  newest: { state: 'unreadable', at: '2026-03-09T06:00:00.000Z', reason: { code } } as const,
  checkedAt,
});
const rejected = (count: number, records = 400) => ({ counts: { records, rejected: count, keyless: 0 } });

const CASES: [name: string, facts: Partial<FileFacts>, expected: string[]][] = [
  ['nothing is wrong', {}, []],
  ['a download failed once', failing(1), ['file r1: broken (no news)']],
  ['downloads failed on two days', failing(2), ['file r1: broken (no news)']],
  ['downloads failed on three days in a row', failing(3), ['file r1: broken']],
  ['a version cannot be read, and was just fetched', unreadable('2026-03-09T06:00:00.000Z'), ['file r1: broken (no news)']],
  ['a version cannot be read, and is the same a day later', unreadable('2026-03-10T06:00:00.000Z'), ['file r1: broken']],
  ['a version is given up as too costly', unreadable('2026-03-10T06:00:00.000Z', 'too-costly'), ['file r1: broken']],
  ['a version is set aside, which may be our own fault', unreadable('2026-03-10T06:00:00.000Z', 'set-aside'), []],
  [
    'a version is held',
    { newest: { state: 'held', at: '2026-03-09T06:00:00.000Z', reason: { code: 'sudden-loss', before: 400, lost: 200 } } },
    ['file r1: held'],
  ],
  ['a handful of records is rejected', rejected(4), []],
  ['many records are rejected of a very large file', rejected(90, 4000), []],
  ['records are rejected near the limit', rejected(12), ['file r1: rejected (no news)']],
  ['a small file is rejected as a whole', rejected(9, 9), ['file r1: rejected (no news)']],
  ['a twentieth is rejected', rejected(20), ['file r1: rejected']],
  ['ten of ten are rejected', rejected(10, 10), ['file r1: rejected']],
  ['nothing was ever read', { newest: null, counts: { records: 0, rejected: 0, keyless: 0 } }, []],
];

describe('what is wrong with a file, where', () => {
  test.each(CASES)('%s', (_, facts, expected) => {
    expect(found([{ ...FINE, ...facts }])).toEqual(expected);
  });
});

test('a file that can be neither fetched nor read is broken once, as its last version is', () => {
  const [problem, ...others] = problemsOf(
    [{ ...FINE, ...failing(9), ...unreadable('2026-03-12T06:00:00.000Z') }],
    inDataset('yearly'),
  );
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ since: '2026-03-09T06:00:00.000Z', details: { error: 'input.not-data', isRead: true } });
});

test('the records of daily files are counted by dataset, or each new file would be reported', () => {
  const files = [1, 2, 3].map((at) => ({ ...FINE, resource: `jour-${at}`, ...rejected(at === 3 ? 0 : 6, 40) }));
  expect(found(files, 'daily')).toEqual(['dataset valbourg/marches-de-valbourg: rejected']);
  expect(found(files, 'yearly')).toEqual(['file jour-1: rejected (no news)', 'file jour-2: rejected (no news)']);
  const [problem] = problemsOf(files, inDataset('daily')) as [Problem];
  expect(problem.place).toEqual(DATASET);
  expect(problem.details).toEqual({ kind: 'rejected', files: 2, records: 120, rejected: 12, keyless: 0 });
});
