import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesFrom } from '../../src/model/releases.ts';
import { GOLDEN, IN_FORCE, readText } from '../support/engine.ts';
import { decp } from './run.ts';
import { UNFOLDED } from '../support/unfolded.ts';

type Record_ = { [name: string]: unknown; id: string };
type Report = {
  rulesVersion: string | null;
  files: {
    verdict: string;
    schemaVerdict: string;
    records: { valid: number; conforming: number };
    counts: { error: number; warning: number; info: number };
    toReview: number;
    rules: { version: string; families: string[]; date: string; notEvaluated: number; forecast: unknown } | null;
    findings: {
      code: string;
      severity: string;
      review?: true;
      path: string;
      position: unknown;
      message: string;
      params: object;
    }[];
  }[];
};

const { marches } = JSON.parse(readText(`${UNFOLDED}${GOLDEN}/valid/marche-minimal.json`)) as { marches: { marche: [Record_] } };
const [good] = marches.marche;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decp-rules-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function validate(records: readonly unknown[], ...args: string[]) {
  writeFileSync(join(folder, 'f.json'), JSON.stringify({ marches: { marche: records } }));
  const run = await decp(['validate', 'f.json', '--date', '2026-12-31', ...args], { folder });
  return { ...run, report: () => JSON.parse(run.out) as Report };
}

const json = async (records: object[], ...args: string[]) => (await validate(records, '--format', 'json', ...args)).report();
const LATE = { ...good, id: 'tard', datePublicationDonnees: '2026-12-01' };
const WRONG = { ...good, id: 'second', acheteur: { id: '28117802000019' } };

