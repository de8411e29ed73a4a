import { expect, test } from 'vitest';
import { Comparer } from '../../../docs-site/src/check/change/compare.ts';
import { RecordSet } from '../../../docs-site/src/check/change/records.ts';
import { pairOf } from '../../../docs-site/src/check/versions.ts';
import type { Checked, DescribedFinding } from '../../../src/library/page/types.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Release, Status } from '../../../src/model/releases.ts';

const error = (code: string, index: number, kind: RecordKind = 'marche'): DescribedFinding => ({
  code,
  severity: 'error',
  path: `/marches/${kind}/${String(index)}/nature`,
  record: { kind, index },
  params: {},
  words: { title: code, field: 'nature', found: '', expected: '', remedy: `fix ${code}`, text: `${code}.` },
});

const read = (marche: number, concession = 0): Checked =>
  ({ verdict: { records: { marche, 'contrat-concession': concession } } }) as unknown as Checked;

test('a set of records grows with the largest index, and keeps kinds apart', () => {
  const set = new RecordSet();
  for (const index of [0, 31, 32, 5_000_000]) expect(set.add({ kind: 'marche', index })).toBe(true);
  expect(set.add({ kind: 'marche', index: 32 })).toBe(false);
  expect(set.has({ kind: 'contrat-concession', index: 32 })).toBe(false);
  expect([set.size, set.has({ kind: 'marche', index: 5_000_000 }), set.has({ kind: 'marche', index: 5_000_001 })]).toEqual([
    4,
    true,
    false,
  ]);
});

test('each record counts once: broken, freed, good or bad in both, with the causes of what changed', () => {
  const comparer = new Comparer();
  // 0 and 1 are refused by the first, 1 and 2 by the second; 3 and the concession by none.
  comparer.first([error('a', 0), error('b', 0), error('b', 1)]);
  comparer.second([error('c', 1), error('c', 2), error('c', 2), error('d', 2)]);
  const said = comparer.result(read(4, 1), read(4, 1));
  expect(said).toMatchObject({ total: 5, breaks: 1, freed: 1, bad: 1, good: 2, shape: null, cut: false });
  expect(said.breakCauses.map(({ code, records, remedy }) => [code, records, remedy])).toEqual([
    ['c', 1, 'fix c'],
    ['d', 1, 'fix d'],
  ]);
  expect(said.freedCauses.map(({ code, records }) => [code, records])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('a warning refuses nothing, and what is said of the file itself stands apart', () => {
  const comparer = new Comparer();
  const { record: _, ...ofFile } = error('structure.x', 0);
  comparer.first([{ ...error('a', 0), severity: 'warning' }]);
  comparer.second([ofFile]);
  expect(comparer.result(read(1), read(1))).toMatchObject({
    breaks: 0,
    freed: 0,
    good: 1,
    file: { from: [], to: ['structure.x.'] },
    fileBreaks: true,
  });
});

test('another name that is missing is another fault of the file', () => {
  const comparer = new Comparer();
  const missing = (property: string): DescribedFinding => {
    const { record: _, ...ofFile } = error('schema.required', 0);
    return { ...ofFile, path: '', params: { property } };
  };
  comparer.first([missing('marches')]);
  comparer.second([missing('version')]);
  expect(comparer.result(read(1), read(1)).fileBreaks).toBe(true);
});

test('what both versions say of the file itself breaks nothing', () => {
  const comparer = new Comparer();
  const { record: _, ...ofFile } = error('structure.x', 0);
  comparer.first([ofFile]);
  comparer.second([ofFile]);
  expect(comparer.result(read(1), read(1)).fileBreaks).toBe(false);
});

test('records are not compared where the two versions do not read the same', () => {
  expect(new Comparer().result(read(0), read(7)).shape).toEqual({ from: 0, to: 7 });
});

const releasesOf = (...statuses: Status[]): Release[] =>
  statuses.map((status, at) => (status === 'brouillon' ? { version: 'next', status } : { version: `2.${at}.0`, status }));

test.each<[string, Release[], { from: string; to: string }]>([
  ['a proposal', releasesOf('remplacée', 'en vigueur', 'publiée ici', 'brouillon'), { from: '2.1.0', to: '2.2.0' }],
  ['a draft', releasesOf('remplacée', 'en vigueur', 'brouillon'), { from: '2.1.0', to: 'next' }],
  ['nothing newer', releasesOf('remplacée', 'remplacée', 'en vigueur'), { from: '2.1.0', to: '2.2.0' }],
  ['a single version', releasesOf('en vigueur'), { from: '2.0.0', to: '2.0.0' }],
])('with %s, two versions are chosen to begin with', (_name, releases, pair) => {
  expect(pairOf(releases)).toEqual(pair);
});
