/** The migration of a page, without a page: what it writes and reports is what `decp migrate` does. */
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { under } from '../../../src/host/paths.node.ts';
import { findingEntry } from '../../../src/report/entry.ts';
import { migrateGiven } from '../../../src/library/page/migrate-file.ts';
import type { Assets } from '../../../src/library/page/registry.ts';
import type { Choices, DescribedFinding, MigratedFile, Unreadable } from '../../../src/library/page/types.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { decp } from '../../cli/run.ts';
import { readJsonFile, ROOT } from '../../support/engine.ts';
import { eachInFolder } from '../../support/folders.ts';
import { ASSETS } from './assets.ts';
import { plain } from './page.ts';
import { UNFOLDED } from '../../support/unfolded.ts';

let folder = '';
eachInFolder('page-migrate', (made) => (folder = made));

type Asked = Choices & { toVersion: string };

async function inPage(bytes: Uint8Array, name: string, asked: Asked, assets = ASSETS) {
  const findings: DescribedFinding[] = [];
  const file = new File([new Uint8Array(bytes)], name);
  const outcome = await migrateGiven(file, { lang: 'fr', ...asked, assets, onFindings: (batch) => void findings.push(...batch) });
  return { outcome, findings };
}

const bytesOf = async (blob: Blob | undefined): Promise<string | undefined> =>
  blob && Buffer.from(await blob.arrayBuffer()).toString('base64');
const onDisk = (name: string): string | undefined => {
  try {
    return readFileSync(join(folder, name)).toString('base64');
  } catch {
    return undefined;
  }
};

/** `text()` would leave the byte order mark out. */
const WITH_MARK = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a migration comes to, in the page and by the command line. */
async function ofPage(bytes: Uint8Array, name: string, asked: Asked, assets?: Assets): Promise<unknown> {
  const { outcome, findings } = await inPage(bytes, name, asked, assets);
  if (!outcome.readable) return outcome.finding.words?.text;
  const { form, writtenForm, from, stepsFrom, to, file, records, starts, valid, counts, toReview } = outcome;
  const { missing, withheld, list } = outcome;
  return plain({
    ...{
      form,
      writtenForm,
      from,
      stepsFrom,
      to,
      written: file !== undefined,
      records,
      starts,
      valid,
      counts,
      toReview,
      withheld,
    },
    missing: missing?.contracts ?? 0,
    file: await bytesOf(file),
    table: await bytesOf(missing?.file),
    list: list && WITH_MARK.decode(await list.arrayBuffer()),
    findings: findings.map(({ words, in: about, start, field, there, level, ...finding }) => ({
      ...{ in: about, start, field, there, level },
      ...findingEntry(finding, words!),
    })),
  });
}

type Report = Record<string, unknown> & {
  input: { format: string };
  output: { format: string };
  missing?: { contracts: number };
  truncated: boolean;
};

async function ofCommand(bytes: Uint8Array, name: string, asked: Asked): Promise<unknown> {
  const { toVersion, version, partial, missing, complete, list } = asked;
  writeFileSync(join(folder, name), bytes);
  if (complete) writeFileSync(join(folder, 'rempli.csv'), new Uint8Array(await complete.arrayBuffer()));
  const [output, table] = [`sortie${extname(name)}`, `manque.${missing ?? ''}`];
  const options = [
    ...(version === undefined ? [] : ['--from', version]),
    ...(partial === true ? ['--partial'] : []),
    ...(missing === undefined ? [] : ['--missing', table]),
    ...(list === true ? ['--report', 'constats.csv'] : []),
    ...(complete === undefined ? [] : ['--complete', 'rempli.csv']),
  ];
  const { out, err } = await decp(['migrate', name, output, '--to', toVersion, '--format', 'json', ...options], { folder });
  if (err !== '') return err;
  const { input, output: written, missing: lacking, truncated, tool: _, ...report } = JSON.parse(out) as Report;
  expect(truncated).toBe(false);
  return plain({
    ...{ ...report, form: input.format, writtenForm: written.format, withheld: 0, missing: lacking?.contracts ?? 0 },
    file: onDisk(output),
    table: onDisk(table),
    // A page does not know the name under which the file is saved.
    list: list === true ? readFileSync(join(folder, 'constats.csv'), 'utf8').replaceAll(`${output};`, ';') : undefined,
  });
}

