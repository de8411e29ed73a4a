import { parse } from 'csv-parse/sync';
import { describe as group, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { csvReport } from '../../src/report/csv.ts';
import { jsonReport } from '../../src/report/json.ts';
import { ndjsonReport } from '../../src/report/ndjson.ts';
import type { Reported } from './files.ts';
import { BARE, CONFORMING, OPTIONS, TABLE, TO_REVIEW, UNREADABLE, WRONG, written } from './files.ts';

type Entry = Record<string, unknown> & { findings: Record<string, unknown>[] };

const FILES = [CONFORMING, WRONG, UNREADABLE];
const lang: Lang = 'fr';
const json = (files: Reported[], maxFindings?: number) =>
  JSON.parse(written(jsonReport({ ...OPTIONS, lang, ...(maxFindings !== undefined && { maxFindings }) }), files, lang)) as {
    files: Entry[];
  };
const lines = (files: Reported[]) =>
  written(ndjsonReport({ ...OPTIONS, lang }), files, lang)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const HOSTILE: Reported = {
  ...BARE,
  findings: [
    findingOf(
      'schema.additionalProperties',
      '/marches/marche/0/=1+1\u001b[2J\u009b',
      { property: '=1+1\u001b[2J\u009b' },
      {
        record: { kind: 'marche', index: 0, id: '=HYPERLINK("http://exemple.fr";"x")', buyer: '@SUM(A1)\u202e' },
      },
    ),
    findingOf('schema.type', '/marches/marche/0/objet', { expected: ['string'], value: ['x'.repeat(100_000)] }),
  ],
  summary: { ...BARE.summary, file: '-2+3.json' },
};

group('json', () => {
  test('holds the tool, the version of the rules, and for each file all keys of the contract', () => {
    const report = json(FILES);
    expect(Object.keys(report)).toEqual(['tool', 'rulesVersion', 'files']);
    const keys =
      'file findings sha256 format version versionDetected versionReason schemaVerdict verdict records counts toReview rules truncated'.split(
        ' ',
      );
    for (const file of report.files) expect(Object.keys(file)).toEqual(keys);
  });

  test('gives each finding with its message', () => {
    const [, wrong] = json(FILES).files;
    expect(wrong?.findings).toHaveLength(WRONG.findings.length);
    expect(wrong?.findings[1]).toEqual({
      ...WRONG.findings[1],
      message: expect.stringContaining('« Procédure adaptée »') as string,
    });
    expect(wrong).toMatchObject({
      verdict: 'not-conforming',
      schemaVerdict: 'invalid',
      truncated: false,
      counts: { error: 429 },
    });
  });

  test('what is to be reviewed is a verdict of its own, and each finding of it says so', () => {
    const [amber] = json([TO_REVIEW]).files;
    expect(amber).toMatchObject({ verdict: 'to-review', toReview: 1, counts: { error: 0, warning: 2 } });
    expect(amber?.findings.map(({ code, review }) => [code, review])).toEqual([
      ['table.formula', undefined],
      ['table.date-in-text', true],
    ]);
    expect(lines([TO_REVIEW]).at(-1)).toMatchObject({ type: 'summary', verdict: 'to-review', toReview: 1 });
    const [, ...rows] = parse(written(csvReport({ ...OPTIONS, lang }), [TO_REVIEW], lang));
    expect(rows.map((row) => row[3])).toEqual(['avertissement', 'à vérifier']);
  });

  test('a file that could not be read is there, with the reason as its finding', () => {
    const [, , unreadable] = json(FILES).files;
    expect(unreadable).toMatchObject({ verdict: 'unreadable', schemaVerdict: null, version: null, counts: { error: 1 } });
    expect(unreadable?.findings).toEqual([
      { ...UNREADABLE.findings[0], message: expect.stringMatching(/^Un fichier vide/) as string },
    ]);
  });

  test('a list that is cut says so, and leaves counts alone', () => {
    const [, wrong] = json(FILES, 5).files;
    expect(wrong).toMatchObject({ truncated: true, counts: { error: 429 } });
    expect(wrong?.findings).toHaveLength(5);
    expect(json([CONFORMING], 0).files[0]).toMatchObject({ truncated: false, findings: [] });
  });

  test('no file at all makes valid JSON too', () => {
    expect(json([])).toEqual({ ...OPTIONS, files: [] });
  });

  test('hostile values are read back as they were, and hold no command on the way', () => {
    const text = written(jsonReport({ ...OPTIONS, lang }), [HOSTILE], lang);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect((JSON.parse(text) as { files: Entry[] }).files[0]?.findings[0]).toMatchObject(HOSTILE.findings[0] ?? {});
  });

  test('a very large value is cut', () => {
    const value = (json([HOSTILE]).files[0]!.findings[1]!['params'] as { value: string }).value;
    expect(value).toMatch(/^\["x+…$/);
    expect(value.length).toBeLessThan(1000);
  });
});

group('ndjson', () => {
  test('has one line a finding and one summary a file, each complete in itself', () => {
    const all = lines(FILES);
    expect(all.filter(({ type }) => type === 'summary').map(({ file }) => file)).toEqual(
      FILES.map(({ summary }) => summary.file),
    );
    expect(all.filter(({ type }) => type === 'finding')).toHaveLength(WRONG.findings.length + 1);
    for (const line of all) expect(line).toHaveProperty('file');
  });

  test('says the same as json', () => {
    const [first] = lines([WRONG]);
    expect(first).toEqual({ type: 'finding', file: WRONG.summary.file, ...json([WRONG]).files[0]?.findings[0] });
  });
});

group('csv', () => {
  const rows = (files: Reported[], language: Lang = lang) =>
    parse<Record<string, string>>(written(csvReport({ ...OPTIONS, lang: language }), files, language), { columns: true });

  test('has a header in the language and a finding a row', () => {
    expect(rows(FILES)).toHaveLength(WRONG.findings.length + 1);
    expect(Object.keys(rows(FILES)[0] ?? {})).toContain('gravité');
    expect(Object.keys(rows(FILES, 'en')[0] ?? {})).toContain('severity');
  });

  test('a row says where, what was found, what is expected and what to do', () => {
    expect(rows([WRONG])[1]).toEqual({
      fichier: 'donnees/2024-08.json',
      ligne: '12',
      colonne: '5',
      gravité: 'erreur',
      code: 'schema.enum',
      problème: 'valeur hors de la liste',
      'nature du contrat': 'marche',
      rang: '1',
      identifiant: '2024-001',
      acheteur: '21750001600019',
      champ: 'Procédure (procedure)',
      trouvé: "le texte « Procédure Adaptée », qui n'est pas dans la liste",
      attendu: "l'un des codes « Procédure adaptée », « Appel d'offres ouvert » ou « Appel d'offres restreint »",
      remède: 'Écrivez « Procédure adaptée », avec les mêmes majuscules, accents et signes.',
      chemin: '/marches/marche/0/procedure',
      cellule: '',
    });
  });

  test('starts without a byte order mark and ends its lines as RFC 4180 asks', () => {
    const text = written(csvReport({ ...OPTIONS, lang }), [CONFORMING], lang);
    expect(text).toMatch(/^fichier,.*\r\n$/);
  });

  test('for a French Excel it has semicolons, accents by a byte order mark, and lines that end as those of Windows', () => {
    const text = written(csvReport({ ...OPTIONS, lang, dialect: 'excel' }), [WRONG, HOSTILE], lang);
    expect(text).toMatch(/^\uFEFFfichier;ligne;colonne;gravité;/);
    expect(text.match(/\uFEFF/g)).toHaveLength(1);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const excel = parse<Record<string, string>>(text, { bom: true, delimiter: ';', columns: true });
    expect(excel).toEqual(rows([WRONG, HOSTILE]));
    for (const cell of excel.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('no cell is taken for a formula, and none holds a control character', () => {
    const text = written(csvReport({ ...OPTIONS, lang }), [HOSTILE], lang);
    expect(text).not.toMatch(/[^\P{Cc}\r\n]|\p{Cf}/u);
    for (const row of parse(text)) {
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(rows([HOSTILE])[0]).toMatchObject({ fichier: "'-2+3.json", identifiant: '\'=HYPERLINK("http://exemple.fr";"x")' });
  });

  test('only so many rows as asked for are written', () => {
    const text = written(csvReport({ ...OPTIONS, lang, maxFindings: 4 }), [WRONG], lang);
    expect(text.trimEnd().split('\r\n')).toHaveLength(5);
  });
});

group('the cell of a finding in a table', () => {
  const cell = { sheet: 'Marchés', row: 12, column: 'F', name: 'titulaires.1.id' };

  test('is in json and in ndjson as it is', () => {
    expect(json([TABLE]).files[0]?.findings[1]).toMatchObject({ position: { line: 12, column: 6, cell } });
    expect(lines([TABLE])[1]).toMatchObject({ position: { line: 12, column: 6, cell } });
  });

  test('is in csv as spreadsheets write it, and empty elsewhere', () => {
    const cells = parse(written(csvReport({ ...OPTIONS, lang }), [TABLE, BARE], lang)).map((row) => row.at(-1));
    expect(cells).toEqual(['cellule', 'Marchés!AC1', 'Marchés!F12', 'Marchés!12', '']);
  });
});
