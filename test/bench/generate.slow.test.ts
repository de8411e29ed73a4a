import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generate, type DataCounts, type DataPlan } from '../../federation/fake/contracts/data.ts';
import { luhnKey } from '../../federation/fake/contracts/identifiers.ts';
import { NEEDS } from '../../federation/fake/contracts/needs.ts';
import { SHARES } from '../../federation/fake/contracts/published.ts';
import { Random } from '../../federation/fake/contracts/random.ts';
import { TOWNS } from '../../federation/fake/contracts/towns.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { GOLDEN, judge, readText } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';

const CLEAN = { megabytes: 1, layout: 'compact', dirty: 0, seed: 2 } as const satisfies DataPlan;
const MINIMAL = { records: 2000, layout: 'compact', dirty: 0, seed: 2 } as const satisfies DataPlan;

function write(plan: DataPlan): { text: string; counts: DataCounts } {
  const pieces = generate(plan);
  let text = '';
  for (;;) {
    const piece = pieces.next();
    if (piece.done === true) return { text, counts: piece.value };
    text += piece.value;
  }
}

/** What all rules find, but for the tabs and line breaks that some texts have since JSON escapes them. */
async function judgeByAllRules(text: string, version: string) {
  const judged = judge(text, await loadVersion(version), await rulesFor(version, allRules('2026-12-31')));
  const isMeant = ({ code, params }: (typeof judged.findings)[number]): boolean =>
    code === 'caracteres-invisibles' && /[\t\n]/.test(String(params['objet']));
  return { ...judged, findings: judged.findings.filter((finding) => !isMeant(finding)) };
}

const NO_REASONS = { drop: {}, reserve: {}, unknown: {} };

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');