describe('decp validate with rules', () => {
  test('runs them all by default: a warning leaves the file conforming, an error does not', async () => {
    const [late] = (await json([good, LATE])).files;
    expect(late).toMatchObject({ verdict: 'conforming', records: { valid: 2, conforming: 2 }, counts: { error: 0, warning: 1 } });
    expect(late?.findings).toMatchObject([
      { code: 'publication-hors-delai', severity: 'warning', path: '/marches/marche/1/datePublicationDonnees' },
    ]);
    expect(late?.findings[0]?.message).toContain('2026-12-01');
    const run = await validate([good, WRONG]);
    expect(run.code).toBe(1);
    expect(run.out).toContain('decp explain siret-acheteur-invalide');
    const [wrong] = (await json([good, WRONG])).files;
    expect(wrong).toMatchObject({ verdict: 'not-conforming', schemaVerdict: 'valid', records: { valid: 2, conforming: 1 } });
  });

  test('what a person must look at is a verdict of its own, which refuses nothing unless --strict', async () => {
    const [twice] = (await json([good, good])).files;
    expect(twice).toMatchObject({ verdict: 'to-review', toReview: 1, records: { conforming: 2 }, counts: { error: 0 } });
    expect(twice?.findings.filter(({ review }) => review)).toMatchObject([
      { code: 'enregistrement-duplique', severity: 'warning', path: '/marches/marche/1' },
    ]);
    const run = await validate([good, good]);
    expect(run).toMatchObject({
      code: 0,
      out: expect.stringContaining('Conforme, à vérifier avant de publier : 2 marchés') as unknown,
    });
    const said = run.out.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(
      /Si tout est voulu, le fichier peut être publié, mais la consolidation nationale en écarterait 1 contrat ;/,
    );
    expect(run.out.indexOf('À vérifier avant de publier :')).toBeLessThan(run.out.indexOf('Nombre'));
    expect((await validate([good, good], '--strict')).code).toBe(1);
    expect((await validate([good], '--strict')).code).toBe(0);
    expect((await validate([good, WRONG], '--strict')).code).toBe(1);
    // Rules that were frozen with a version are those of then; what is to be looked at of what they find is said now.
    expect((await validate([good, good], '--strict', '--schema', '2.1.0')).code).toBe(1);
  });

  test('a finding points to the very item, with its line and column', async () => {
    const titulaires = [
      { titulaire: { typeIdentifiant: 'SIRET', id: '99303288700016' } },
      { titulaire: { typeIdentifiant: 'SIRET', id: 'OTIS' } },
    ];
    const [file] = (await json([{ ...good, typeGroupementOperateurs: 'Conjoint', titulaires }])).files;
    expect(file?.findings).toMatchObject([
      { code: 'identifiant-titulaire-invalide', path: '/marches/marche/0/titulaires/1/titulaire/id', position: { line: 1 } },
    ]);
    expect(file?.findings[0]?.message).toContain('OTIS');
  });

  test('families are chosen; none runs none and tells no forecast', async () => {
    const [only] = (await json([LATE, WRONG], '--rules', 'agregateur')).files;
    expect(only?.findings.map(({ code }) => code)).toEqual(['siret-acheteur-invalide']);
    expect(only?.rules).toMatchObject({ families: ['agregateur'], date: '2026-12-31' });
    const [text] = (await json([LATE, WRONG], '--rules', 'reglementaire,qualite')).files;
    expect(text?.findings.map(({ code }) => code)).toEqual(['publication-hors-delai']);
    expect(text?.rules?.forecast).toBeNull();
    const [law] = (await json([LATE, WRONG], '--rules', 'droit')).files;
    expect(law?.findings.map(({ code }) => code)).toEqual(['publication-hors-delai']);
    // 2.1.0 keeps the word that stands for both, in its reports too.
    for (const word of ['droit', 'documentation', 'reglementaire']) {
      const [kept] = (await json([LATE, WRONG], '--rules', word, '--schema', GOLDEN)).files;
      expect(kept?.findings.map(({ code }) => code)).toEqual(['publication-hors-delai']);
      expect(kept?.rules).toMatchObject({ families: ['reglementaire'] });
    }
    // A file without a label is judged by the version in force, whose rules judge it.
    expect(only?.rules?.version.startsWith(`${rulesFrom(IN_FORCE)}-`)).toBe(true);
    const none = await json([LATE, WRONG], '--rules', 'none');
    expect(none.rulesVersion).toBeNull();
    expect(none.files[0]).toMatchObject({ verdict: 'conforming', rules: null, findings: [] });
  });

  test('a rule can be left out, which leaves no forecast where it is one of the consolidation', async () => {
    const [file] = (await json([LATE, WRONG], '--rules=-publication-hors-delai')).files;
    expect(file?.findings.map(({ code }) => code)).toEqual(['siret-acheteur-invalide']);
    expect(file?.rules).toMatchObject({ without: ['publication-hors-delai'], forecast: { publish: 1, drop: 1 } });
    const [less] = (await json([LATE, WRONG], '--rules', 'agregateur,-siret-acheteur-invalide')).files;
    expect(less).toMatchObject({ findings: [], rules: { forecast: null } });
    const unknown = await decp(['validate', 'f.json', '--rules=-siret-acheteur'], { folder });
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('« siret-acheteur-invalide »');
  });

  test('without the rules of the consolidation, two records of one contractor are not said to be of two', async () => {
    const [file] = (await json([good, { ...good, offresRecues: 7 }], '--rules', 'qualite')).files;
    const messages = file?.findings.filter(({ code }) => code === 'contrat-present-deux-fois').map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('mais il en diffère ailleurs'),
      expect.stringContaining("S'il n'en diffère que par le titulaire"),
    ]);
  });

  test('the reference day decides what is in the future', async () => {
    expect((await json([LATE], '--date', '2026-12-01')).files[0]?.counts.error).toBe(0);
    const [before] = (await json([LATE], '--date', '2026-11-30')).files;
    expect(before?.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'date-future', path: '/marches/marche/0/datePublicationDonnees' },
    ]);
  });

  test.each([
    ['--rules', 'reglementaires'],
    ['--rules', ''],
    ['--rules', 'none,qualite'],
    ['--date', '2026-02-30'],
    ['--date', 'demain'],
  ])('%s %s is a wrong call, which says so', async (option, value) => {
    const run = await decp(['validate', 'f.json', option, value], { folder });
    expect(run.code).toBe(2);
    expect(run.err).toContain(option);
    expect(run.out).toBe('');
  });

  test('a rule that reads a field which the schema refuses is not evaluated, and counted', async () => {
    const [file] = (await json([{ ...good, datePublicationDonnees: '2024-02-31' }], '--schema', GOLDEN)).files;
    expect(file?.findings.map(({ code }) => code)).toEqual(['schema.pattern']);
    expect(file?.rules?.notEvaluated).toBeGreaterThan(3);
  });

  test('a rule never fails on a record, whatever it holds', async () => {
    const strange = [
      null,
      12,
      'x',
      [],
      {},
      { id: [] },
      { ...good, titulaires: [null, 42, { titulaire: 'x' }] },
      { titulaires: {} },
    ];
    for (const version of [GOLDEN, '2.0.3', '2.0.0', '1.5.0']) {
      const { code, err } = await validate(strange, '--schema', version);
      expect({ code, err }).toEqual({ code: 1, err: '' });
    }
  });

  test('a list so long that some rules would take minutes is reported, and the others still run', async () => {
    const modifications = Array.from({ length: 1001 }, (_, i) => ({
      modification: {
        id: i + 1,
        dateNotificationModification: '2024-07-01',
        datePublicationDonneesModification: '2024-07-02',
        dureeMois: 3,
      },
    }));
    const [file] = (await json([{ ...good, modifications, datePublicationDonnees: '2026-12-01' }], '--schema', GOLDEN)).files;
    expect(file?.findings.map(({ code }) => code).sort()).toEqual(['publication-hors-delai', 'rules.list-too-long']);
  });
});

