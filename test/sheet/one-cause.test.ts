/** In a table one cause is one finding, said in the words of who made it: identifiers with signs in them, rows that are no contracts of their own, columns of the office. */
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fixBytes } from '../../src/fix/fix-file.node.ts';
import type { Finding } from '../../src/finding.ts';
import { describe as described } from '../../src/messages.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { columnLetters } from '../../src/model/cell-text.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { formOf } from '../../src/read/forms.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { concat } from '../../src/read/concat.ts';
import { allRules, loadRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { workbook } from '../../src/write/xlsx/workbook.ts';
import { IN_FORCE, readJsonFile, readText, ROOT } from '../support/engine.ts';
import { judgeTable, readAll, reported } from './helpers.ts';

const DAY = allRules('2026-12-31');
const [version, history, rules, { rules: book }] = await Promise.all([
  loadVersion(IN_FORCE),
  readHistory(),
  rulesFor(IN_FORCE, DAY),
  loadRules(IN_FORCE),
]);
const contextOf = modelContexts(version.model, history, 'fr', book);
const inForm = modelContexts(version.model, history, 'fr', book, true);

const bytesOf = (name: string): Uint8Array => readFileSync(`${ROOT}examples/tables/${name}`);
const textOf = (finding: Finding, context = contextOf): string => described(finding, context(finding), 'fr').text;
const judged = (bytes: Uint8Array): Finding[] =>
  judgeTable(bytes[0] === 0x50 ? openXlsx : openCsv, bytes, version, rules).findings;
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The messages of a table by their cells. */
const said = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    judged(bytes).map((finding) => {
      const { column = '', row = 0 } = finding.position?.cell ?? {};
      return [`${column}${row}`, textOf(finding)];
    }),
  );

const ofFile = new Map<string, Record<string, string>>();

/** The same of an example, judged once. */
function saidOf(name: string): Record<string, string> {
  const messages = ofFile.get(name) ?? said(bytesOf(name));
  ofFile.set(name, messages);
  return messages;
}

const suppliers = saidOf('siret-du-titulaire.csv');

const SIRET = 'Écrivez « 99287450300012 », sans espaces ni ponctuation.';

test.each([
  ['X2', 'le texte « 99287450300012␣ » (avec une espace à la fin) ; attendu : un SIRET de 14 chiffres, sans espaces.', SIRET],
  ['X3', 'le texte « 992 874 503 00012 »', SIRET],
  ['X4', 'le texte « 992␣874␣503␣00012 » (avec une espace insécable (U+00A0))', SIRET],
  ['X5', 'le texte « 992.874.503.00012 »', SIRET],
  ['X6', "le tiret « ‑ » (U+2011) au lieu du trait d'union", SIRET],
  ['X7', 'Vérifiez, puis écrivez « 04812736500012 » : un tableur a sans doute retiré le zéro du début.', ''],
  ['X8', 'Il y a 2 SIRET dans cette cellule : faites une colonne par titulaire.', ''],
  ['X9', 'le texte « 99287450300012↵99418726500024 » (avec un retour à la ligne)', 'faites une colonne par titulaire'],
  ['E10', 'Écrivez « 45261900-3 ».', 'le tiret « ‑ » (U+2011)'],
  ['A11', "le texte « 2024‑010 » (avec le tiret « ‑ » (U+2011) au lieu du trait d'union)", 'Écrivez « 2024-010 ».'],
])('the identifier in %s is said as that of the buyer would be', (cell, ...words) => {
  for (const word of words) expect(suppliers[cell]).toContain(word);
  expect(suppliers[cell]).not.toContain('ne peut pas exister');
});

test('and in the form as what it is there: a value of a field, without cells and columns', () => {
  const messages = judged(bytesOf('siret-du-titulaire.csv')).map((finding) => textOf(finding, inForm));
  const several = 'Il y a 2 SIRET dans ce champ : donnez-en un seul, et ajoutez un titulaire pour chacun des autres.';
  expect(messages.filter((text) => text.includes(several))).toHaveLength(2);
  expect(messages.filter((text) => /cellule|colonne/.test(text))).toEqual([]);
});