const example = (path: string): Uint8Array => readFileSync(under(UNFOLDED, path));

type Marches = { marches: { marche: Record<string, unknown>[] } };
const { marches } = readJsonFile('examples/2.0.3/valid/base-marche.json') as Marches;
const [MARCHE = {}] = marches.marche;
const made = (...records: object[]): Uint8Array => Buffer.from(JSON.stringify({ note: 1, marches: { marche: records } }));

/** Both kinds of a 1.x version, mixed. */
const MIXED = Buffer.from(
  JSON.stringify({
    marches: ['base-marche', 'base-concession', 'base-marche'].flatMap(
      (name) => (readJsonFile(`examples/1.5.0/valid/${name}.json`) as { marches: object[] }).marches,
    ),
  }),
);

async function converted(form: string): Promise<Uint8Array> {
  const name = `marches.${form}`;
  const run = await decp(['convert', `${ROOT}examples/2.0.3/valid/base-marche.json`, name], { folder });
  expect(run.err).toBe('');
  return readFileSync(join(folder, name));
}

const CASES: [what: string, name: string, bytes: () => Uint8Array | Promise<Uint8Array>, asked: Asked][] = [
  ['of a 1.x file that lacks much', 'a.json', () => MIXED, { toVersion: '2.1.0', list: true }],
  ['of the same, written all the same', 'a.json', () => MIXED, { toVersion: '2.1.0', partial: true, missing: 'xlsx' }],
  ['of the same, with the table as CSV', 'a.json', () => MIXED, { toVersion: '2.0.3', missing: 'csv' }],
  ['of the same, with the table as ODS', 'a.json', () => MIXED, { toVersion: '2.0.3', partial: true, missing: 'ods' }],
  ['between 1.x versions, down', 'a.json', () => MIXED, { toVersion: '1.3.0', partial: true }],
  ['where a value is refused', 'a.json', () => made({ ...MARCHE, montant: 0 }), { toVersion: '2.1.0' }],
  ['of names that go', 'a.json', () => made({ _type: 'Marché', ...MARCHE }, MARCHE), { toVersion: '2.0.3' }],
  [
    'of a file that mixes versions',
    'a.json',
    () => made(MARCHE, ...(JSON.parse(String(MIXED)) as { marches: object[] }).marches.slice(0, 1)),
    { toVersion: '2.1.0', partial: true, missing: 'csv' },
  ],
  ['of a version that is given', 'a.json', () => made(MARCHE), { version: '2.0.3', toVersion: '2.1.0' }],
  ['to the version of the file', 'a.json', () => example('2.0.3/valid/base-concession.json'), { toVersion: '2.0.3' }],
  ['down', 'a.json', () => example('2.1.0/valid/fichier-de-deux-listes.json'), { toVersion: '2.0.1', partial: true }],
  ['of XML', 'a.xml', () => converted('xml'), { toVersion: '2.1.0' }],
  ['of a table', 'a.csv', () => converted('csv'), { toVersion: '2.1.0' }],
  ['of a workbook', 'a.xlsx', () => converted('xlsx'), { toVersion: '2.1.0' }],
  ['of an OpenDocument', 'a.ods', () => converted('ods'), { toVersion: '2.1.0' }],
  ['of a file that is cut', 'a.json', () => made(MARCHE, MARCHE).subarray(0, -40), { toVersion: '2.1.0', partial: true }],
];

