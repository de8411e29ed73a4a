import { describe, expect, test } from 'vitest';
import { ImpactCount } from '../../src/governance/impact/count.ts';
import type { FieldImpact, Impact, ImpactCounts } from '../../src/model/impact.ts';
import { rulesOf } from '../../src/governance/impact/verb.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { NEED_BYTES } from '../../src/read/record.ts';
import { checkFile } from '../../src/validate/file.ts';
import { GOLDEN, readJsonFile } from '../support/engine.ts';

type Json = Record<string, unknown>;
type File = { marches: { marche?: unknown[]; 'contrat-concession'?: unknown[] } };

const DAY = '2026-01-31';
const [MARCHE] = (readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: { marche: Json[] } }).marches.marche;

/** The counts over files, as the program makes them. */
async function countsOf(files: (File | string)[], version = '2.0.3'): Promise<ImpactCounts> {
  const loaded = await loadVersion(version);
  const choice = allRules(DAY);
  const run = await rulesFor(version, choice);
  const count = new ImpactCount();
  for (const [i, file] of files.entries()) {
    const watch = count.open(`${i}.json`, loaded.model, await rulesOf(version, choice));
    const window = new Window();
    window.feed(new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file)));
    window.finish();
    const steps = checkFile(watch.events(readJson(window)), loaded, run && watch.rules(run));
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        count.add(step.value.records);
        break;
      }
      if (step.value !== NEED_BYTES) watch.finding(step.value);
    }
  }
  return count.counts();
}

const marches = (...marche: unknown[]): File => ({ marches: { marche } });
const ruleOf = ({ rules }: ImpactCounts, id: string) => rules.find((rule) => rule.id === id);
const codeOf = ({ findings }: ImpactCounts, code: string) => findings.find((finding) => finding.code === code);

function fieldOf({ fields }: ImpactCounts, path: string, kind: FieldImpact['kind'] = 'marche') {
  const found = fields.find((field) => field.path === path && field.kind === kind);
  if (!found) throw new Error(`${path}: not counted`);
  const { objects, filled, absent, empty, wrong, share } = found;
  return { objects, filled, absent, empty, wrong, share };
}

const origins = (france: unknown, ue: unknown): Json => ({ ...MARCHE, origineFrance: france, origineUE: ue });
const RULE = 'origine-france-superieure-a-ue';

describe('rules', () => {
  test('a record hit counts once however often, its first places are given, the share is of the records of its kind', async () => {
    const counts = await countsOf([marches(origins(0.9, 0.5), origins(0.1, 0.5), MARCHE), marches(origins(0.9, 0.5))]);
    expect(ruleOf(counts, RULE)).toEqual({
      id: RULE,
      severity: 'error',
      family: expect.any(String) as string,
      records: 4,
      evaluated: 4,
      hit: 2,
      share: 0.5,
      findings: 2,
      places: [
        { file: '0.json', pointer: '/marches/marche/0/origineFrance' },
        { file: '1.json', pointer: '/marches/marche/0/origineFrance' },
      ],
    });
  });

  test('five places are enough', async () => {
    const counts = await countsOf([marches(...Array.from({ length: 7 }, () => origins(0.9, 0.5)))]);
    expect(ruleOf(counts, RULE)).toMatchObject({ hit: 7, findings: 7 });
    expect(ruleOf(counts, RULE)?.places.map(({ pointer }) => pointer)).toEqual(
      [0, 1, 2, 3, 4].map((i) => `/marches/marche/${i}/origineFrance`),
    );
  });

  test('where the schema refuses what a rule reads, and where a record cannot be read, the rule is not evaluated', async () => {
    const broken = JSON.stringify(marches(origins('beaucoup', 0.5), origins(0.1, 0.5))).replace(/\]\}\}$/, ',{"id":]}}');
    expect(ruleOf(await countsOf([broken]), RULE)).toMatchObject({ records: 3, evaluated: 1, hit: 0, share: 0 });
  });

  test('records that repeat each other are counted by the rules on the whole file; without their key they are not evaluated', async () => {
    const keyless = { ...MARCHE, montant: 'cher' };
    const counts = await countsOf([marches(MARCHE, { ...MARCHE, objet: 'Une autre rédaction' }, keyless)]);
    expect(ruleOf(counts, 'cle-consolidation-dupliquee')).toMatchObject({ records: 3, evaluated: 2, hit: 1, findings: 1 });
  });

  test('only the rules that speak of the version are there, and all of them', async () => {
    for (const version of ['1.5.0', '2.0.3'])
      expect((await countsOf([marches(MARCHE)], version)).rules.map(({ id }) => id)).toEqual(
        (await rulesOf(version, allRules(DAY))).map(({ id }) => id).sort(),
      );
  });
});