test('and a SIRET that names nobody is said to be impossible, whatever stands between its digits', () => {
  const table = (siret: string): Uint8Array =>
    encoded(
      readText('examples/tables/contrat-commence.csv').split('\r\n').slice(0, 2).join('\n').replaceAll('99287450300012', siret),
    );
  for (const siret of ['99287450300013', '992 874 503 00013', 'Martin & fils', '00000000000000'])
    expect(said(table(siret))['X2'], siret).toContain('ne peut pas exister');
  // Nine digits are a SIREN where their key is right.
  expect(said(table('992874503'))['X2']).toContain("Ajoutez les 5 chiffres de l'établissement");
  expect(said(table('992874504'))['X2']).toContain('ne peut pas exister');
  expect(said(table('99287450300012'))).toEqual({});
});

test('what is certain of it is corrected, and nothing else', async () => {
  const { changes, pieces, verdict } = await fixBytes(bytesOf('siret-du-titulaire.csv'), 'a.csv', { rules: DAY });
  const cells = changes.map(({ position, to }) => `${position.cell?.column ?? ''}${position.cell?.row ?? 0} ${to}`);
  expect(cells).toEqual([...[2, 3, 4, 5, 6].map((row) => `X${row} 99287450300012`), 'E10 45261900-3', 'A11 2024-010']);
  expect(verdict.counts.error).toBe(3);
  expect(said(concat(pieces))).toEqual(
    Object.fromEntries(Object.entries(suppliers).filter(([cell]) => ['X7', 'X8', 'X9'].includes(cell))),
  );
});

test.each([
  [
    'titulaire-sur-sa-ligne.csv',
    '3',
    'Un autre titulaire du contrat de la ligne 2, sur une ligne à part',
    '« titulaires.2.typeIdentifiant » et « titulaires.2.id »',
  ],
  ['titulaire-sur-sa-ligne.csv', '4', 'du contrat de la ligne 2', '« titulaires.3.typeIdentifiant » et « titulaires.3.id »'],
  ['autre-tableau-dessous.csv', '5', "5 lignes de suite, jusqu'à la ligne 9, qui ne ressemblent pas à des contrats", ''],
  ['concessions-sous-les-marches.csv', '4', 'Une autre ligne de noms de colonnes', ''],
  ['tirets-dans-une-modification.csv', 'AC2', '« - » dans toutes les cellules remplies de « modifications » n° 1', ''],
  [
    'colonne-observations.csv',
    'AC1',
    "La colonne « Observations », qui n'est pas du format",
    "ce qu'elle contient ne sera pas publié",
  ],
  ['contrat-commence.csv', '3', 'un contrat commencé : 22 des 26 cellules obligatoires sont vides', ''],
])('%s: %s is said in one sentence', (name, cell, ...words) => {
  for (const word of words) expect(saidOf(name)[cell]).toContain(word);
});

test('rules on advances and subcontracting say « oui », « non » and 0,05 in tables, as they are written there', () => {
  const words = saidOf('avances-et-sous-traitance.csv');
  expect(Object.keys(words)).toEqual(['K2', 'L3', 'L4', 'N5']);
  expect(Object.values(words).filter((text) => /true|false|0\.05/.test(text))).toEqual([]);
  expect(words['K2']).toContain('0,05 pour 5 %');
  expect(words['L3']).toContain('écrivez « non » dans « attributionAvance »');
  expect(words['L4']).toContain('écrivez « oui » dans « attributionAvance ». Sinon, videz « tauxAvance »');
  expect(words['N5']).toContain('Écrivez « oui » dans « sousTraitanceDeclaree »');
});

const [head = '', contract = ''] = readText('examples/tables/contrat-commence.csv').split('\r\n');
const columns = head.replace('\ufeff', '').split(';');
const cells = (values: Record<string, string>): string => columns.map((name) => values[name] ?? '').join(';');
const read = (...rows: string[]) => readAll(openCsv, [head, ...rows].join('\n'), version.model);
const ids = (...rows: string[]) => read(...rows).records.map(({ value }) => (value as { id?: string }).id);

