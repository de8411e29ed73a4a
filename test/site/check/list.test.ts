import { describe, expect, test } from 'vitest';
import type { Gathered } from '../../../docs-site/src/check/list/gather.ts';
import {
  bytesOf,
  type Listed,
  listOf,
  type Outcome,
  tallyOf,
  verdictOnAll,
  withOutcome,
} from '../../../docs-site/src/check/list/list.ts';

const GIVEN: Gathered<File> = {
  files: ['a.json', 'b.json', 'c.json'].map((path, i) => ({ path, file: new File(['x'.repeat(10 ** i)], path) })),
  beyond: [],
  skipped: [{ path: 'd.pdf', why: 'extension' }],
  isCut: false,
};

const GOOD: Outcome = { step: 'checked', verdict: 'conforming', records: 2, errors: 0 };
const AMBER: Outcome = { step: 'checked', verdict: 'to-review', records: 2, errors: 0 };
const BAD: Outcome = { step: 'checked', verdict: 'not-conforming', records: 2, errors: 3 };

const after = (outcomes: readonly Outcome[], given = GIVEN): Listed =>
  outcomes.reduce((list, outcome, i) => withOutcome(list, i, outcome), listOf(given));

test('files wait, then have their outcome, each for itself', () => {
  const list = after([GOOD]);
  expect(list.rows.map(({ path, outcome: { step } }) => [path, step])).toEqual([
    ['a.json', 'checked'],
    ['b.json', 'waiting'],
    ['c.json', 'waiting'],
  ]);
  // What did not change is not drawn again.
  expect(withOutcome(list, 1, { step: 'running' }).rows[0]).toBe(list.rows[0]);
});

test('each file is counted once', () => {
  expect(tallyOf(after([GOOD, { step: 'unreadable', text: '' }]))).toEqual({
    ...{ checked: 2, failed: 0, left: 1 },
    verdicts: { conforming: 1, 'to-review': 0, 'not-conforming': 0, unreadable: 1 },
  });
  expect(tallyOf(after([BAD, { step: 'failed', error: new Error() }, { step: 'running' }]))).toEqual({
    ...{ checked: 1, failed: 1, left: 1 },
    verdicts: { conforming: 0, 'to-review': 0, 'not-conforming': 1, unreadable: 0 },
  });
});

test('progress counts bytes of all files', () => {
  expect([0, 1, 2].map((at) => bytesOf(listOf(GIVEN), at))).toEqual([
    { before: 0, all: 111 },
    { before: 1, all: 111 },
    { before: 11, all: 111 },
  ]);
});

describe('all is good', () => {
  const good = [GOOD, GOOD, GOOD];
  test('where each file conforms, beside files that are no contracts by their name', () => {
    expect(verdictOnAll(after(good))).toBe('conforming');
  });
  test('and is to be reviewed where one of them is', () => {
    expect(verdictOnAll(after([GOOD, AMBER, GOOD]))).toBe('to-review');
    expect(verdictOnAll(after([BAD, AMBER, GOOD]))).toBe('not-conforming');
  });
  test.each<[what: string, list: Listed]>([
    ['a file does not conform', after([GOOD, BAD, GOOD])],
    ['a file was not checked', after([GOOD, GOOD, { step: 'failed', error: 0 }])],
    ['a file waits', after([GOOD, GOOD])],
    ['there is no file', after([], { ...GIVEN, files: [] })],
    ['a file was one too many', after(good, { ...GIVEN, beyond: ['z.json'] })],
    ['reading was cut', after(good, { ...GIVEN, isCut: true })],
    ['a table of a package was left', after(good, { ...GIVEN, skipped: [{ path: 'p/a.csv', why: 'package' }] })],
    ['a folder cannot be read', after(good, { ...GIVEN, skipped: [{ path: 'p/', why: 'unreadable' }] })],
  ])('but not where %s', (_, list) => {
    expect(verdictOnAll(list)).toBe('not-conforming');
  });
});
