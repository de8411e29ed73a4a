import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { guarded } from '../../src/model/cell-text.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { csvOf, csvText } from '../../src/write/sheet/csv.ts';
import { RowKeeper } from '../../src/write/sheet/rows.ts';
import { readAll, reported } from './helpers.ts';
import { GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);
const read = (text: string | Uint8Array, chunk?: number) => readAll(openCsv, text, model, undefined, chunk);
const values = (text: string) => read(text).records.map(({ value }) => value);
const bytes = (...codes: number[]) => new Uint8Array(codes);

describe('a table is understood whatever', () => {
  const expected = [
    { id: 'A1', objet: 'Voirie; réseaux', montant: 1250.5, marcheInnovant: true, dateNotification: '2024-12-31' },
  ];

  test.each([
    ['semicolons', 'id;objet;montant;marcheInnovant;dateNotification\nA1;"Voirie; réseaux";1 250,5;oui;31/12/2024\n'],
    ['commas', 'id,objet,montant,marcheInnovant,dateNotification\nA1,Voirie; réseaux,"1250,5",VRAI,2024-12-31\n'],
    ['tabs', 'id\tobjet\tmontant\tmarcheInnovant\tdateNotification\nA1\tVoirie; réseaux\t1250.5\t1\t31/12/2024\n'],
    ['CRLF', 'id;objet;montant;marcheInnovant;dateNotification\r\nA1;"Voirie; réseaux";1250,5;true;2024-12-31\r\n'],
    ['CR', 'id;objet;montant;marcheInnovant;dateNotification\rA1;"Voirie; réseaux";1250,5;true;2024-12-31\r'],
    [
      'ends of line that differ',
      'id;objet;montant;marcheInnovant;dateNotification\r\nA1;"Voirie; réseaux";1250,5;oui;2024-12-31\n',
    ],
    ['a BOM', '\ufeffid;objet;montant;marcheInnovant;dateNotification\nA1;"Voirie; réseaux";1250,5;oui;2024-12-31'],
    [
      'empty rows',
      '\n;;\nid;objet;montant;marcheInnovant;dateNotification\n\n;;;;\n \nA1;"Voirie; réseaux";1250,5;oui;2024-12-31\n;;;;\n',
    ],
    [
      'the help row',
      'id;objet;montant;marcheInnovant;dateNotification\nAide : a;Aide : b;;;\nA1;"Voirie; réseaux";1250,5;oui;2024-12-31\n',
    ],
    ['another order', 'dateNotification;montant;id;marcheInnovant;objet\n2024-12-31;1250,5;A1;oui;"Voirie; réseaux"\n'],
    [
      'titles',
      'Identifiant du marché;Objet du marché;Montant du marché;marché innovant;Date de notification\nA1;"Voirie; réseaux";1250,5;oui;2024-12-31\n',
    ],
    [
      'a line that says the delimiter',
      'sep=;\r\nid;objet;montant;marcheInnovant;dateNotification\nA1;"Voirie; réseaux";1250,5;oui;2024-12-31\n',
    ],
  ])('%s', (_, text) => {
    for (const chunk of [1, 7, 100_000]) expect(read(text, chunk)).toMatchObject({ findings: [], layout: 'by-kind' });
    expect(values(text)).toEqual(expected);
  });

  test('a text among quotes keeps its quotes, ends of line and blanks', () => {
    expect(values('id;objet\nA1;"a ""b""\r\n c "\n')).toEqual([{ id: 'A1', objet: 'a "b"\r\n c ' }]);
  });

  test.each([
    ['id;objet\nA;"b" c\n', '"b" c'],
    ['id;objet\nA;"b;c" d\n', '"b;c" d'],
    ['id;objet\nA;b "c"\n', 'b "c"'],
    ['id;objet\rA;"b\rc"\r', 'b\rc'],
  ])('a quote where none should be is text: %j', (text, objet) => expect(values(text)).toEqual([{ id: 'A', objet }]));

  test('the line that says the delimiter decides, and is no row', () => {
    const lines: unknown[] = [];
    const { records } = readAll(openCsv, 'sep=,\n"id",a;b;id,objet\nA,,c\n', model, ({ locate }) => lines.push(locate('/id')));
    expect(records.map(({ value }) => value)).toEqual([{ id: 'A', objet: 'c' }]);
    expect(lines).toMatchObject([{ line: 3, cell: { row: 2 } }]);
  });

  test('a name of a column may have the guard against formulas', () => {
    expect(readAll(openCsv, "id;'=x\nA;b\n", model).findings.map(({ params }) => params)).toMatchObject([{ column: '=x' }]);
  });

  test('UTF-8 with a bad byte stays UTF-8, and is said', () => {
    const of = (...parts: (string | number)[]) =>
      bytes(...parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));
    for (const file of [of('\ufeffid;objet\nA;b', 0xe9, 'c\n'), of('id;objet;nature\nA;b', 0xe9, 'c;éàç\n')]) {
      const { findings, records } = read(file);
      expect(records[0]?.value).toMatchObject({ id: 'A', objet: 'b\ufffdc' });
      expect(findings.map(({ code, position }) => [code, position?.line])).toEqual([['encoding.invalid-utf8', 2]]);
    }
  });

  test('Windows-1252 is read and said', () => {
    const text = bytes(...[...'id;objet\nA1;Caf'].map((char) => char.charCodeAt(0)), 0xe9, 0x20, 0x80);
    const { findings, records } = read(text);
    expect(records[0]?.value).toEqual({ id: 'A1', objet: 'Café €' });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['table.encoding-windows-1252', 'info']]);
  });

  test('values that are no values of their type stay text', () => {
    expect(values('id;montant;marcheInnovant;dateNotification;tauxAvance\nA;1,234.56;peut-être;12/31/2024;20 %\n')).toEqual([
      { id: 'A', montant: '1,234.56', marcheInnovant: 'peut-être', dateNotification: '12/31/2024', tauxAvance: '20 %' },
    ]);
  });
});