test.each<[string, string[], string[], (string | undefined)[]]>([
  [
    'a contract that only lacks some cells',
    [cells({ id: 'B', 'acheteur.id': '1', nature: 'Marché' })],
    ['table.incomplete-row @ 3'],
    ['2024-001', 'B'],
  ],
  ['a row that repeats the contract above in full', [contract], [], ['2024-001', '2024-001']],
  [
    'a contract after a continuation',
    [cells({ 'titulaires.1.id': '1' }), contract],
    ['table.continued-row @ 3'],
    ['2024-001', '2024-001'],
  ],
  ['an identifier alone', [cells({ id: 'B-7' })], ['table.incomplete-row @ 3'], ['2024-001', 'B-7']],
  [
    'notes in words',
    [cells({ id: 'Voir', 'acheteur.id': 'le service', dureeMois: 'des marchés' })],
    ['table.other-rows @ 3'],
    ['2024-001'],
  ],
  [
    'notes, then a contract',
    [cells({ id: 'Voir', 'acheteur.id': 'le service', dureeMois: 'x' }), contract],
    ['table.other-rows @ 3'],
    ['2024-001', '2024-001'],
  ],
  [
    'one wrong value right below',
    [cells({ id: 'B-7', 'acheteur.id': '123' })],
    ['table.incomplete-row @ 3'],
    ['2024-001', 'B-7'],
  ],
  ['one wrong value below a blank row', ['', cells({ id: 'B-7', 'acheteur.id': '123' })], ['table.other-rows @ 4'], ['2024-001']],
  ['a subheading alone', [cells({ id: 'Travaux divers' }), contract], ['table.heading-row @ 3'], ['2024-001', '2024-001']],
  [
    'a signature below',
    ['', cells({ id: 'Fait à Kervadec' }), cells({ id: 'Vu par le maire' })],
    ['table.heading-row @ 4'],
    ['2024-001'],
  ],
  [
    'rows prepared for contracts to come, then one begun',
    [
      ...Array<string>(3).fill(cells({ 'acheteur.id': '28110768000015', marcheInnovant: 'non' })),
      cells({ id: 'B-7', nature: 'Marché' }),
    ],
    ['table.prepared-rows @ 3', 'table.incomplete-row @ 6'],
    ['2024-001', 'B-7'],
  ],
  [
    'an answer that the contract above has not',
    [cells({ marcheInnovant: 'oui', attributionAvance: 'non' })],
    ['table.incomplete-row @ 3'],
    ['2024-001', undefined],
  ],
  ['a sum without a word', [contract, cells({ montant: '85 400,00' })], ['table.total-row @ 4'], ['2024-001', '2024-001']],
  [
    'a sum with a few words',
    [contract, cells({ id: '2 marchés', montant: '85400' })],
    ['table.total-row @ 4'],
    ['2024-001', '2024-001'],
  ],
  ['the amount of the only contract above', [cells({ montant: '42700' })], ['table.incomplete-row @ 3'], ['2024-001', undefined]],
  [
    'an amount that is no sum',
    [contract, cells({ montant: '85400,01' })],
    ['table.incomplete-row @ 4'],
    ['2024-001', '2024-001', undefined],
  ],
  [
    'an identifier with the amount of the one above',
    [cells({ id: 'B-7', montant: '42700' })],
    ['table.incomplete-row @ 3'],
    ['2024-001', 'B-7'],
  ],
  [
    'the help of the template again',
    [cells(Object.fromEntries(columns.map((name) => [name, 'Aide : à remplir'])))],
    ['table.repeated-header @ 3'],
    ['2024-001'],
  ],
])('%s', (_, rows, codes, expected) => {
  const { findings } = read(contract, ...rows);
  expect(reported(findings)).toEqual(codes);
  expect(ids(contract, ...rows)).toEqual(expected);
});

test('a contract that was begun counts as wrong, and is said once: what else is wrong with it is said too', () => {
  const findings = judged(encoded(`${head}\n${cells({ id: 'B', nature: 'Marché', codeCPV: '4526', montant: 'x' })}\n`));
  expect(findings.map(({ code }) => code)).toEqual(['table.incomplete-row', 'schema.pattern', 'schema.type']);
});

