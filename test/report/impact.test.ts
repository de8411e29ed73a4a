import { describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import type { FieldImpact, Impact, RuleImpact } from '../../src/model/impact.ts';
import { impactJson, impactText } from '../../src/governance/impact/report.ts';
import { styleFor } from '../../packages/base/src/layout.ts';
import { foreignWords } from '../messages/french.ts';

const rule = (id: string, rest: Partial<RuleImpact>): RuleImpact => ({
  id,
  severity: 'warning',
  family: 'qualite',
  records: 1200,
  evaluated: 1200,
  hit: 0,
  share: 0,
  findings: 0,
  places: [],
  ...rest,
});
const field = (path: string, rest: Partial<FieldImpact>): FieldImpact => ({
  field: path,
  kind: 'marche',
  path,
  objects: 1200,
  filled: 1200,
  absent: 0,
  empty: 0,
  wrong: 0,
  share: 1,
  ...rest,
});

/** Invented counts. */
const IMPACT: Impact = {
  tool: { name: 'decp-referentiel', version: '0.1.0' },
  rulesVersion: 'next-0123456789ab',
  schema: null,
  date: '2026-01-31',
  measured: '2026-02-01',
  files: [
    { name: 'kervadec.json', sha256: '0'.repeat(64), version: '2.0.3', records: 1200 },
    { name: 'an\u001bcien.json', sha256: null, version: '1.5.0', records: 1 },
  ],
  records: { marche: 1200, 'contrat-concession': 1, valid: 1190, invalid: 11, conforming: 1180 },
  rules: [
    rule('date-trop-lointaine', { severity: 'error', family: 'agregateur', hit: 1, share: 0.0008, findings: 3 }),
    rule('identifiant-trop-court', {
      severity: 'error',
      family: 'reglementaire',
      hit: 120,
      share: 0.1,
      findings: 121,
      evaluated: 1190,
    }),
    rule('montant-rond', { hit: 1, share: 0.0003, findings: 1 }),
    rule('objet-tout-en-capitales', {}),
    rule('titulaire-sans-nom', {}),
  ],
  fields: [
    field('id', {}),
    field('modificationsActesSousTraitance[].modificationActeSousTraitance.dateNotificationModificationSousTraitance', {
      objects: 4,
      filled: 3,
      absent: 1,
      wrong: 1,
      share: 0.75,
    }),
    field('objet', { filled: 1190, empty: 8, absent: 2, wrong: 9, share: 0.9917 }),
    field('jamais', { objects: 0, filled: 0, share: 0 }),
    field('valeurGlobale', { kind: 'contrat-concession', objects: 1, filled: 0, absent: 1, share: 0 }),
  ],
  findings: [
    {
      code: 'schema.required',
      severity: 'error',
      records: 11,
      findings: 12,
      share: 0.0092,
      fields: [
        { kind: 'marche', path: '', records: 1, findings: 1 },
        { kind: 'marche', path: 'objet', records: 11, findings: 11 },
        { kind: 'contrat-concession', path: 'objet', records: 1, findings: 1 },
        { kind: null, path: '', records: 0, findings: 1 },
      ],
      places: [{ file: 'kervadec.json', pointer: '/marches/marche/7' }],
    },
  ],
};
const NOTHING: Impact = { ...IMPACT, rules: [], fields: [], findings: [] };

const textIn = (lang: Lang, impact = IMPACT, width?: number) =>
  impactText(impact, { lang, style: styleFor(false), ...(width !== undefined && { width }) });

describe.each(['fr', 'en'] as const)('text in %s', (lang) => {
  test('reads as in its golden file', async () => {
    await expect(textIn(lang)).toMatchFileSnapshot(`../golden/report/impact.${lang}.txt`);
  });

  test('no line is wider than the page, and nothing of a file name steers the terminal', () => {
    for (const width of [90, 100])
      expect(
        textIn(lang, IMPACT, width)
          .split('\n')
          .filter((line) => line.length > width),
      ).toEqual([]);
    expect(textIn(lang)).not.toContain('\u001b');
  });

  test('without any count there are no empty tables', () => {
    expect(textIn(lang, NOTHING)).not.toMatch(/undefined|NaN/);
    expect(textIn(lang, NOTHING).split('\n').length).toBeLessThan(12);
  });
});

test('the French text holds no English word', () => {
  const codes = /schema\.required/g;
  expect(textIn('fr').replace(codes, '').split('\n').flatMap(foreignWords)).toEqual([]);
});

test('json gives the same counts, an entry a line', () => {
  expect(JSON.parse(impactJson(IMPACT))).toEqual(IMPACT);
  expect(JSON.parse(impactJson(NOTHING))).toEqual(NOTHING);
  const lines = impactJson(IMPACT).split('\n');
  for (const { id } of IMPACT.rules) expect(lines.filter((line) => line.includes(`"${id}"`))).toHaveLength(1);
});