describe('rows that hold no contract', () => {
  const NAMES = 'id;acheteur.id;nature;objet;codeCPV;procedure;dureeMois;dateNotification;montant';
  const A = 'A;1;Marché;Voirie;45233140-2;MAPA;6;2024-12-31;1250,5';
  const B = 'B;1;Marché;École;45214200-2;MAPA;9;2024-12-31;7000';
  const ids = (text: string) => values(text).map((value) => (value as { id: string }).id);
  const codes = (text: string) => reported(read(text).findings);

  test.each([
    ['a title', `Marchés publics 2024\n\n${NAMES}\n${A}\n${B}\n`, ['table.rows-above-header @ 1']],
    ['a title with commas', `Ville de Lannoy, marchés, 2024, tous\n${NAMES}\n${A}\n${B}\n`, ['table.rows-above-header @ 1']],
    [
      'nineteen rows above the header',
      `${Array.from({ length: 19 }, (_, i) => `ligne ${i}\n`).join('')}${NAMES}\n${A}\n${B}\n`,
      ['table.rows-above-header @ 1'],
    ],
    ['a row that names one column, above the header', `Objet\n${NAMES}\n${A}\n${B}\n`, ['table.rows-above-header @ 1']],
    ['words in a row above the header', `Commune;de;Lannoy\n${NAMES}\n${A}\n${B}\n`, ['table.rows-above-header @ 1']],
    ['a contract above the header', `${A}\n${NAMES}\n${A}\n${B}\n`, ['table.contract-above-header @ 1']],
    ['the header again', `${NAMES}\n${A}\n${NAMES.toUpperCase()}\n${B}\n`, ['table.repeated-header @ 3']],
    ['a total', `${NAMES}\n${A}\n${B}\nTOTAL;;;;;;;;8 250,5\n`, ['table.total-row @ 4']],
    ['subtotals', `${NAMES}\n${A}\n;;;Sous-total travaux;;;;;1 250,5\n${B}\n`, ['table.total-row @ 3']],
    [
      'a subheading',
      `${NAMES}\nMarchés de travaux\n${A}\n;;;FOURNITURES;;;;;\n${B}\n`,
      ['table.heading-row @ 2', 'table.heading-row @ 4'],
    ],
  ])('%s: is said in one finding, and the contracts are read', (_, text, expected) => {
    expect(ids(text)).toEqual(['A', 'B']);
    expect(codes(text)).toEqual(expected);
  });

  test('more rows than are looked through above the header are refused, and the first of them is named', () => {
    const text = `${Array.from({ length: 20 }, (_, i) => `ligne ${i};x\n`).join('')}${NAMES}\n${A}\n`;
    expect(() => read(text)).toThrow(
      new InputError('table.no-header', { found: ['ligne 0', 'x'], expected: [], rows: 20 }).message,
    );
  });

  test.each([
    ['only its identifier', '2024-017'],
    ['only an amount', ';;;;;;;;1250'],
    ['only a day', ';;;;;;;31/12/2024;'],
    ['a purpose that begins like a total', ';;;Total : refonte du site;72413000-8;MAPA;6;2024-12-31;1'],
    ['a purpose of another word that begins so', ';;;Totalité des toitures;;;;;1'],
    ['an identifier and the name of a firm', '2024-17;;;TOTAL ENERGIES : gaz;;;;;5'],
    ['an identifier and a purpose of few words', 'B;;;Somme : entretien de la rivière;;;;;9'],
    ['a date and a purpose that begins like a total', ';;;Total de la voirie;;;;31/12/2024;9'],
  ])('a row with %s is a contract', (_, row) => {
    expect(values(`${NAMES}\n${row}\n`)).toHaveLength(1);
  });

  test('the first header counts, whatever comes below it', () => {
    const text = `id;acheteur.id;montant\nA;1;5\nB;1;6\n\n${NAMES}\n`;
    expect(ids(text).slice(0, 2)).toEqual(['A', 'B']);
    expect(ids('id;objet;couleur\nA;x\nB;y\n').length).toBe(2);
  });

  test('the delimiter is that of the header, not of a longer row below it', () => {
    expect(values('id;objet;montant\nA;eau,gaz,bois,papier,encre,cartons;5\n')).toEqual([
      { id: 'A', objet: 'eau,gaz,bois,papier,encre,cartons', montant: 5 },
    ]);
  });

  test('without a model, names that all versions have make a header, and words do not', () => {
    const of = (text: string) => readAll(openCsv, text).records.map(({ value }) => value);
    expect(of('Commune;de;Lannoy;Nord;France\nid;objet;montant\nA;x;5\n')).toEqual([{ id: 'A', objet: 'x', montant: '5' }]);
    expect(of('id;objet;montant\nA;eau,gaz,bois,papier;5\n')).toEqual([{ id: 'A', objet: 'eau,gaz,bois,papier', montant: '5' }]);
    expect(of('Identifiant du marché;Objet du marché;id\nA1;Travaux;MAPA\n')).toEqual([{ id: 'MAPA' }]);
  });

  test('a table of few columns has contracts of one cell', () => {
    expect(values('id;objet\n;Réfection des toitures\n')).toEqual([{ objet: 'Réfection des toitures' }]);
  });
});