test('of contracts that were hardly begun nothing is said besides: neither that they are copies, nor what rules find in them', () => {
  const row = cells({ id: 'Lot n°4', nature: 'Marché' });
  expect(judged(encoded(`${head}\n${row}\n${row}\n`)).map(({ code }) => code)).toEqual([
    'table.incomplete-row',
    'table.incomplete-row',
  ]);
});

test.each<[string, [string, ...string[]][], string]>([
  [
    'an empty sheet and one of comments',
    [
      ['Marchés', head],
      ['Commentaires', 'à voir avec le service'],
    ],
    'table.no-rows',
  ],
  [
    'an empty sheet and contracts without column names',
    [
      ['Concessions', head],
      ['Marchés', contract],
    ],
    'table.no-header',
  ],
])('%s are one fault', (_, sheets, code) => {
  const rows = (lines: string[]) =>
    lines.map((line) =>
      line
        .replace('\ufeff', '')
        .split(';')
        .map((text) => text || undefined),
    );
  const bytes = workbook(sheets.map(([name, ...lines]) => ({ name, rows: rows(lines) })));
  expect(() => readAll(openXlsx, bytes, version.model)).toThrow(code);
});

test('a table of few of the columns, and rows that say what they are, are read as they stand', () => {
  const few = readAll(openCsv, 'id;acheteur.id;nature;objet\nA;;;\n;x;;\n', version.model);
  expect([few.records.length, few.findings]).toEqual([2, []]);
  const rows = [`marche;${contract}`, `marche;${cells({ objet: 'x' })}`, `marche;${cells({ 'titulaires.1.id': '1' })}`];
  const declared = readAll(openCsv, [`contrat;${head.replace('\ufeff', '')}`, ...rows].join('\n'), version.model);
  expect([declared.records.length, declared.findings]).toEqual([3, []]);
});

test('a number with its unit is said and corrected by the unit of its field, and left where that is another', async () => {
  const name = 'unites-dans-les-nombres.csv';
  const words = saidOf(name);
  expect(words['T2']).toContain('Écrivez 184500, sans unité.');
  expect(words['Q3']).toContain('La durée se compte en mois : écrivez 48 pour 4 ans.');
  expect(words['T4']).toContain('Écrivez le montant hors taxes, le nombre seul.');
  expect(words['Q4']).toContain('Écrivez la durée totale en mois entiers, le nombre seul.');
  expect(words['T5']).toContain('Écrivez le montant entier en euros, le nombre seul.');
  const { changes } = await fixBytes(bytesOf(name), name, { rules: DAY });
  const cells = changes.map(({ position, to }) => `${position.cell?.column ?? ''}${position.cell?.row ?? 0} ${to}`);
  expect(cells).toEqual(['Q2 6', 'T2 184500', 'J3 3', 'Q3 48', 'T3 54000']);
});

test('of initials, of a word for nothing and of several codes in a cell the message names the codes meant', () => {
  const words = saidOf('codes-approchants.csv');
  expect(words['N2']).toContain("Écrivez « Appel d'offres ouvert », si c'est la valeur voulue.");
  expect(words['L2']).toContain('Écrivez « Pas de groupement »');
  expect(words['I3']).toContain('Écrivez « Fournitures courantes et services »');
  expect(words['F3']).toContain('Il y a plusieurs codes (« Accord-cadre » et « Catalogue électronique ») dans cette cellule');
  expect(words['N4']).toContain('Écrivez « Procédure adaptée » : « MAPA » en est le nom courant');
  expect(words['Y4']).toContain('Écrivez « Pas de considération sociale »');
  expect(words['Z4']).toContain('Choisissez le code qui convient');
});

test('a row whose cells are shifted is one finding, whatever the schema and the rules find in it; one with some wrong values is not', () => {
  const words = saidOf('lignes-decalees.csv');
  expect(words['D3']).toContain("décalées d'une colonne vers la droite à partir de « objet »");
  expect(words['I4']).toContain("décalées d'une colonne vers la gauche à partir de « ccag »");
  const [names = '', right = ''] = readText('examples/tables/lignes-decalees.csv')
    .replace(/^\ufeff/, '')
    .split('\r\n');
  const wrong = right
    .replace('Marché', 'marche')
    .replace('non;Travaux;4;non', 'x;travaux;quatre;x')
    .replaceAll('Pas de', 'Aucune');
  const codes = judged(encoded(`${names}\n${right}\n${wrong}\n`)).map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(6);
  expect(codes).not.toContain('table.shifted-row');
});

