import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { packageSchema, openPackage, readPackage } from '../../src/read/package/read-package.ts';
import type { ReadEvent, RecordEvent } from '../../src/read/record.ts';
import { NEED_BYTES } from '../../src/read/record.ts';
import { checkFile } from '../../src/validate/file.ts';
import { packageOf } from '../../src/write/package/file.ts';
import { judgeValue, readJsonFile, GOLDEN } from '../support/engine.ts';
import { isJsonExample, oneOfEachKind } from '../support/examples.ts';
import { bytesOf, filesOf } from './packages.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

const version = await loadVersion(GOLDEN);
const { model } = version;

const recordsIn = (name: string): RecordEvent[] =>
  [...readPackage(bytesOf(filesOf(readJsonFile(`${UNFOLDED}${GOLDEN}/valid/${name}.json`), model)), model)].filter(
    (event) => event.type === 'record',
  );

test.each([
  ['/objet', 'marches.csv:2:E objet'],
  ['/acheteur/id', 'marches.csv:2:C acheteur_id'],
  ['/acheteur', 'marches.csv:2:C acheteur_id'],
  ['', 'marches.csv:2'],
  ['/couleur', 'marches.csv:2'],
  ['/titulaires/1/titulaire/id', 'titulaires.csv:3:D id'],
  ['/titulaires/1/titulaire', 'titulaires.csv:3'],
  ['/titulaires/1', 'titulaires.csv:3'],
  ['/titulaires/1/autre', 'titulaires.csv:3'],
  ['/titulaires/99/titulaire/id', 'marches.csv:2'],
  ['/techniques/technique/0', 'techniques.csv:2:C technique'],
  ['/titulaires', 'marches.csv:2'],
  ['/__proto__/constructor', 'marches.csv:2'],
])('the value at %s stands in a cell', (pointer, expected) => {
  const [record] = recordsIn('accord-cadre-de-plusieurs-titulaires');
  const { sheet, row, column, name } = record!.locate(pointer)!.cell!;
  expect(
    [[sheet, row, column].filter((part) => part !== undefined).join(':'), name].filter((part) => part !== undefined).join(' '),
  ).toBe(expected);
});

test('each of the items of a record with very many is found without a look at the others', () => {
  const count = 300_000;
  const files = bytesOf(filesOf(readJsonFile(`${UNFOLDED}${GOLDEN}/valid/accord-cadre-de-plusieurs-titulaires.json`), model));
  const rows = Array.from({ length: count }, (_, i) => `1,${i + 1},SIRET,`).join('\n');
  files.set('titulaires.csv', new TextEncoder().encode(`marche,rang,type_identifiant,id\n${rows}\n`));
  const [record] = [...readPackage(files, model)].filter((event) => event.type === 'record');
  for (let i = 0; i < count; i++) record!.locate(`/titulaires/${i}/titulaire/id`);
  expect(record!.locate(`/titulaires/${count - 1}/titulaire/id`)?.cell).toMatchObject({
    sheet: 'titulaires.csv',
    row: count + 1,
  });
});

test('a nested item is found in its own table, and a list that is counted by its count', () => {
  const [record] = recordsIn('concession-donnees-de-deux-annees');
  expect(record!.locate('/donneesExecution/1/donneesAnnuelles/tarifs/0/tarif/tarif')).toMatchObject({
    cell: { sheet: 'tarifs.csv', name: 'tarif' },
  });
  expect(record!.locate('/donneesExecution')).toMatchObject({ cell: { sheet: 'contrats_concession.csv', column: 'M' } });
});

test('after a text of several lines the line of the file and the row of the table differ', () => {
  const file = { marches: { marche: [{ objet: 'a\nb\r\nc' }, { objet: 'd' }] } };
  const records = [...readPackage(bytesOf(filesOf(file, model)), model)].filter((event) => event.type === 'record');
  expect(records[1]!.locate('')).toMatchObject({ line: 5, cell: { row: 3 } });
});

test('places in the tables are in the order of the files', () => {
  const [record] = recordsIn('accord-cadre-de-plusieurs-titulaires');
  const offsets = [
    '',
    '/id',
    '/objet',
    '/techniques/technique/0',
    '/titulaires/0',
    '/titulaires/1',
    '/titulaires/1/titulaire/id',
  ].map((pointer) => record!.locate(pointer)!.offset);
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
});

const drained = (steps: Generator): { code: string; path: string }[] =>
  [...steps].filter((step) => step !== NEED_BYTES) as { code: string; path: string }[];
const brief = (findings: { code: string; path: string }[]): string[] =>
  findings.map(({ code, path }) => `${code} ${path}`).sort();

test('the findings of a package are those of its JSON twin, where nothing was lost', () => {
  const folder = `${EXAMPLES}${GOLDEN}/`;
  const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isJsonExample);
  const names = oneOfEachKind(examples.map((name) => folder + name));
  let compared = 0;
  for (const name of names) {
    let file: unknown;
    try {
      file = JSON.parse(readFileSync(name, 'utf8'));
    } catch {
      continue;
    }
    const { files, lost } = packageOf(file, model);
    if (lost.length > 0) continue;
    compared++;
    const findings = drained(checkFile(readPackage(bytesOf(files), model), version));
    expect([name, ...brief(findings)]).toEqual([name, ...brief(judgeValue(file, version).findings)]);
  }
  expect(compared).toBeGreaterThan(names.length / 2);
});

test('before its version is known a package gives the names of its records, and says which tables it has', () => {
  const files = bytesOf(filesOf(readJsonFile(`${UNFOLDED}${GOLDEN}/valid/fichier-de-deux-listes.json`), model));
  expect(packageSchema(files)).toBe(GOLDEN);
  const events = [...openPackage(files)().events] as ReadEvent[];
  const records = events.filter((event) => event.type === 'record');
  expect(records.map(({ list }) => list)).toContain('contrat-concession');
  expect(Object.keys(records[0]!.value as object)).toEqual(expect.arrayContaining(['id', 'acheteur', 'objet', 'lieuExecution']));
});