describe('what a spreadsheet did to values', () => {
  const codes = (text: string) => reported(read(text).findings);

  test('an identifier in scientific notation has lost its digits; a text that looks so, and a number, have not', () => {
    for (const text of ['2,81E+13', '2.1990417E+13', '2E13', ' 2,81e+13 '])
      expect(codes(`id;acheteur.id\nA;${text}\n`), text).toEqual(['table.lost-digits @ B2']);
    expect(codes('id;acheteur.id;montant\n2024E1A;1E;1E3\n')).toEqual([]);
  });

  test('a column of dates with the month first is said once, with how many of its dates are doubtful', () => {
    const { findings, records } = read(
      'id;dateNotification;datePublicationDonnees\nA;10/02/2026;10/02/2026\nB;09/29/2026;31/01/2026\nC;9/30/2026;1/2/2026\n',
    );
    expect(findings.map(({ code, params }) => [code, params])).toEqual([
      ['table.month-first', { column: 'dateNotification', value: '09/29/2026', doubtful: 1 }],
    ]);
    expect(reported(findings)).toEqual(['table.month-first @ B3']);
    // Nothing is guessed.
    expect(records.map(({ value }) => (value as { dateNotification: string }).dateNotification)).toEqual([
      '2026-02-10',
      '09/29/2026',
      '9/30/2026',
    ]);
  });

  test.each(['31/12/2024', '2024-12-31', '12/12/2024', '13/32/2024', '12/31', ''])('the date %j is not month first', (date) => {
    expect(codes(`id;dateNotification\nA;${date}\n`)).toEqual([]);
  });
});