test('of dates and codes with something around them the message says what to write, and fix writes what is certain', async () => {
  const name = 'dates-et-codes-approchants.csv';
  const words = saidOf(name);
  expect(words['R2']).toContain("Vérifiez, puis écrivez « 2024-03-04 » : l'année se donne en quatre chiffres.");
  expect(words['R3']).toContain('un tableur a sans doute écrit le numéro du jour');
  const { changes, verdict } = await fixBytes(bytesOf(name), name, { rules: DAY });
  const cells = changes.map(({ position, to }) => `${position.cell?.column ?? ''}${position.cell?.row ?? 0} ${to}`);
  expect(cells).toEqual(['R4 2024-03-04', 'E5 45261900-3', 'R5 2024-03-04', 'E6 03113000', 'X6 99287450300012']);
  expect(verdict.counts.error).toBe(2);
});

test('an item of a list that was hardly begun is one finding, with what rules would find in it', () => {
  const words = saidOf('modifications-commencees.csv');
  expect(Object.values(words).filter((text) => text.includes('commencé'))).toEqual([
    expect.stringContaining('« modifications » n° 1, commencé : 3 de ses'),
    expect.stringContaining('« actesSousTraitance » n° 1, commencé : 5 de ses 8 cellules obligatoires sont vides'),
  ]);
});

test.each([
  ['<f>1/0</f><v>#DIV/0!</v>', ' t="e"', 'table.error-value', "l'erreur de tableur « #DIV/0! »"],
  ['<f>A1</f>', '', 'table.uncomputed-formula', 'une formule dont le fichier ne contient pas le résultat'],
])('an amount that is %s is one finding', (inside, type, code, words) => {
  const parts = unzipSync(workbook([{ name: 'Marchés', rows: [columns, contract.split(';').map((text) => text || undefined)] }]));
  const path = 'xl/worksheets/sheet1.xml';
  const at = `${columnLetters(columns.indexOf('montant'))}2`;
  const xml = strFromU8(parts[path] ?? new Uint8Array());
  const changed = xml.replace(new RegExp(`<c r="${at}".*?</c>`), `<c r="${at}"${type}>${inside}</c>`);
  expect(changed).not.toBe(xml);
  const findings = judged(zipSync({ ...parts, [path]: strToU8(changed) }));
  expect(findings.map((finding) => finding.code)).toEqual([code]);
  expect(findings.map((finding) => textOf(finding)).join()).toContain(words);
});

test('what readers take for an absent item is not written into a table in silence', () => {
  const add = (value: object) => createTable(version.model, 'csv').add('marche', { id: 'A', objet: 'Élagage', ...value });
  for (const montant of [0, -0])
    expect(add({ modifications: [{ modification: { montant } }, { modification: { montant: 5 } }] })).toMatchObject([
      { code: 'convert.wrong-type', path: '/modifications/0' },
    ]);
  expect(add({ techniques: { technique: ['Accord-cadre', 'Sans objet'] } })).toEqual([]);
  expect(add({ techniques: { technique: ['Accord-cadre', '-'] } })).toMatchObject([{ path: '/techniques/technique/1' }]);
});

test('an item of signs for nothing is none where it is optional; one that also says something stays', () => {
  const with2 = (id: string, type: string): string =>
    contract.replace('SIRET;99287450300012;;', `SIRET;99287450300012;${type};${id}`);
  const titulaires = (row: string) => (read(row).records[0]?.value as { titulaires?: unknown[] } | undefined)?.titulaires?.length;
  expect(titulaires(with2('néant', '-'))).toBe(1);
  expect(titulaires(with2('néant', 'SIRET'))).toBe(2);
  expect(titulaires(with2('à compléter', 'x'))).toBe(2);
  const none = contract.replace('SIRET;99287450300012', '-;-');
  expect(titulaires(none)).toBe(1);
  expect(reported(read(none).findings)).toEqual([]);
});

