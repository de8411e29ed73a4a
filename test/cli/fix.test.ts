import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { decp } from './run.ts';

let folder = '';
eachInFolder('fix', (made) => (folder = made));

const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: object[] } };
const file = (faults: object): string => JSON.stringify({ marches: { marche: [{ ...marches.marche[0], ...faults }] } });
const given = (name: string, content: string | Uint8Array): void => {
  writeFileSync(join(folder, name), content);
};
const fix = (...args: string[]) => decp(['fix', ...args], { folder });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const FAULTS = { nature: 'marché\u00a0', montant: '1 234,50 €', dateNotification: '29/02/2024', attributionAvance: 'oui' };
const RIGHT = { nature: 'Marché', montant: 1234.5, dateNotification: '2024-02-29', attributionAvance: true };

test('the corrected file is written in the form that it came in, and each change is said', async () => {
  given('a.json', file(FAULTS));
  const { code, out, err } = await fix('a.json', '--out', 'b.json');
  expect(err).toBe('');
  expect(read('b.json')).toBe(file(RIGHT));
  expect(read('a.json')).toBe(file(FAULTS));
  expect(code).toBe(0);
  for (const said of [
    '4 valeurs corrigées',
    '"marché␣" → "Marché"',
    '"1 234,50 €" → 1234.5',
    '"29/02/2024" → "2024-02-29"',
    '"oui" → true',
    'Le fichier corrigé est écrit : b.json',
    `Une fois corrigé, le fichier est conforme (version ${IN_FORCE}).`,
  ])
    expect(out).toContain(said);
});

test('without --out nothing is written, and what would change is said', async () => {
  given('a.json', file(FAULTS));
  const { code, out } = await fix('a.json', '--lang', 'en');
  expect(code).toBe(0);
  expect(out).toContain('4 values to correct');
  expect(out).toContain('Nothing is written: add “--out”');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('what needs a decision stays, and the exit code and the next command say so', async () => {
  given('a.json', file({ ...FAULTS, nature: 'Autre' }));
  const { code, out } = await fix('a.json', '--out', 'b.json');
  expect(code).toBe(1);
  expect(read('b.json')).toBe(file({ ...RIGHT, nature: 'Autre' }));
  expect(out).toContain('il reste 1 erreur, qui demande une décision.\n  decp validate b.json');
});

test('a file without a certain correction is copied as it is', async () => {
  given('a.json', file({}));
  const { code, out } = await fix('a.json', '--out', 'b.json');
  expect(code).toBe(0);
  expect(read('b.json')).toBe(read('a.json'));
  expect(out).toContain('Le fichier est recopié sans changement : b.json');
});

test('the account in JSON has every change with its place, its code, the value before and after', async () => {
  given('a.json', file(FAULTS));
  const { out } = await fix('a.json', '--format', 'json');
  const account = JSON.parse(out) as { changes: object[]; verdict: string; before: object; output: unknown };
  expect(account).toMatchObject({ verdict: 'conforming', before: { error: 4 }, output: null, left: [] });
  expect(account.changes).toHaveLength(4);
  expect(account.changes).toContainEqual(
    expect.objectContaining({ code: 'schema.enum', path: '/marches/marche/0/nature', from: 'marché\u00a0', to: 'Marché' }),
  );
});

test('the data go to standard output with “--out -”, and the account to standard error', async () => {
  const { out, err } = await decp(['fix', '-', '--out', '-'], { folder, input: file(FAULTS) });
  expect(out).toBe(file(RIGHT));
  expect(err).toContain('4 valeurs corrigées');
});

test('a compressed file is read, and written as its name says', async () => {
  given('a.json.gz', gzipSync(file(FAULTS)));
  await fix('a.json.gz', '--out', 'b.json');
  expect(read('b.json')).toBe(file(RIGHT));
  await fix('a.json.gz', '--out', 'b.json.gz');
  expect(gunzipSync(readFileSync(join(folder, 'b.json.gz'))).toString()).toBe(file(RIGHT));
});

test.each([
  [['a.json', '--out', 'a.json'], 'a.json'],
  [['absent.json', '--out', 'b.json'], 'absent.json'],
  [['a.json', '--out', 'b.xlsx'], 'un nom qui se termine par « .json »'],
  [['vide.json', '--out', 'b.json'], 'Un fichier vide'],
])('decp fix %j is refused with a sentence that says why, and nothing is written', async (args, name) => {
  given('a.json', file(FAULTS));
  given('vide.json', '');
  const { code, err, out } = await fix(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(name);
  expect(read('a.json')).toBe(file(FAULTS));
  expect(readdirSync(folder).toSorted()).toEqual(['a.json', 'vide.json']);
});

test('a package of tables is refused: what to do is said', async () => {
  given('a.json', file({}));
  await decp(['convert', 'a.json', 'tables/'], { folder });
  const { code, err } = await fix('tables', '--out', 'b.zip');
  expect(code).toBe(2);
  expect(err).toContain('jeu de tables');
  expect(readdirSync(folder).toSorted()).toEqual(['a.json', 'tables']);
});
