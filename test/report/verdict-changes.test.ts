import { describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Cause, VerdictChanges, VerdictCounts, VerdictFile } from '../../src/model/impact.ts';
import { styleFor } from '../../packages/base/src/layout.ts';
import { verdictChangesJson, verdictChangesText } from '../../src/governance/impact/verdicts/report.ts';
import { foreignWords } from '../messages/french.ts';

const counts = (newlyRefused: number, newlyAccepted: number, acceptedByBoth: number, refusedByBoth: number): VerdictCounts => ({
  judged: newlyRefused + newlyAccepted + acceptedByBoth + refusedByBoth,
  acceptedByBoth,
  refusedByBoth,
  newlyRefused,
  newlyAccepted,
});

const file = (name: string, rest: Partial<VerdictFile>): VerdictFile => ({
  name,
  sha256: '0'.repeat(64),
  parsed: true,
  shape: 'both',
  outside: 0,
  verdict: { from: true, to: false },
  records: counts(136, 0, 900, 5),
  kinds: { marche: counts(136, 0, 900, 5), 'contrat-concession': counts(0, 0, 0, 0) },
  ...rest,
});

const cause = (path: string, rest: Partial<Cause>): Cause => ({
  effect: 'new',
  code: 'schema.additionalProperties',
  kind: 'marche',
  path,
  files: 1,
  records: 141,
  changing: 136,
  alone: 130,
  share: 0.1307,
  places: [
    { file: 'kervadec.json', pointer: `/marches/marche/0/${path}`, line: 1204, column: 7 },
    { file: 'kervadec.json', pointer: `/marches/marche/2/${path}`, line: 1300, column: 7 },
    { file: 'kervadec.json', pointer: `/marches/marche/3/${path}`, line: 1400, column: 7 },
  ],
  changes: [],
  ...rest,
});

/** Invented counts. */
const CHANGES: VerdictChanges = {
  tool: { name: 'decp-referentiel', version: '0.1.0' },
  from: '2.0.2',
  to: 'next',
  rules: { from: [], to: ['modification-acte-inconnu', 'taux-avance-sans-avance'] },
  measured: '2026-02-01',
  records: counts(137, 1, 900, 5),
  wholeFiles: counts(1, 0, 0, 1),
  files: [
    file('kervadec.json', {}),
    file('an\u001bcien.json', {
      shape: 'neither',
      outside: 12,
      records: counts(0, 0, 0, 0),
      verdict: { from: false, to: false },
    }),
    file('calme.json', { verdict: { from: true, to: true }, records: counts(0, 0, 12, 0) }),
    file('vide.json', { shape: 'neither', records: counts(0, 0, 0, 0), verdict: { from: false, to: false } }),
    file('plat.json', { shape: 'from', outside: 1, records: counts(1, 0, 0, 0), verdict: { from: true, to: false } }),
    file('coupe.json', { shape: 'to', parsed: false, records: counts(0, 1, 0, 0), verdict: { from: null, to: null } }),
  ],
  causes: [
    cause('_type', { changes: [{ fingerprint: '0123456789abcdef', kind: 'property-removed' }] }),
    cause('', { records: 3, changing: 1, alone: 0, share: 0.00001 }),
    cause('ccag', { code: 'schema.enum', value: 'Fournitures\u001bet services', records: 1, changing: 0, alone: 0, share: 0 }),
    cause('', { code: 'structure.list-of-another-version', kind: null, records: 0, changing: 0, alone: 0, share: 0, files: 2 }),
    cause('modificationsActesSousTraitance[].modificationActeSousTraitance.dateNotificationModificationSousTraitance', {
      effect: 'gone',
      code: 'schema.required',
      kind: 'contrat-concession',
      records: 1,
      changing: 1,
      alone: 1,
      share: 0.001,
    }),
  ],
};
const NOTHING: VerdictChanges = {
  ...CHANGES,
  records: counts(0, 0, 0, 0),
  wholeFiles: counts(0, 0, 0, 0),
  files: [],
  causes: [],
};

const textIn = (lang: Lang, changes = CHANGES, width?: number) =>
  verdictChangesText(changes, { lang, style: styleFor(false), ...(width !== undefined && { width }) });

describe.each(['fr', 'en'] as const)('text in %s', (lang) => {
  test('reads as in its golden file', async () => {
    await expect(textIn(lang)).toMatchFileSnapshot(`../golden/report/verdict-changes.${lang}.txt`);
  });

  test('no line is wider than the page but for pointers that cannot be cut, and nothing of a file steers the terminal', () => {
    for (const width of [90, 100]) {
      const wide = textIn(lang, CHANGES, width)
        .split('\n')
        .filter((line) => line.length > width);
      expect(wide.every((line) => /^ *(\/\S+|modificationsActes\S+)( \(concession\))?$/.test(line))).toBe(true);
    }
    expect(textIn(lang)).not.toContain('\u001b');
  });

  test('without any record there are no empty tables', () => {
    expect(textIn(lang, NOTHING)).not.toMatch(/undefined|NaN/);
    expect(textIn(lang, NOTHING).split('\n').length).toBeLessThan(10);
  });

  test('people are shown the twenty heaviest causes, and reported how many more there are', () => {
    const many = Array.from({ length: 23 }, (_, i) => cause(`champ${i}`, {}));
    const text = textIn(lang, { ...CHANGES, causes: many });
    expect(text).toContain('champ19');
    expect(text).not.toContain('champ20');
    expect(text).toMatch(lang === 'fr' ? /et 3 autres raisons/ : /and 3 more reasons/);
  });
});

test('the French text holds no English word', () => {
  const known = /schema\.\w+|structure\.[a-z-]+|property-removed|next|--format json/g;
  expect(textIn('fr').replace(known, '').split('\n').flatMap(foreignWords)).toEqual([]);
});

test('json gives the same counts, an entry a line', () => {
  expect(JSON.parse(verdictChangesJson(CHANGES))).toEqual(CHANGES);
  expect(JSON.parse(verdictChangesJson(NOTHING))).toEqual(NOTHING);
  const lines = verdictChangesJson(CHANGES).split('\n');
  for (const { name } of CHANGES.files)
    expect(lines.filter((line) => line.startsWith(`    {"name":${JSON.stringify(name)}`))).toHaveLength(1);
});