describe('fields', () => {
  test('each object that may hold a field leaves it out, leaves it empty, or fills it', async () => {
    const counts = await countsOf([
      marches(MARCHE, { ...MARCHE, objet: ' ', titulaires: [] }, { ...MARCHE, objet: undefined }, { ...MARCHE, objet: null }),
    ]);
    expect(fieldOf(counts, 'objet')).toEqual({ objects: 4, filled: 1, absent: 1, empty: 2, wrong: 2, share: 0.25 });
    expect(fieldOf(counts, 'titulaires')).toMatchObject({ objects: 4, filled: 3, empty: 1 });
    expect(fieldOf(counts, 'titulaires[].titulaire.id')).toMatchObject({ objects: 3, filled: 3 });
  });

  test('zero and false are values', async () => {
    const counts = await countsOf([marches({ ...MARCHE, montant: 0, marcheInnovant: false })]);
    expect(fieldOf(counts, 'montant')).toMatchObject({ filled: 1, empty: 0 });
    expect(fieldOf(counts, 'marcheInnovant')).toMatchObject({ filled: 1, empty: 0 });
  });

  test('a finding of the schema makes wrong the field, and all that hold it', async () => {
    const counts = await countsOf([
      marches({ ...MARCHE, titulaires: [{ titulaire: { id: 12 } }, ...(MARCHE!['titulaires'] as [])] }),
    ]);
    expect(fieldOf(counts, 'titulaires').wrong).toBe(1);
    expect(fieldOf(counts, 'titulaires[].titulaire')).toMatchObject({ objects: 2, wrong: 1 });
    expect(fieldOf(counts, 'titulaires[].titulaire.id')).toMatchObject({ objects: 2, filled: 2, wrong: 1 });
    expect(fieldOf(counts, 'titulaires[].titulaire.typeIdentifiant')).toMatchObject({ objects: 2, absent: 1, wrong: 1 });
    expect(fieldOf(counts, 'objet').wrong).toBe(0);
  });

  test('what is no object, or a list where none is due, holds no field; an object where a list is due neither', async () => {
    const counts = await countsOf([
      marches('rien', null, [MARCHE], { ...MARCHE, acheteur: [{ id: '1' }], titulaires: { titulaire: { id: '1' } } }),
    ]);
    expect(fieldOf(counts, 'titulaires')).toMatchObject({ objects: 1, filled: 1, wrong: 1 });
    expect(fieldOf(counts, 'titulaires[].titulaire').objects).toBe(0);
    expect(fieldOf(counts, 'acheteur.id').objects).toBe(0);
  });

  test.each(['1.3.0', '1.5.0', '2.0.0', '2.0.3', GOLDEN])(
    'the fields of %s that are counted are those of its schema',
    async (version) => {
      const { fields } = await countsOf([marches()], version);
      const { model } = await loadVersion(version);
      const used = [...JSON.stringify(model.schema).matchAll(/"x-field":"([^"]+)"/g)].map(([, id]) => id);
      const inRecords = new Set(used.filter((id) => !id?.startsWith('marches') && id !== 'version'));
      expect(new Set(fields.map(({ field }) => field))).toEqual(inRecords);
      expect(new Set(fields.map(({ kind, path }) => `${kind} ${path}`)).size).toBe(fields.length);
    },
  );
});

describe('other findings', () => {
  test('are counted by code, and in each code by the deepest field that the version knows', async () => {
    const counts = await countsOf([
      marches({ ...MARCHE, _type: 1, acheteur: { id: '', nomm: 'x' } }, { ...MARCHE, procedure: 'Aucune' }, MARCHE),
    ]);
    expect(codeOf(counts, 'schema.enum')).toEqual({
      code: 'schema.enum',
      severity: 'error',
      records: 1,
      findings: 1,
      share: 0.3333,
      fields: [{ kind: 'marche', path: 'procedure', records: 1, findings: 1 }],
      places: [{ file: '0.json', pointer: '/marches/marche/1/procedure' }],
    });
    expect(codeOf(counts, 'schema.additionalProperties')?.fields.map(({ path, findings }) => [path, findings])).toContainEqual([
      '',
      1,
    ]);
  });

  test('the file as a whole has a line of its own', async () => {
    expect(codeOf(await countsOf(['{"marches":']), 'syntax.truncated')).toMatchObject({
      records: 0,
      fields: [{ kind: null, path: '', records: 0, findings: 1 }],
    });
  });

  test('a name that a file invents does not make the counts grow', async () => {
    const names = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`inconnu${i}`, 1]));
    const found = codeOf(
      await countsOf([marches({ ...MARCHE, ...names, ['x'.repeat(5000)]: 1 })]),
      'schema.additionalProperties',
    );
    expect(found).toMatchObject({ findings: 5001, records: 1, fields: [{ path: '' }] });
    expect(found?.places).toHaveLength(5);
  });
});

test('records are counted as in a report of the check', async () => {
  const { records } = await countsOf([marches(MARCHE, { ...MARCHE, objet: 3 })]);
  expect(records).toMatchObject({ marche: 2, 'contrat-concession': 0, valid: 1, invalid: 1 } satisfies Partial<
    Impact['records']
  >);
});