describe('the kind of a row is reported', () => {
  test('by the columns', () => {
    expect(read('id;acheteur.id\nA;1\n').records.map(({ path }) => path)).toEqual(['/marches/marche/0']);
    expect(read('id;autoriteConcedante.id\nA;1\n').records.map(({ path }) => path)).toEqual(['/marches/contrat-concession/0']);
    expect(read('id;valeurGlobale\nA;1\n').records[0]?.list).toBe('contrat-concession');
  });

  test('by the column contrat where both are there', () => {
    const text =
      'contrat;id;acheteur.id;autoriteConcedante.id\nMarché;A;1;\ncontrat-concession;B;;2\nmarche;C;3;\nConcession;D;;4\n';
    const { records, findings, end } = read(text);
    expect(records.map(({ path }) => path)).toEqual([
      '/marches/marche/0',
      '/marches/contrat-concession/0',
      '/marches/marche/1',
      '/marches/contrat-concession/1',
    ]);
    expect(findings).toEqual([]);
    expect(end?.skeleton).toEqual({ marches: { marche: [undefined, undefined], 'contrat-concession': [undefined, undefined] } });
  });

  test('by its cells where the column contrat does not say it, which is a finding', () => {
    const { records, findings } = read('contrat;id;autoriteConcedante.id\nbail;A;1\n;B;\n');
    expect(records.map(({ list }) => list)).toEqual(['contrat-concession', 'marche']);
    expect(reported(findings)).toEqual(['table.unknown-contrat @ A2', 'table.unknown-contrat @ A3']);
  });

  test('and a value of the other kind is kept, for the schema to refuse', () => {
    expect(values('id;autoriteConcedante.id;montant\nA;1;5\n')).toEqual([
      { id: 'A', autoriteConcedante: { id: '1' }, montant: 5 },
    ]);
  });
});

describe('what is wrong has its code and its cell', () => {
  test.each([
    ['an unknown column', 'id;montan;objet\nA;1;b\n', ['table.unknown-column @ B1']],
    ['a column that is near none', 'id;objet;Observations\nA;b;c\n', ['table.extra-column @ C1']],
    ['a column named as ours', 'id;objet;titulaires.1.nomCommercial\nA;b;c\n', ['table.unknown-column @ C1']],
    ['a column that stands twice', 'id;objet;Objet\nA;1;b\n', ['table.duplicate-column @ C1']],
    ['a column that stands twice, once by its title', 'objet;Objet du marché\nA;b\n', ['table.duplicate-column @ B1']],
    ['a value without a column', 'id;;objet\nA;x;b\n', ['table.value-without-column @ B2']],
    ['a row with too many cells', 'id;objet\nA;b;c;d\nB;c\n', ['table.value-without-column @ C2']],
    ['a number skipped', 'id;titulaires.1.id;titulaires.3.id\nA;1;3\nB;;3\n', ['table.gap @ C2', 'table.gap @ C3']],
    ['a quote never closed', 'id;objet\nA;b\nB;"c\n', ['table.unclosed-quote @ 3']],
    ['a NUL', 'id;objet\nA;b\0\n', ['encoding.nul']],
    ['nothing', 'id;techniques.1;techniques.3\nA;b;c\n', []],
  ])('%s', (_, text, codes) => expect(reported(read(text).findings)).toEqual(codes));

  test('an unknown column is reported with the name that was meant, its number kept', () => {
    const [finding] = read('id;titulaire.2.id\nA;1\n').findings;
    expect(finding?.params).toEqual({ column: 'titulaire.2.id', nearest: ['titulaires.2.id'] });
  });

  test('a gap is closed up', () => {
    const { records, findings } = read('id;titulaires.1.id;titulaires.3.id\nA;;3\n');
    expect(records[0]?.value).toEqual({ id: 'A', titulaires: [{ titulaire: { id: '3' } }] });
    expect(findings[0]).toMatchObject({
      severity: 'warning',
      path: '/marches/marche/0/titulaires/0',
      params: { list: 'titulaires', number: 3, rank: 1 },
      record: { kind: 'marche', index: 0, id: 'A' },
    });
  });

  test('a quote never closed in the header is said before the table is refused', () => {
    const codes: string[] = [];
    const { feed, events } = openCsv(model);
    feed.feed(new TextEncoder().encode('id;"objet\nA;b\n'));
    feed.finish();
    expect(() => {
      for (const event of events) if (typeof event === 'object' && event.type === 'finding') codes.push(event.finding.code);
    }).toThrow('table.no-header');
    expect(codes).toEqual(['table.unclosed-quote']);
  });

  test('what follows an unclosed quote is not read, and the file has no verdict', () => {
    const { records, end } = read('id;objet\nA;b\nB;"c\nC;d\n');
    expect(records.map(({ value }) => value)).toEqual([{ id: 'A', objet: 'b' }]);
    expect(end).toMatchObject({ parsed: false, skeleton: undefined });
  });

  test('names of JavaScript objects are unknown columns like others', () => {
    const { findings, records } = read('id;__proto__;constructor.prototype;titulaires.__proto__.id\nA;1;2;3\n');
    expect(reported(findings)).toEqual(['table.extra-column @ B1', 'table.extra-column @ C1', 'table.unknown-column @ D1']);
    expect(records[0]?.value).toEqual({ id: 'A' });
    expect(({} as Record<string, unknown>)['prototype']).toBeUndefined();
  });
});