test.each(CASES)('a page writes and reports what the command line does: %s', async (_, name, bytes, asked) => {
  const given = await bytes();
  const [page, command] = [await ofPage(given, name, asked), await ofCommand(given, name, asked)];
  expect(page).toEqual(command);
});

/** A table to complete as CSV, with a value in the cells of some columns. */
async function filledIn(values: Record<string, string>): Promise<File> {
  const { outcome } = await inPage(MIXED, 'a.json', { toVersion: '2.0.3', missing: 'csv' });
  const csv = (await (outcome as MigratedFile).missing?.file?.text()) ?? '';
  const [head = '', ...rows] = csv.trimEnd().split('\r\n');
  const names = head.replace('\ufeff', '').split(';');
  const filled = rows.map((row) => row.split(';').map((cell, i) => values[names[i] ?? ''] ?? cell));
  return new File([[head, ...filled.map((cells) => cells.join(';')), ''].join('\r\n')], 'rempli.csv');
}

test('a table that a person has completed fills in what is missing, as for the command line', async () => {
  const asked = { toVersion: '2.0.3', missing: 'csv' } as const;
  const values = { ccag: 'Travaux', offresRecues: '3', marcheInnovant: 'peut-être', 'techniques.1': 'Concours' };
  const complete = await filledIn(values);
  const page = (await ofPage(MIXED, 'a.json', { ...asked, complete })) as { findings: { code: string; in: string }[] };
  expect(page).toEqual(await ofCommand(MIXED, 'a.json', { ...asked, complete }));
  expect(page.findings.map(({ code }) => code)).toContain('migrate.completed');
  expect(await ofPage(MIXED, 'a.json', asked)).not.toEqual(page);
});

test('an error about the completed table counts, and keeps the file from being written', async () => {
  const [head = '', ...rows] = (await (await filledIn({})).text()).trimEnd().split('\r\n');
  const stray = [`${head};tauxAvnace`, ...rows.map((row) => `${row};0.2`), ''].join('\r\n');
  const asked = { toVersion: '2.0.3', complete: new File([stray], 'rempli.csv') };
  const bytes = Buffer.from(JSON.stringify({ marches: { marche: [MARCHE] } }));
  const { outcome, findings } = await inPage(bytes, 'a.json', asked);
  const errors = findings.filter(({ severity }) => severity === 'error').map((one) => `${one.in} ${one.code}`);
  expect(new Set(errors)).toEqual(new Set(['completion table.unknown-column']));
  expect(outcome).toMatchObject({ file: undefined, counts: { error: errors.length } });
  expect(await ofPage(bytes, 'a.json', asked)).toEqual(await ofCommand(bytes, 'a.json', asked));
  const { outcome: partial } = await inPage(bytes, 'a.json', { ...asked, partial: true });
  expect((partial as MigratedFile).file).toBeInstanceOf(Blob);
});

test('a completed table that cannot be read is named as what is wrong, and not the file', async () => {
  const { outcome } = await inPage(MIXED, 'a.json', { toVersion: '2.0.3', complete: new File([], 'rempli.csv') });
  expect(outcome).toMatchObject({ readable: false, finding: { code: 'syntax.empty', in: 'completion' } });
});

test('a file of data is no completed table', async () => {
  const { outcome } = await inPage(MIXED, 'a.json', {
    toVersion: '2.0.3',
    complete: new File(['{"marches":[]}'], 'rempli.json'),
  });
  expect(outcome).toMatchObject({ readable: false, finding: { code: 'input.not-a-table', in: 'completion' } });
});