test('cells of one contract merged over its rows are said once, with the titulaire that is below', () => {
  const first = contract.split(';');
  const at = columns.indexOf('titulaires.1.id');
  const below = first.map((_, i) => (i === at ? '99418726500024' : undefined));
  const rows = [columns, first, below].map((row) => row.map((text) => (text === '' ? undefined : text)));
  const parts = unzipSync(workbook([{ name: 'Marchés', rows }]));
  const path = 'xl/worksheets/sheet1.xml';
  const merged = columns.flatMap((_, i) => (i === at ? [] : `<mergeCell ref="${columnLetters(i)}2:${columnLetters(i)}3"/>`));
  const xml = strFromU8(parts[path] ?? new Uint8Array());
  parts[path] = strToU8(xml.replace('</sheetData>', `</sheetData><mergeCells>${merged.join('')}</mergeCells>`));
  const { records, findings } = readAll(openXlsx, zipSync(parts), version.model);
  expect(records).toHaveLength(1);
  expect(reported(findings)).toEqual(['table.merged-cells @ Marchés!A2', 'table.continued-row @ Marchés!3']);
});

/** The template of the version in force as a table in CSV, with a contract below its example. */
const filledTemplate = readText('examples/tables/colonne-renommee.csv').replace(/^\ufeff/, '');

/** Bytes of Mac Roman for the accents of the template. */
const MAC: Readonly<Record<string, number>> = {
  é: 0x8e,
  è: 0x8f,
  ê: 0x90,
  à: 0x88,
  ç: 0x8d,
  É: 0x83,
  ô: 0x99,
  î: 0x94,
  œ: 0xcf,
  '–': 0xd0,
  '«': 0xc7,
  '»': 0xc8,
};

test.each([
  ['written twice', 'twice', encoded(new TextDecoder('windows-1252').decode(encoded(filledTemplate)))],
  ['of the Macintosh', 'mac', Uint8Array.from(filledTemplate, (char) => MAC[char] ?? char.charCodeAt(0))],
])('a table with accents %s is one fault of the file', (_, found, bytes) => {
  expect(() => judged(bytes)).toThrow(expect.objectContaining({ code: 'encoding.damaged-accents', params: { found } }));
});

test('a damaged accent in one cell is no fault of the file', () => {
  expect(judged(encoded(filledTemplate.replace('médiathèque', 'mÃ©diathÃ¨que'))).map(({ code }) => code)).toContain(
    'objet-encodage',
  );
});

test('a web page under the name of a workbook is said to be one', async () => {
  const page = encoded('<html><table><tr><td>id</td></tr></table></html>');
  for (const name of ['marches.xls', 'marches.xlsx']) {
    const { name: form } = await formOf(name, page);
    expect(form).toBe('xlsx');
  }
  expect((await formOf('marches.json', page)).name).toBe('json');
  expect(() => readAll(openXlsx, page, version.model)).toThrow(
    expect.objectContaining({ code: 'table.not-a-workbook', params: { found: 'html' } }),
  );
});

const bookOf = (...sheets: [name: string, ...rows: string[]][]) =>
  workbook(
    sheets.map(([name, ...rows]) => ({
      name,
      rows: [columns, ...rows.map((row) => row.split(';'))].map((row) => row.map((text) => (text === '' ? undefined : text))),
    })),
  );

test('a sheet is a draft by its name, or where none of its rows is a contract; one with a contract is none', () => {
  const begun = cells({ id: 'B', 'acheteur.id': '28110768000015' });
  const sheets = (...second: [name: string, ...rows: string[]]) => {
    const { records, findings } = readAll(openXlsx, bookOf(['Marchés', contract], second), version.model);
    return [records.length, ...findings.map(({ code }) => code)];
  };
  expect(sheets('Brouillon', contract)).toEqual([1, 'table.draft-sheet']);
  expect(sheets('essai (2)', contract)).toEqual([1, 'table.draft-sheet']);
  expect(sheets('Essais cliniques', contract)).toEqual([2]);
  expect(sheets('Suite', begun, begun)).toEqual([1, 'table.draft-sheet']);
  expect(sheets('Suite', begun, contract)).toEqual([3, 'table.incomplete-row']);
  expect(sheets('Suite')).toEqual([1]);
  // Without another sheet, what is there is what the person has.
  const alone = readAll(openXlsx, bookOf(['Suite', begun]), version.model);
  expect([alone.records.length, ...alone.findings.map(({ code }) => code)]).toEqual([1, 'table.incomplete-row']);
});