describe('help is help under the header only', () => {
  test('elsewhere such a row is a record', () => {
    const { records } = read('id;objet\n\nAide : a;Aide : b\nA;b\nAide : c;Aide : d\n');
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', objet: 'b' },
      { id: 'Aide : c', objet: 'Aide : d' },
    ]);
  });
  test('and only as the first row', () => {
    expect(values('id\nAide : a\nAide : b\n')).toEqual([{ id: 'Aide : b' }]);
  });
});

describe('a large file is read to its end, or refused with a code', () => {
  /** More lines than a spreadsheet has. */
  const LINES = 1_100_000;

  test('a million blank lines below a record', () => {
    const { records, findings } = read(`id;objet\nA;b${'\n'.repeat(LINES)}`, 100_000);
    expect([records.length, findings.length]).toEqual([1, 0]);
  });
  test.each([
    ['a million blank lines', '\n'.repeat(LINES), 'table.no-header'],
    ['a row beyond the last of a spreadsheet', `id;objet${'\n'.repeat(1_048_576)}A;b`, 'table.too-many-rows'],
    ['300 000 columns in the header', `id${';a'.repeat(300_000)}\nA\n`, 'table.too-many-columns'],
    ['300 000 columns in another row', `id;objet\nA${';a'.repeat(300_000)}\n`, 'table.too-many-columns'],
  ])('%s', (_, text, code) => expect(() => read(text, 1_000_000)).toThrow(code));
});

describe('nothing can be read of', () => {
  test.each([
    ['an empty file', '', 'syntax.empty'],
    ['blank rows', '\n;;\n', 'table.no-header'],
    ['a header that names nothing', 'nom;prenom\nA;B\n', 'table.no-header'],
    ['a header alone', 'id;objet\n', 'table.no-rows'],
    ['a header and its help', 'id;objet\nAide : a;Aide : b\n', 'table.no-rows'],
    [
      '100 000 columns',
      `${Array.from({ length: 100_000 }, (_, i) => `techniques.${String(i)}`).join(';')}\n`,
      'table.too-many-columns',
    ],
    ['UTF-16', bytes(0xff, 0xfe, 0x69, 0, 0x64, 0), 'encoding.utf16'],
    ['UTF-16 without a mark', bytes(0x69, 0, 0x64, 0), 'encoding.utf16'],
  ])('%s', (_, text, code) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(code);
  });

  test('a file above the limit, of which no more is kept', () => {
    const { feed, events } = openCsv(model);
    const chunk = new Uint8Array(1 << 20).fill(0x61);
    expect(() => {
      for (const _ of events) feed.feed(chunk);
    }).toThrow('table.too-large');
  });
});

