import { expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { NO_CONTEXT, renderMessage } from '../../src/messages.ts';
import { findingOfInput } from '../../src/messages/finding-of.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readJsonFile, GOLDEN } from '../support/engine.ts';
import { bytesOf, filesOf, readBack, type Files } from './packages.ts';
import { UNFOLDED } from '../support/unfolded.ts';

const { model } = await loadVersion(GOLDEN);

type File = { marches: Record<string, Record<string, unknown>[]> };
const exampleOf = (name: string): File => readJsonFile(`${UNFOLDED}${GOLDEN}/valid/${name}.json`) as File;
const marches = exampleOf('accord-cadre-de-plusieurs-titulaires').marches['marche']!;
const concessions = exampleOf('concession-donnees-de-deux-annees').marches['contrat-concession']!;

/** Two marchés of three titulaires, and a concession with data of two years. */
const FILE = {
  version: '2.1',
  marches: { marche: [marches[0], { ...marches[0], id: 'B2' }], 'contrat-concession': concessions.slice(0, 1) },
};

const lines = (files: Files, name: string): string[] => files.get(name)!.split('\r\n').slice(0, -1);
const setLines = (files: Files, name: string, all: string[]): unknown =>
  files.set(name, all.map((line) => `${line}\r\n`).join(''));

/** Changes one line of a table, by its number from 1. */
const editLine =
  (name: string, number: number, by: (line: string) => string | string[]) =>
  (files: Files): unknown =>
    setLines(
      files,
      name,
      lines(files, name).flatMap((line, i) => (i + 1 === number ? by(line) : line)),
    );

const editDescriptor =
  (by: (descriptor: Descriptor) => unknown) =>
  (files: Files): unknown => {
    const descriptor = JSON.parse(files.get('datapackage.json')!) as Descriptor;
    by(descriptor);
    return files.set('datapackage.json', JSON.stringify(descriptor));
  };
type Descriptor = { 'x-decp'?: Record<string, unknown>; resources: Record<string, unknown>[] };
const tableOf = ({ resources }: Descriptor, name: string): Record<string, unknown> =>
  resources.find((one) => one['name'] === name)!;

/** What was planted, then each finding: code, path, and `file:row:column` where it has a place. */
const BAD: [string, (files: Files) => unknown, string[]][] = [
  ['nothing', () => undefined, []],
  [
    'a table that is not described',
    editDescriptor((d) => (d.resources = d.resources.filter(({ name }) => name !== 'types_prix'))),
    ['package.missing-table'],
  ],
  ['a file that is missing', (files) => files.delete('types_prix.csv'), ['package.missing-file']],
  [
    'an unknown table',
    editDescriptor((d) => d.resources.push({ name: 'constructor', path: 'x.csv' })),
    ['package.unknown-table'],
  ],
  ['an empty file', (files) => files.set('tarifs.csv', ''), ['package.no-header tarifs.csv:1']],
  [
    'a missing column',
    editLine('types_prix.csv', 1, () => 'marche,rang,autre'),
    ['package.unknown-column types_prix.csv:1:C', 'package.missing-column types_prix.csv:1'],
  ],
  [
    'a missing rank',
    editLine('types_prix.csv', 1, () => 'marche,autre,type_prix'),
    ['package.unknown-column types_prix.csv:1:B', 'package.missing-column types_prix.csv:1'],
  ],
  [
    'a column called __proto__',
    editLine('titulaires.csv', 1, (line) => `${line},__proto__`),
    [
      'package.unknown-column titulaires.csv:1:E',
      ...Array.from({ length: 6 }, (_, i) => `package.cell-count /marches/marche/${i < 3 ? 0 : 1} titulaires.csv:${i + 2}`),
    ],
  ],
  [
    'a column twice',
    (files) =>
      setLines(
        files,
        'titulaires.csv',
        lines(files, 'titulaires.csv').map((line, i) => `${line},${i === 0 ? 'id' : 'x'}`),
      ),
    ['package.duplicate-column titulaires.csv:1:E'],
  ],
  [
    'a row too short',
    editLine('titulaires.csv', 3, (line) => line.replace(/,[^,]*$/, '')),
    ['package.cell-count /marches/marche/0 titulaires.csv:3'],
  ],
  [
    'a row too long',
    editLine('titulaires.csv', 3, (line) => `${line},x`),
    ['package.cell-count /marches/marche/0 titulaires.csv:3'],
  ],
  [
    'a stray quote',
    editLine('titulaires.csv', 3, (line) => `${line}"`),
    ['package.stray-quote /marches/marche/0 titulaires.csv:3:D'],
  ],
  [
    'text after a closing quote',
    editLine('titulaires.csv', 3, (line) => line.replace(/,([^,]*)$/, ',"$1"x')),
    ['package.stray-quote /marches/marche/0 titulaires.csv:3:D'],
  ],
  [
    'a quote that is never closed',
    editLine('titulaires.csv', 7, (line) => line.replace(/,([^,]*)$/, ',"$1')),
    ['package.unclosed-quote /marches/marche/1 titulaires.csv:7:D'],
  ],
  [
    'a rank that is no number',
    editLine('titulaires.csv', 4, (line) => line.replace(/^1,3/, '1,trois')),
    ['package.bad-key titulaires.csv:4:B'],
  ],
  [
    'a number of record that is empty',
    editLine('titulaires.csv', 4, (line) => line.replace(/^1,3/, ',3')),
    ['package.bad-key titulaires.csv:4:A'],
  ],
  [
    'the same rank twice',
    editLine('titulaires.csv', 4, (line) => line.replace(/^1,3/, '1,2')),
    ['package.duplicate-row /marches/marche/0 titulaires.csv:4'],
  ],
  ['a gap in the ranks', editLine('titulaires.csv', 3, () => []), ['package.gap /marches/marche/0 titulaires.csv:3']],
  [
    'a row of a record that does not exist',
    editLine('titulaires.csv', 7, (line) => line.replace(/^2,3/, '3,1')),
    ['package.orphan titulaires.csv:7'],
  ],
  [
    'a row of an item that does not exist',
    editLine('tarifs.csv', 2, (line) => line.replace(/^1,1,1/, '1,9,1')),
    ['package.orphan tarifs.csv:2', 'package.gap /marches/contrat-concession/0 tarifs.csv:3'],
  ],
  [
    'the same record twice',
    editLine('marches.csv', 3, (line) => line.replace(/^2/, '1')),
    ['package.orphan', 'package.duplicate-row'],
  ],
  ['a record dropped', editLine('marches.csv', 2, () => []), ['package.orphan', 'package.gap /marches/marche/0 marches.csv:2']],
  [
    'a count that is wrong',
    editLine('contrats_concession.csv', 2, (line) => line.replace(/2$/, '3')),
    ['package.count /marches/contrat-concession/0 contrats_concession.csv:2:M'],
  ],
  [
    'a count that is empty',
    editLine('contrats_concession.csv', 2, (line) => line.replace(/2$/, '')),
    ['package.count /marches/contrat-concession/0 contrats_concession.csv:2:M'],
  ],
  [
    'a byte order mark',
    (files) => files.set('marches.csv', `\ufeff${files.get('marches.csv')!}`),
    ['encoding.bom marches.csv:1'],
  ],
  [
    'rows in another order',
    (files) =>
      setLines(files, 'titulaires.csv', [
        lines(files, 'titulaires.csv')[0]!,
        ...lines(files, 'titulaires.csv').slice(1).reverse(),
      ]),
    [],
  ],
  [
    'columns in another order',
    (files) =>
      setLines(
        files,
        'types_prix.csv',
        lines(files, 'types_prix.csv').map((line) => line.split(',').reverse().join(',')),
      ),
    [],
  ],
  [
    'ends of lines without CR, blank lines, no last end',
    (files) => files.set('titulaires.csv', lines(files, 'titulaires.csv').join('\n\n')),
    [],
  ],
];

test.each(BAD)('%s: is reported with its place', (_, plant, expected) => {
  const files = filesOf(FILE, model);
  plant(files);
  const { file, findings } = readBack(bytesOf(files), model);
  const reported = findings.map(({ code, path, position }) => {
    const { sheet, row, column } = position?.cell ?? {};
    const place = [sheet, row, column].filter((part) => part !== undefined).join(':');
    return [code, path, place].filter((part) => part !== '').join(' ');
  });
  // Where many rows are orphans, one stands for all.
  if (/^package\.(orphan|duplicate-row)$/.test(expected[0] ?? '')) {
    expect(reported.length).toBeGreaterThan(3);
    for (const code of expected) expect(reported.some((one) => one.startsWith(code))).toBe(true);
  } else expect(reported).toEqual(expected);
  if (expected.length === 0) expect(file).toEqual(FILE);
  for (const finding of findings) expect(renderMessage(finding, NO_CONTEXT, 'fr')).toMatch(/; attendu : /);
});

test('a byte that is not UTF-8 is reported with its line, and the rest is read', () => {
  const files = bytesOf(filesOf(FILE, model));
  const bytes = files.get('titulaires.csv')!;
  bytes[bytes.length - 3] = 0xe9;
  const { findings, file } = readBack(files, model);
  expect(findings).toMatchObject([{ code: 'encoding.invalid-utf8', position: { line: 7, cell: { sheet: 'titulaires.csv' } } }]);
  expect(JSON.stringify(file)).toContain('\ufffd');
});

const REFUSED: [string, (files: Files) => unknown, string][] = [
  ['no descriptor', (files) => files.delete('datapackage.json'), 'package.no-descriptor'],
  ['a descriptor that is no JSON', (files) => files.set('datapackage.json', '{'), 'package.bad-descriptor'],
  ['a very deep descriptor', (files) => files.set('datapackage.json', '['.repeat(1_000_000)), 'package.bad-descriptor'],
  [
    'a descriptor that is larger than the memory once it is read',
    editDescriptor((d) => (d.resources[0]!['note'] = ' '.repeat(5_000_000))),
    'package.bad-descriptor',
  ],
  ['null', (files) => files.set('datapackage.json', 'null'), 'package.bad-descriptor'],
  ['the package of somebody else', editDescriptor((d) => delete d['x-decp']), 'package.bad-descriptor'],
  ['a schema that is no text', editDescriptor((d) => (d['x-decp'] = { schema: 1 })), 'package.bad-descriptor'],
  [
    'x-decp only inherited',
    (files) => files.set('datapackage.json', '{"__proto__":{"x-decp":{"schema":"next"}},"resources":[]}'),
    'package.bad-descriptor',
  ],
  ['a table without name', editDescriptor((d) => d.resources.push({ path: 'x.csv' })), 'package.bad-descriptor'],
  [
    'a table in several files',
    editDescriptor((d) => (tableOf(d, 'marches')['path'] = ['a.csv', 'b.csv'])),
    'package.bad-descriptor',
  ],
  ['two tables of one name', editDescriptor((d) => d.resources.push(d.resources[0]!)), 'package.bad-descriptor'],
  [
    'two tables of one file',
    editDescriptor((d) =>
      d.resources.push({ ...d.resources[0]!, name: 'autre', path: `././${String(d.resources[0]!['path'])}` }),
    ),
    'package.bad-descriptor',
  ],
  ['semicolons', editDescriptor((d) => (tableOf(d, 'marches')['dialect'] = { delimiter: ';' })), 'package.bad-descriptor'],
  ['another encoding', editDescriptor((d) => (tableOf(d, 'marches')['encoding'] = 'windows-1252')), 'package.bad-descriptor'],
  ...[
    '../marches.csv',
    'a/../../b.csv',
    '/etc/passwd',
    'https://example.org/m.csv',
    'file:///etc/passwd',
    'C:\\m.csv',
    'C:m.csv',
    '..\\m.csv',
    '',
    'a//b.csv',
  ].map((path): [string, (files: Files) => unknown, string] => [
    `the path “${path}”`,
    editDescriptor((d) => (tableOf(d, 'marches')['path'] = path)),
    'package.bad-path',
  ]),
];

test.each(REFUSED)('a package with %s cannot be read, and it says why', (_, plant, code) => {
  const files = filesOf(FILE, model);
  plant(files);
  const failure = (): unknown => {
    try {
      return readBack(bytesOf(files), model);
    } catch (error) {
      return error;
    }
  };
  const error = failure();
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).code).toBe(code);
  expect(renderMessage(findingOfInput(error as InputError), NO_CONTEXT, 'en')).toMatch(/; expected: /);
});

test('tables may stand in folders, under other names', () => {
  const files = filesOf(FILE, model);
  editDescriptor((d) => (tableOf(d, 'marches')['path'] = './data/contrats..2024.csv'))(files);
  files.set('data/contrats..2024.csv', files.get('marches.csv')!);
  expect(readBack(bytesOf(files), model)).toEqual({ file: FILE, findings: [] });
});

test('the package that is generated, filled by hand, has the lists that have records', () => {
  const files = filesOf(FILE, model);
  editDescriptor((d) => (d['x-decp'] = { schema: GOLDEN }))(files);
  expect(readBack(bytesOf(files), model).file).toEqual({ marches: FILE.marches });
});