describe('the forecast of the national consolidation', () => {
  const forecastOf = async (records: object[], ...args: string[]) =>
    (await json(records, '--schema', '2.0.3', ...args)).files[0]?.rules?.forecast;

  test('sorts records into published, with reserves, left out, and says why', async () => {
    const reserved = { ...good, id: 'nul', attributionAvance: true, tauxAvance: 0 };
    const refused = { ...good, id: 'refus', dureeMois: 0 };
    expect(await forecastOf([good, LATE, WRONG, reserved, refused])).toEqual({
      schema: '2.0.3',
      publish: 2,
      reserve: 1,
      drop: 2,
      unknown: 0,
      reasons: { drop: { 'siret-acheteur-invalide': 1, schema: 1 }, reserve: { 'taux-avance-nul': 1 }, unknown: {} },
    });
  });

  test('a record that repeats one which is left out is published: so people fix what they published', async () => {
    const { objet: _, ...refused } = good;
    expect(await forecastOf([refused, good, good])).toMatchObject({ publish: 1, drop: 2, reasons: { drop: { schema: 1 } } });
    expect(await forecastOf([good, refused])).toMatchObject({ publish: 1, drop: 1 });
  });

  test('does not call published what it cannot judge, and says why', async () => {
    // 2.0.3 accepts such a date of a modification, which the consolidation refuses by a check that is none of our rules.
    const modification = {
      id: 1,
      dateNotificationModification: '2009-02-29',
      datePublicationDonneesModification: '2024-06-03',
      dureeMois: 9,
    };
    expect(await forecastOf([{ ...good, modifications: [{ modification }] }])).toMatchObject({
      publish: 0,
      unknown: 1,
      reasons: { unknown: { 'date-future': 1 } },
    });
    expect(await forecastOf([good, { ...good, id: 'avril', datePublicationDonnees: '2024-06-31' }])).toMatchObject({
      publish: 0,
      drop: 2,
      reasons: { drop: { 'lost-pass': 2 } },
    });
    const [file] = (await json([{ ...good, dateNotification: '0000-00-00' }], '--schema', '2.0.3')).files;
    expect(file?.findings.map(({ code }) => code)).toContain('date-invraisemblable');
    expect(file?.rules?.forecast).toMatchObject({ publish: 0, drop: 1 });
  });

  test('knows the deviations: no exception for La Poste, and three titulaires only', async () => {
    // The SIRET of an establishment of La Poste is right by INSEE, and refused by the consolidation.
    const postal = { ...good, id: 'poste', acheteur: { id: '35600000049837' } };
    const fourth = (place: number) => ({
      ...good,
      id: `place-${place}`,
      typeGroupementOperateurs: 'Conjoint',
      titulaires: Array.from({ length: 4 }, (_, i) => ({
        titulaire: { typeIdentifiant: 'HORS-UE', id: i === place ? '??' : `CH${i}` },
      })),
    });
    expect((await json([postal])).files[0]?.findings).toMatchObject([
      { code: 'rules.left-out', severity: 'info', path: '/marches/marche/0', params: { reason: 'siret-acheteur-invalide' } },
    ]);
    expect((await validate([postal])).out).toContain('mais la consolidation nationale en écarterait 1 contrat');
    expect(await forecastOf([postal])).toMatchObject({ drop: 1, reasons: { drop: { 'siret-acheteur-invalide': 1 } } });
    expect(await forecastOf([fourth(2)])).toMatchObject({ drop: 1 });
    expect(await forecastOf([fourth(3)])).toMatchObject({ publish: 1, drop: 0 });
  });

  test('is drawn with the checks of 2.0.3, whatever the version applied', async () => {
    const typed = { ...good, _type: 'Marché' };
    const [older] = (await json([typed], '--schema', '2.0.2')).files;
    expect(older?.records.valid).toBe(1);
    expect(older?.rules?.forecast).toMatchObject({ drop: 1, reasons: { drop: { schema: 1 } } });
  });

  test('publishes nothing of a file that is not JSON, and is not made for 1.x', async () => {
    writeFileSync(join(folder, 'cut.json'), JSON.stringify({ marches: { marche: [good, good] } }).slice(0, -3));
    const cut = JSON.parse((await decp(['validate', 'cut.json', '--format', 'json'], { folder })).out) as Report;
    expect(cut.files[0]?.rules?.forecast).toMatchObject({ publish: 0, reserve: 0, drop: 2 });
    expect((await json([good], '--schema', '1.5.0')).files[0]?.rules?.forecast).toBeNull();
  });

  test('is reported to people in both languages', async () => {
    expect((await validate([good, WRONG])).out).toContain(
      'Prévision de la consolidation nationale : 1 à publier, 0 à publier avec réserves, 1 à écarter.',
    );
    expect((await validate([good, WRONG], '--lang', 'en')).out).toContain(
      'Forecast of the national consolidation: 1 to publish, 0 to publish with reserves, 1 to leave out.',
    );
  });
});