describe('a place in JSON leads back to its cell', () => {
  const header = 'id;objet;titulaires.1.id;titulaires.2.typeIdentifiant;titulaires.2.id;techniques.1;acheteur.id\n';
  const locate = (row: string, pointer: string): string | undefined => {
    let found: string | undefined;
    readAll(openCsv, `${header}${row}\n`, model, (event) => {
      const cell = event.locate(pointer)?.cell;
      found = cell && `${cell.column ?? ''}${String(cell.row)} ${cell.name ?? ''}`;
    });
    return found;
  };

  test.each([
    ['/id', 'A2 id'],
    ['/titulaires/0/titulaire/id', 'C2 titulaires.1.id'],
    ['/titulaires/1/titulaire/id', 'E2 titulaires.2.id'],
    ['/titulaires/1/titulaire/typeIdentifiant', 'D2 titulaires.2.typeIdentifiant'],
    ['/titulaires/1', 'E2 titulaires.2.id'],
    ['/titulaires/0/titulaire/typeIdentifiant', '2 '],
    ['/techniques/technique', 'F2 techniques.1'],
    ['/acheteur', 'G2 acheteur.id'],
    ['/acheteur/id', 'G2 acheteur.id'],
    ['/montant', '2 '],
    ['', '2 '],
  ])('%s is %s', (pointer, cell) => expect(locate('A;b;1;;2;;', pointer)).toBe(cell));

  test('in a row of 999 items, each to its own', () => {
    const ranks = Array.from({ length: 999 }, (_, i) => i);
    let found: unknown[] = [];
    const names = ranks.map((i) => `titulaires.${String(i + 1)}.id`);
    readAll(openCsv, `id;${names.join(';')}\nA;${ranks.join(';')}\n`, model, ({ locate: at }) => {
      found = ranks.map((i) => at(`/titulaires/${String(i)}/titulaire`)?.cell?.name);
    });
    expect(found).toEqual(names);
  });

  test('also where a gap was closed up', () => {
    expect(locate('A;b;;SIRET;2;;', '/titulaires/0/titulaire/id')).toBe('E2 titulaires.2.id');
  });

  test('with the line of the file and the row of the spreadsheet where they differ', () => {
    const positions: unknown[] = [];
    readAll(openCsv, 'id;objet\nA;"b\nb\r\nb"\nB;c\n', model, ({ locate: at }) => positions.push(at('/objet')));
    expect(positions).toMatchObject([
      { line: 2, column: 2, cell: { row: 2, column: 'B', name: 'objet' } },
      { line: 5, column: 2, cell: { row: 3, column: 'B', name: 'objet' } },
    ]);
  });
});

test('without a model each record has the names of its columns', () => {
  const { records, findings, layout } = readAll(openCsv, 'id;titulaires.1.id;titulaires.2.id;autre;__proto__.a\nA;1;2;3;4\n');
  expect(layout).toBe('by-kind');
  expect(findings).toEqual([]);
  expect(records[0]?.value).toEqual({ id: 'A', titulaires: [{ id: '1' }, { id: '2' }], autre: '3' });
});

test('a version with one flat list gives its pointers', async () => {
  const { model: old } = await loadVersion('1.3.0');
  const { records, layout, end } = readAll(openCsv, 'contrat;id;acheteur.id;titulaires.1.id\nmarche;A;1;2\n', old);
  expect(layout).toBe('flat');
  expect(records).toEqual([
    { path: '/marches/0', list: null, value: { id: 'A', acheteur: { id: '1' }, titulaires: [{ id: '2' }] } },
  ]);
  expect(end?.skeleton).toEqual({ marches: [undefined] });
});

const CELL = fc.oneof(fc.constantFrom('', ' ', ';', '"', '""', '=1', ',', '\t', 'a\r\nb', 'é', "'-1"), fc.string());

test('what is written is what csv-stringify writes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(CELL, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (rows) => {
      const expected = stringify(
        rows.map((row) => row.map(guarded)),
        { delimiter: ';', record_delimiter: '\r\n', bom: true, quoted_match: /[\r\n\t,]|^\s|\s$/ },
      );
      expect(csvText(rows)).toBe(expected);
    }),
  );
});

test('a row that lacks most columns has its cells under theirs, whatever the order of its members', () => {
  const keeper = new RowKeeper(model, 'csv');
  const kept = [
    keeper.take('marche', { montant: 5, id: 'A;1' }),
    keeper.take('marche', { titulaires: [{ titulaire: { id: '1' } }, { titulaire: { id: '2' } }], id: 'B' }),
    keeper.take('contrat-concession', { dateSignature: '2024-12-31' }),
  ];
  const { head, line } = csvOf(keeper);
  expect(kept.map(({ lost }) => lost)).toEqual([[], [], []]);
  expect(head + kept.map((row) => line(row.line ?? '')).join('')).toBe(
    [
      '\ufeffcontrat;id;montant;titulaires.1.id;titulaires.2.id;dateSignature',
      'marche;"A;1";5;;;',
      'marche;B;;1;2;',
      'contrat-concession;;;;;2024-12-31',
      '',
    ].join('\r\n'),
  );
});
