import { expect, test } from 'vitest';
import { Kept, textOf, wordsOf } from '../../../docs-site/src/check/kept.ts';
import { NO_FILTER, placesAmong, ROWS } from '../../../docs-site/src/check/places.ts';
import type { DescribedFinding } from '../../../src/library/page/types.ts';

/** A finding on the `index`-th marché. */
const finding = (index: number, more: Partial<DescribedFinding> = {}): DescribedFinding => ({
  code: 'schema.enum',
  severity: 'error',
  path: `/marches/marche/${String(index)}/nature`,
  record: { kind: 'marche', index, id: `M${String(index)}` },
  position: { offset: index, line: index + 1, column: 1 },
  params: { value: `valeur ${String(index)}`, allowed: ['Marché', 'Marché de partenariat'] },
  words: {
    title: 'valeur hors de la liste',
    field: 'Nature du marché (nature)',
    found: `« valeur ${String(index)} »`,
    expected: '« Marché » ou « Marché de partenariat »',
    remedy: 'Écrivez « Marché ».',
    text: `Nature du marché (nature) : « valeur ${String(index)} » ; attendu : « Marché » ou « Marché de partenariat ». Écrivez « Marché ».`,
  },
  ...more,
});

const many = (count: number): DescribedFinding[] => Array.from({ length: count }, (_, i) => finding(i));

const last = <T>(all: Iterable<T>): T => [...all].at(-1)!;

test('so many findings are kept, and the others are counted', () => {
  const kept = new Kept({ findings: 10, characters: Infinity });
  kept.add(many(25));
  expect([kept.findings.length, kept.left]).toEqual([10, 15]);
});

test('long texts fill the room sooner, and none is kept after one that was left out', () => {
  const kept = new Kept({ findings: 1000, characters: 3000 });
  kept.add(many(1000));
  expect(kept.findings.length).toBeGreaterThan(2);
  expect(kept.findings.length).toBeLessThan(40);
  expect(kept.findings.map(({ record }) => record?.index)).toEqual(kept.findings.map((_, i) => i));
});

test.each([
  ['with what was found within', finding(1).words!],
  [
    'that begins with what was found',
    { title: 't', found: 'la racine', expected: 'e', remedy: 'r', text: 'La racine ; attendu : e. r' },
  ],
  ['that does not say what was found', { title: 't', found: 'autre', expected: 'e', remedy: 'r', text: 'Rien de tel.' }],
  ['that begins with what was found as it is', { title: 't', found: 'dit', expected: '', remedy: 'r', text: 'dit r' }],
])('a message %s is the same after it was kept', (_, words) => {
  const kept = new Kept();
  kept.add([finding(0, { words }), finding(1, { words })]);
  for (const one of kept.findings) {
    expect(textOf(one)).toBe(words.text);
    expect(wordsOf(one)).toEqual(words);
  }
});

test('a finding that was kept says the same code, path, place and params', () => {
  const kept = new Kept();
  const { words: _, ...bare } = finding(3);
  kept.add([finding(3)]);
  expect(kept.findings[0]).toMatchObject(bare);
});

test('lists that come with each finding are kept once', () => {
  const kept = new Kept();
  kept.add(many(2));
  const [a, b] = kept.findings;
  expect(a?.params['allowed']).toBe(b?.params['allowed']);
  expect(a?.frame).toBe(b?.frame);
});

const full = new Kept();
full.add(many(12_000));

test('at most 200 rows are drawn, and all that match are counted', () => {
  const { rows, matching } = last(placesAmong(full.findings, NO_FILTER));
  expect([rows.length, matching]).toEqual([ROWS, 12_000]);
});

test.each([
  [{ text: 'VALEUR 11999' }, 1],
  [{ text: 'm11999' }, 1],
  [{ text: 'marche/11999' }, 1],
  [{ text: 'nature du marche' }, 12_000],
  [{ code: 'schema.enum', level: 'error' as const, field: '/marches/marche/*/nature' }, 12_000],
  [{ level: 'warning' as const }, 0],
  [{ code: 'schema.required' }, 0],
  [{ field: '/marches/marche/*/id' }, 0],
])('a filter looks at all findings kept, with accents folded: %j', (filter, matching) => {
  expect(last(placesAmong(full.findings, { ...NO_FILTER, ...filter })).matching).toBe(matching);
});