test.each(['csv', 'xlsx', 'ods'] as const)(
  'records of few values come back from a table in %s that the program wrote',
  (form) => {
    const wholeOf = (name: string, kind: RecordKind): object => {
      const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/${name}.json`) as { marches: Record<RecordKind, [object]> };
      return marches[kind][0];
    };
    const marche = wholeOf('base-marche', 'marche');
    const concession = Object.entries(wholeOf('base-concession', 'contrat-concession'));
    /** A third of a concession: together they have all columns. */
    const thirds = [0, 1, 2].map((third) => Object.fromEntries(concession.filter((_, i) => i % 3 === third)));
    const given: [RecordKind, object][][] = [
      [marche, { titulaires: [{ titulaire: { id: '99287450300012' } }] }, { id: 'Voir', objet: 'note' }].map((value) => [
        'marche',
        value,
      ]),
      [['marche', marche], ...thirds.map((value): [RecordKind, object] => ['contrat-concession', value])],
    ];
    for (const entries of given) {
      const table = createTable(version.model, form);
      expect(entries.flatMap(([kind, value]) => table.add(kind, value))).toEqual([]);
      const { records, findings } = readAll({ csv: openCsv, xlsx: openXlsx, ods: openOds }[form], table.bytes(), version.model);
      expect(findings).toEqual([]);
      expect(records.map(({ list, value }) => [list, value])).toEqual(entries);
    }
  },
);

test('a table of hostile rows, all alike, is one finding', () => {
  const rows = Array.from({ length: 5_000 }, () => cells({ id: 'Voir', 'acheteur.id': 'le service', dureeMois: 'x' }));
  const { findings, records } = read(contract, ...rows);
  expect([records.length, findings.map(({ code, params }) => [code, params])]).toEqual([
    1,
    [['table.other-rows', { rows: 5_000, last: 5_002 }]],
  ]);
});

test('an item of as many cells as one may have, all of them a dash, is one finding', () => {
  const names = Array.from({ length: 999 }, (_, i) => `modifications.1.titulaires.${i + 1}.id`);
  const { findings, records } = readAll(openCsv, `id;${names.join(';')}\nA;${names.map(() => '-').join(';')}\n`, version.model);
  expect(records.map(({ value }) => value)).toEqual([{ id: 'A' }]);
  expect(findings.map(({ code, params }) => [code, params])).toEqual([
    ['table.empty-item', { list: 'modifications', number: 1, value: '-' }],
  ]);
});

test('no message leaves it to the reader whether a value is optional, and that of the form speaks of its fields', () => {
  const faults = ['', '   ', '-1', 'null', 'peut-être', '30/02/2026', '150 %'];
  const findings = faults.flatMap((fault) =>
    judged(encoded(`${head}\n${columns.map(() => `"${fault}"`).join(';')}\n${contract}\n`)),
  );
  expect(findings.length).toBeGreaterThan(100);
  const asks = findings.map((finding) => textOf(finding)).filter((text) => /facultati|obligatoire \?/.test(text));
  expect(asks).toEqual([]);
  // The form has each field: neither cells nor columns are seen.
  const ofCells = findings
    .filter(({ code }) => code.startsWith('schema.'))
    .map((finding) => textOf(finding, inForm))
    .filter((text) => /cellule|colonne|\bligne/.test(text));
  expect(ofCells).toEqual([]);
  const bad = said(encoded('id;objet;tauxAvance;montant\nA;b;peut-être;peut-être\n'));
  expect(bad['C2']).toContain("Remplacez la valeur ; s'il n'y en a pas, videz la cellule.");
  expect(bad['D2']).toMatch(/Remplacez la valeur\.$/);
});
