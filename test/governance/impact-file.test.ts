import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fr } from '../../packages/base/src/language.ts';
import type { Impact } from '../../src/model/impact.ts';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { kindOf } from '../../src/read/record.ts';
import { decp } from '../cli/run.ts';
import { hasShared, readJsonFile, readText, SHARED, WITHOUT_SHARED } from '../support/engine.ts';

/** The measures that are kept, with the real files that each is made of. */
const MEASURES: [name: string, files: RegExp, schema: string | null, version: RegExp][] = [
  ['impact.json', /^v2.*\.json$/, '2.0.3', /^2\.0\.3$/],
  ['impact-1.x.json', /^v1.*\.json$/, null, /^1\./],
];

const check = new Ajv2020({ strict: true, strictTypes: false }).compile(
  readJsonFile('schema/dialect/impact.schema.json') as object,
);
const committed = (name: string) => readJsonFile(`schema/next/${name}`) as Impact;

/** What must not change as long as neither the rules nor the schemas do: not the day, not the wording of the rules. */
const counts = ({ tool: _, rulesVersion: __, measured: ___, ...rest }: Impact) => rest;

describe.each(MEASURES)('schema/next/%s', (name, files, schema, version) => {
  const impact = committed(name);

  test('has the form that its schema asks for', () => {
    check(impact);
    expect(check.errors ?? []).toEqual([]);
  });

  test('is of files judged as who made them saw them', () => {
    expect(impact.schema).toBe(schema);
    for (const file of impact.files) expect(file.version).toMatch(version);
  });

  test('adds up', () => {
    for (const { objects, filled, absent, empty, wrong } of impact.fields) {
      expect(filled + absent + empty).toBe(objects);
      expect(wrong).toBeLessThanOrEqual(objects);
    }
    for (const { records, evaluated, hit, findings } of impact.rules) {
      expect([hit <= records, evaluated <= records, hit <= findings]).toEqual([true, true, true]);
    }
    expect(impact.files.reduce((sum, { records }) => sum + records, 0)).toBe(total(impact.records));
  });

  test.skipIf(!hasShared)(
    `says what is counted today, rule by rule and field by field${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
    async () => {
      const folder = `${SHARED}realdata/`;
      const names = readdirSync(folder).filter((file) => files.test(file));
      const chosen = schema === null ? [] : ['--schema', schema];
      const paths = names.map((file) => folder + file);
      const { out } = await decp(['impact', '--format', 'json', '--date', impact.date, ...chosen, ...paths]);
      expect(counts(JSON.parse(out) as Impact)).toEqual(counts(impact));
    },
  );
});

describe('schema/next/impact.md', () => {
  const { rules, records } = committed('impact.json');
  const text = readText('schema/next/impact.md');

  test.skipIf(!hasShared)(
    `counts the real files by producer, form and kind${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
    () => {
      const rows = [...text.matchAll(/^\| ([a-z]+)(?: \([^)]*\))? +\| (1\.x|2\.0\.3) +\| (\d+) +\| (\d+) +\|/gm)];
      const written = new Map(
        rows.map(([, name = '', form = '', ...counts]) => [`v${form.charAt(0)}-${name}`, counts.map(Number)]),
      );
      const counted = new Map<string, [marches: number, concessions: number]>();
      for (const file of readdirSync(`${SHARED}realdata`)) {
        const [, name] = /^(v\d-[a-z]+)[-.].*json$/.exec(file) ?? [];
        if (name === undefined) continue;
        const { marches } = readJsonFile(`../shared/realdata/${file}`) as {
          marches: unknown[] | Partial<Record<RecordKind, unknown[]>>;
        };
        const kinds = Array.isArray(marches)
          ? marches.map(kindOf)
          : RECORD_KINDS.flatMap((kind) => (marches[kind] ?? []).map(() => kind));
        const [before, after] = counted.get(name) ?? [0, 0];
        const concessions = kinds.filter((kind) => kind === 'contrat-concession').length;
        counted.set(name, [before + kinds.length - concessions, after + concessions]);
      }
      expect(Object.fromEntries(written)).toEqual(Object.fromEntries(counted));
    },
  );

  test('gives for each rule that it speaks of the count that impact.json gives', () => {
    const rows = [...text.matchAll(/^\| `([a-z-]+)` +\|[^|]*\| *(.*?) *\|/gm)].map(([, id = '', count]) => [id, count]);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows).toEqual(rows.map(([id = '']) => [id, countOf(rules, id)]));
  });

  test('gives the number of records of both measures', () => {
    expect(text).toContain(`${fr.number(total(records))} contrats (${fr.number(records.marche)} marchés`);
    expect(text).toContain(`${fr.number(total(committed('impact-1.x.json').records))} contrats de cinq fichiers`);
  });

  test('says rightly that no rule of severity error hits a record', () => {
    expect(rules.filter(({ severity, hit }) => severity === 'error' && hit > 0).map(({ id }) => id)).toEqual([]);
  });
});

const total = (records: Impact['records']): number => records.marche + records['contrat-concession'];

function countOf(rules: Impact['rules'], id: string): string | undefined {
  const rule = rules.find((one) => one.id === id);
  return rule && `${fr.number(rule.hit)} sur ${fr.number(rule.records)} (${fr.number(Math.round(rule.share * 1000) / 10)} %)`;
}

test('no rule of severity error hits more than one record in twenty of format 2', () => {
  const wide = committed('impact.json').rules.filter(({ severity, share }) => severity === 'error' && share > 0.05);
  expect(wide.map(({ id }) => id)).toEqual([]);
});

test.each([
  ['a count that is none', (impact: Impact) => ({ ...impact, records: { ...impact.records, valid: -1 } })],
  ['an identifier beside a place', (impact: Impact) => ({ ...impact, files: [{ ...impact.files[0], buyer: '21750001600019' }] })],
  ['the folder of a file', (impact: Impact) => ({ ...impact, files: [{ ...impact.files[0], name: 'chez/moi.json' }] })],
  ['a count of something else', (impact: Impact) => ({ ...impact, records: { ...impact.records, lots: 3 } })],
  ['no day', (impact: Impact) => ({ ...impact, date: 'hier' })],
])('the schema of measures refuses %s', (_, change) => {
  expect(check(change(committed('impact.json')))).toBe(false);
});