test('the source of chance gives the numbers published for xoshiro128**', () => {
  const random = new Random([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, () => random.bits())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('the same plan gives the same bytes, another seed gives others', () => {
  expect(sum(write(CLEAN).text)).toBe(sum(write(CLEAN).text));
  expect(sum(write({ ...CLEAN, seed: 3 }).text)).not.toBe(sum(write(CLEAN).text));
});

test('the counts are those of the text, whose size is the one asked for within one record', () => {
  const { text, counts } = write({ ...CLEAN, layout: 'pretty' });
  const { marches } = JSON.parse(text) as { marches: { marche: unknown[]; 'contrat-concession': unknown[] } };
  expect([counts.marche, counts['contrat-concession']]).toEqual([marches.marche.length, marches['contrat-concession'].length]);
  expect(counts.bytes).toBe(Buffer.byteLength(text));
  expect(Math.abs(counts.bytes - 1e6)).toBeLessThan(10_000);
});

test('so many minimal marchés are written as are asked for, none of them greater than a kilobyte', () => {
  const { text, counts } = write(MINIMAL);
  const { marches } = JSON.parse(text) as { marches: { marche: unknown[]; 'contrat-concession': unknown[] } };
  expect([marches.marche.length, marches['contrat-concession'].length]).toEqual([2000, 0]);
  expect(counts).toEqual({ bytes: Buffer.byteLength(text), marche: 2000, 'contrat-concession': 0, dirty: 0 });
  expect(Math.max(...marches.marche.map((record) => JSON.stringify(record).length))).toBeLessThan(1000);
});

test('compact and pretty data hold the same records', () => {
  const first = ({ text }: { text: string }) =>
    (JSON.parse(text) as { marches: { marche: unknown[] } }).marches.marche.slice(0, 100);
  expect(first(write({ ...CLEAN, layout: 'pretty' }))).toEqual(first(write(CLEAN)));
});

test('data shaped as published have the findings of the real ones, as often, and as many invalid records as counted', async () => {
  const { text, counts } = write({ megabytes: 6, layout: 'escaped', dirty: 0, published: true, seed: 2 });
  expect(text).not.toMatch(/[^\u0000-\u007f]/);
  const { findings, records: judged } = await judgeByAllRules(text, '2.0.3');
  expect(judged.invalid).toBe(counts.dirty);
  const records = new Map<string, Set<number | undefined>>();
  for (const { code, record } of findings)
    if (record?.kind === 'marche') records.set(code, (records.get(code) ?? new Set()).add(record.index));
  for (const [code, share] of SHARES) {
    const found = (records.get(code)?.size ?? 0) / counts.marche;
    expect(found, code).toBeGreaterThan(0);
    if (share > 0.02) expect(Math.abs(found - share) / share, code).toBeLessThan(0.2);
  }
});

describe.each(['2.0.3', GOLDEN])('under %s', (version) => {
  const plans: [string, DataPlan][] = [
    ['compact', CLEAN],
    ['pretty', { ...CLEAN, layout: 'pretty' }],
    ['otherwise seeded', { ...CLEAN, seed: 3 }],
    ['minimal', MINIMAL],
  ];
  // Rules of the two versions are nearly the same: how data is written shows in one of them.
  test.each(NIGHT || version === '2.0.3' ? plans : plans.slice(0, 1))(
    'in clean %s data no rule finds anything, and all would be published',
    async (_, plan) => {
      const { text, counts } = write(plan);
      const { findings, records, schemaVerdict, rules } = await judgeByAllRules(text, version);
      const total = counts.marche + counts['contrat-concession'];
      expect(findings.slice(0, 3)).toEqual([]);
      expect(schemaVerdict).toBe(true);
      expect(records.conforming).toBe(total);
      expect(rules).toEqual({
        notEvaluated: 0,
        forecast: { schema: '2.0.3', publish: total, reserve: 0, drop: 0, unknown: 0, reasons: NO_REASONS },
      });
    },
  );

  test.each(NIGHT || version === '2.0.3' ? [0.05, 0.6, 1] : [0.6])(
    'with a share of %d dirty records, those and no others are invalid',
    async (dirty) => {
      const { text, counts } = write({ ...CLEAN, dirty });
      const { records } = judge(text, await loadVersion(version));
      expect(records.invalid).toBe(counts.dirty);
      expect(Math.abs(counts.dirty / (records.valid + records.invalid) - dirty)).toBeLessThan(0.06);
    },
  );

  test('rules find nothing outside dirty records, and all others would be published', async () => {
    const { text, counts } = write({ ...CLEAN, dirty: 0.3 });
    const { findings, records, rules } = await judgeByAllRules(text, version);
    expect(new Set(findings.map(({ path }) => path.split('/', 4).join('/'))).size).toBe(counts.dirty);
    expect(rules?.forecast?.publish).toBe(records.valid);
    expect(rules?.forecast?.reasons.drop['schema']).toBe(counts.dirty);
  });
});

test('every SIRET of clean data passes its two keys', () => {
  const sirets = write(CLEAN).text.match(/(?<=")\d{14}(?=")/g) ?? [];
  expect(sirets.length).toBeGreaterThan(1000);
  const failing = sirets.filter((siret) => luhnKey(siret.slice(0, 8)) !== siret[8] || luhnKey(siret.slice(0, 13)) !== siret[13]);
  expect(failing).toEqual([]);
});

test('the Luhn key of 7992739871 is 3', () => {
  expect(luhnKey('7992739871')).toBe('3');
});

test('identifiers are not used twice in a file', () => {
  const { text } = write(CLEAN);
  const { marche } = (JSON.parse(text) as { marches: { marche: { id: string }[] } }).marches;
  expect(new Set(marche.map(({ id }) => id)).size).toBe(marche.length);
});

test('CPV codes and towns are those of the nomenclatures', () => {
  const column = (name: string) => new Set(readText(`schema/nomenclatures/${name}.csv`).match(/^[^,]+/gm));
  const [cpv, communes, regions] = [column('cpv-2008'), column('cog-2026-communes'), column('cog-2026-regions')];
  const [departements, arrondissements] = [column('cog-2026-departements'), column('cog-2026-arrondissements')];
  expect(NEEDS.filter(([, code]) => !cpv.has(code))).toEqual([]);
  const unknown = TOWNS.filter(
    ([, commune, , departement, region, arrondissement]) =>
      !communes.has(commune) || !departements.has(departement) || !regions.has(region) || !arrondissements.has(arrondissement),
  );
  expect(unknown).toEqual([]);
});