test('the fields that contracts lack are named with how many do, once each, in the language asked for', async () => {
  for (const lang of ['fr', 'en'] as const) {
    const { outcome } = await inPage(MIXED, 'a.json', { lang, toVersion: '2.0.3', missing: 'xlsx' });
    const { fields = [], contracts } = (outcome as MigratedFile).missing ?? {};
    const { model } = await loadVersion('2.0.3');
    expect(contracts).toBe(3);
    expect(new Set(fields.map(({ kind, field }) => `${kind} ${field}`)).size).toBe(fields.length);
    expect(fields).toContainEqual({
      kind: 'marche',
      field: 'marche-ccag',
      title: model.fields['marche-ccag']?.title[lang],
      contracts: 2,
    });
    expect(fields.filter(({ kind }) => kind === 'contrat-concession').map((one) => one.contracts)).toEqual([1, 1]);
    expect(fields.every(({ title, field }) => title === model.fields[field]?.title[lang])).toBe(true);
  }
});

test('by what the version of the file was recognised is given, unless a person chose it', async () => {
  const { outcome } = await inPage(MIXED, 'a.json', { toVersion: '2.0.3' });
  expect(outcome).toMatchObject({
    from: '1.5.0',
    stepsFrom: '1.3.0',
    recognised: { candidates: ['1.3.0', '1.4.0', '1.5.0'], reason: { by: 'flat' } },
  });
  const { outcome: chosen } = await inPage(MIXED, 'a.json', { version: '1.5.0', toVersion: '2.0.3' });
  expect(chosen).toMatchObject({ from: '1.5.0', recognised: undefined });
});

test('a code that is spelled otherwise is named', async () => {
  const ccag = 'Techniques de l’information et de la communication';
  const bytes = Buffer.from(JSON.stringify({ marches: { marche: [{ ...MARCHE, ccag }] } }));
  const { outcome, findings } = await inPage(bytes, 'a.json', { version: '2.0.1', toVersion: '2.0.3' });
  const text = (await (outcome as MigratedFile).file?.text()) ?? '';
  expect(findings).toMatchObject([{ code: 'migrate.recoded', level: 'exact', path: '/marches/marche/0/ccag' }]);
  expect((JSON.parse(text) as Marches).marches.marche[0]?.['ccag']).toBe(ccag.replace('’', "'"));
});

test('what is compared would tell a step of another version', async () => {
  const other: Assets = {
    ...ASSETS,
    bytes: (path) => ASSETS.bytes(path.endsWith('2.0.0/migration.json') ? 'versions/1.5.0/migration.json' : path),
  };
  const asked = { toVersion: '2.0.3', partial: true };
  expect(await ofPage(MIXED, 'a.json', asked, other)).not.toEqual(await ofCommand(MIXED, 'a.json', asked));
});

test('a page says why there is no way to a version, or no such version', async () => {
  const ways = ['1.5.0', '9.9.9'].map((toVersion) => inPage(made(MARCHE), 'a.json', { toVersion }));
  const outcomes = (await Promise.all(ways)).map(({ outcome }) => outcome as Unreadable);
  expect(outcomes.map(({ finding }) => finding.code)).toEqual(['input.no-way-down', 'input.unknown-version']);
  expect(outcomes[0]?.finding.words?.text).toContain('1.5.0');
});

test('only as many findings are given as are wanted, and all are counted, with the first places of each group', async () => {
  const { outcome, findings } = await inPage(MIXED, 'a.json', { toVersion: '2.0.3', maxFindings: 5 });
  const { counts, withheld, groups } = outcome as MigratedFile;
  const total = counts.error + counts.warning + counts.info;
  expect([findings.length, withheld]).toEqual([5, total - 5]);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  expect(groups.every(({ places, title }) => places.length > 0 && places.length <= 2 && title !== '')).toBe(true);
});

test('a migration that is aborted ends with the reason', async () => {
  const abort = new AbortController();
  const file = new File([new Uint8Array(MIXED)], 'a.json');
  const end = migrateGiven(file, {
    ...{ toVersion: '2.0.3', assets: ASSETS, signal: abort.signal },
    onProgress: () => abort.abort(new Error('enough')),
  });
  await expect(end).rejects.toThrow('enough');
});
