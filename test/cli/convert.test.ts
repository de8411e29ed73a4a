import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, readJsonFile, GOLDEN } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { decp } from './run.ts';

let folder = '';
eachInFolder('convert', (made) => (folder = made));

const SOURCE = `${ROOT}examples/demo/marches-de-kervadec.json`;
const whole = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

function given(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const convert = (...args: string[]) => decp(['convert', ...args], { folder });

type Marche = Record<string, unknown>;
/** What a frozen version knows: a proposal adds fields to those of the draft. */
const file = readJsonFile('examples/2.1.0/valid/marche-complet.json') as { version: string; marches: { marche: Marche[] } };
const concession = readJsonFile('examples/2.1.0/valid/concession-complete.json') as {
  marches: { 'contrat-concession': Marche[] };
};
const MARCHE = file.marches.marche[0]!;
const CONCESSION = concession.marches['contrat-concession'][0]!;

describe('decp convert', () => {
  test.each(['xml', 'csv', 'xlsx', 'ods', 'zip'])('JSON that goes to %s comes back as it was', async (form) => {
    const input = { version: '2.1', marches: { marche: [MARCHE], 'contrat-concession': [CONCESSION] } };
    given('in.json', input);
    const there = await convert('in.json', `out.${form}`);
    expect(there.err).toBe('');
    expect(there.code).toBe(0);
    // A spreadsheet has no place for what the file says of itself.
    const expected = ['csv', 'xlsx', 'ods'].includes(form) ? { marches: input.marches } : input;
    const back = await convert(`out.${form}`, 'back.json', '--schema', GOLDEN);
    expect(back.code).toBe(0);
    expect(whole('back.json')).toEqual(expected);
  });

  test('records that XML mixes come in one list a kind, in their order', async () => {
    given('in.json', {
      marches: {
        marche: [
          { ...MARCHE, id: 'A1' },
          { ...MARCHE, id: 'A2' },
        ],
        'contrat-concession': [CONCESSION],
      },
    });
    expect((await convert('in.json', 'one.xml', '--schema', GOLDEN)).code).toBe(0);
    const xml = readFileSync(join(folder, 'one.xml'), 'utf8');
    const [concessionXml = ''] = /^ *<contrat-concession>[^]*<\/contrat-concession>\n/m.exec(xml) ?? [];
    const mixed = xml.replace(concessionXml, '').replace('  </marche>\n', `  </marche>\n${concessionXml}`);
    expect(mixed).not.toBe(xml);
    given('mixed.xml', mixed);
    expect((await convert('mixed.xml', 'back.json', '--schema', GOLDEN)).code).toBe(0);
    const { marches } = whole('back.json') as { marches: Record<string, Marche[]> };
    expect(marches['marche']?.map(({ id }) => id)).toEqual(['A1', 'A2']);
    expect(marches['contrat-concession']).toEqual([CONCESSION]);
  });

  test('what the form cannot carry is a finding, nothing is written and nothing is left beside', async () => {
    given('in.json', { marches: { marche: [{ ...MARCHE, objet: 'Un caractère \u0001 interdit' }] } });
    const run = await convert('in.json', 'out.xml', '--schema', GOLDEN, '--format', 'json');
    expect(run.code).toBe(1);
    const { findings, written } = JSON.parse(run.out) as { findings: { code: string; path: string }[]; written: boolean };
    expect(findings).toMatchObject([{ code: 'convert.control-character', path: '/marches/marche/0/objet' }]);
    expect(written).toBe(false);
    expect(readdirSync(folder)).toEqual(['in.json']);
  });

  test('what is to be reviewed is said first, in amber, and converted all the same', async () => {
    const path = `${ROOT}examples/tables/lignes-masquees.xlsx`;
    const run = await convert(path, 'out.json');
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^.*lignes-masquees\.xlsx\n\nÀ vérifier avant de publier :\n {3}5 contrats sur 10/);
    expect(run.out).toMatch(/Avant de publier,\s+vérifiez\s+le\s+point\s+« à\s+vérifier »\s+ci-dessus/);
    const { out, code } = await convert(path, 'out.json', '--format', 'json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, verdict: 'to-review', toReview: 1, written: true });
  });

  test('with --lossy the rest is written, and the exit code still says that something is missing', async () => {
    given('in.json', { marches: { marche: [{ ...MARCHE, inconnu: { a: 1 } }] } });
    expect((await convert('in.json', 'out.xml', '--schema', GOLDEN, '--lossy')).code).toBe(1);
    expect(existsSync(join(folder, 'out.xml'))).toBe(true);
  });

  test('a version said after the records still stands at the root of the XML', async () => {
    given('in.json', { marches: { marche: [MARCHE] }, version: '2.1' });
    expect((await convert('in.json', 'out.xml', '--schema', GOLDEN)).code).toBe(0);
    expect(readFileSync(join(folder, 'out.xml'), 'utf8')).toContain('<marches version="2.1">');
  });

  test('data go to standard output with --to, and the account to standard error', async () => {
    const run = await decp(['convert', SOURCE, '-', '--to', 'xml', '--schema', GOLDEN, '--lossy'], { folder });
    expect(run.out).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<marches/);
    expect(run.err).toMatch(/convertis/);
  });

  test('nothing goes to standard output where something would be lost', async () => {
    given('in.json', { marches: { marche: [{ ...MARCHE, inconnu: { a: 1 } }] } });
    const run = await convert('in.json', '-', '--to', 'xml', '--schema', GOLDEN);
    expect(run.out).toBe('');
    expect(run.code).toBe(1);
  });

  test.each([
    ['an output without a known extension', ['in.json', 'out.txt'], /« out\.txt »/],
    ['an output over its input', ['in.json', 'in.json'], /in\.json/],
    ['an output over its input by another name', ['in.json', 'link.json'], /link\.json/],
    ['an output that is a folder', ['in.json', 'sub', '--to', 'csv'], /« sub », qui est un dossier[^]*Ajoutez le nom du fichier/],
    [
      'an output with too long a name',
      ['in.json', `${'a'.repeat(300)}.csv`],
      /nom est trop long[^]*Choisissez un nom plus court/,
    ],
    ['a folder', ['.', 'out.json'], /un seul fichier/],
  ])('%s is refused, with what to do', async (_, args, sentence) => {
    given('in.json', file);
    given('other.json', file);
    symlinkSync('in.json', join(folder, 'link.json'));
    mkdirSync(join(folder, 'sub'));
    const run = await convert(...args);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(sentence);
    expect(whole('in.json')).toEqual(file);
  });

  test('a version of the flat list is written in JSON only', async () => {
    const old = readFileSync(`${ROOT}examples/1.4.0/valid/base-marche.json`, 'utf8');
    given('in.json', old);
    expect((await convert('in.json', 'out.xml')).code).toBe(2);
    expect((await convert('in.json', 'out.json')).code).toBe(0);
    expect(whole('out.json')).toEqual(JSON.parse(old));
  });
});

describe('what a form cannot hold around the records', () => {
  const marches = { marche: [MARCHE] };
  test.each([
    ['a version that is no text', { version: 5, marches }, 'xml', [['convert.wrong-type', '/version', 'error']]],
    ['a version that is null', { version: null, marches }, 'csv', [['convert.null', '/version', 'error']]],
    [
      'a version with a forbidden character',
      { version: '2\u0001', marches },
      'xml',
      [['convert.control-character', '/version', 'error']],
    ],
    ['a version, in a sheet', { version: '2.1', marches }, 'csv', [['convert.version-left-out', '/version', 'info']]],
    [
      'an empty list, in XML',
      { marches: { ...marches, 'contrat-concession': [] } },
      'xml',
      [['convert.empty-list', '/marches/contrat-concession', 'info']],
    ],
    [
      'an empty list, in a sheet',
      { marches: { ...marches, 'contrat-concession': [] } },
      'xlsx',
      [['convert.empty-list', '/marches/contrat-concession', 'info']],
    ],
    [
      'a list that is none',
      { marches: { ...marches, 'contrat-concession': { a: 1 } } },
      'json',
      [['convert.wrong-type', '/marches/contrat-concession', 'error']],
    ],
    [
      'a name that the root does not know',
      { marches, couleur: 'bleu' },
      'json',
      [['convert.unknown-property', '/couleur', 'error']],
    ],
    [
      'a name beside the lists',
      { marches: { ...marches, couleur: [] } },
      'zip',
      [['convert.unknown-property', '/marches/couleur', 'error']],
    ],
  ] as const)('%s is a finding', async (_, file, form, found) => {
    given('in.json', file);
    const run = await convert('in.json', `out.${form}`, '--schema', GOLDEN, '--format', 'json');
    const account = JSON.parse(run.out) as { findings: { code: string; path: string; severity: string }[]; lost: number };
    const findings = account.findings.filter(({ code }) => code.startsWith('convert.'));
    expect(account.lost).toBe(found.filter(([, , severity]) => severity === 'error').length);
    expect(findings.map(({ code, path, severity }) => [code, path, severity])).toEqual(found);
    expect(run.code).toBe(found.some(([, , severity]) => severity === 'error') ? 1 : 0);
  });

  test.each([
    ['any version', { version: 5, marches }, GOLDEN],
    ['a version that the schema does not know', { version: '2.0', marches }, '2.0.3'],
    ['a version after the records', { marches, version: '2.0' }, '2.0.3'],
    ['empty lists', { version: '2.1', marches: { ...marches, 'contrat-concession': [] } }, GOLDEN],
  ])('%s stays in JSON and in a package', async (_, file, schema) => {
    given('in.json', file);
    const lost = async (...args: string[]): Promise<unknown> =>
      (JSON.parse((await convert(...args, '--schema', schema, '--format', 'json')).out) as { lost: number }).lost;
    expect(await lost('in.json', 'out.json')).toBe(0);
    expect(whole('out.json')).toEqual(file);
    expect(await lost('in.json', 'tables/')).toBe(0);
    expect(await lost('tables/', 'back.json')).toBe(0);
    expect(whole('back.json')).toEqual(file);
  });

  test('a number beyond all doubles is not written as null in silence', async () => {
    given('in.xml', '<marches version="2.1"><marche><montant>1' + '0'.repeat(400) + '</montant></marche></marches>');
    const run = await convert('in.xml', 'out.json', '--format', 'json');
    expect(run.code).toBe(1);
    expect(run.out).toContain('"path":"/marches/marche/0/montant"');
  });

  test('a flat list does not become one of the lists of a version by kind without a word', async () => {
    given('in.json', { marches: [MARCHE] });
    const run = await convert('in.json', 'out.xml', '--schema', GOLDEN, '--format', 'json');
    expect(run.code).toBe(1);
    expect(run.out).toContain('structure.list-of-another-version');
  });
});

describe('an output that cannot be', () => {
  test.each(['out.json', 'out.xml', 'out.csv', 'out.xlsx', 'out.ods', 'out.zip'])(
    '%s in a folder that is not there: a clear sentence and 2',
    async (name) => {
      given('in.json', file);
      const run = await convert('in.json', `absent/${name}`);
      expect([run.code, run.out]).toEqual([2, '']);
      expect(run.err).toMatch(/absent/);
    },
  );

  test.each(['out.json', 'out.zip', 'tables/'])('%s in a place that is a file: a clear sentence and 2', async (name) => {
    given('in.json', file);
    given('plain', 'a file');
    const run = await convert('in.json', `plain/${name}`);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toMatch(/plain/);
  });

  test('a folder that already holds files is left as it is', async () => {
    given('in.json', file);
    const run = await convert('in.json', './', '--to', 'package');
    expect(run.code).toBe(2);
    expect(readdirSync(folder)).toEqual(['in.json']);
  });
});

test('a package is one source: of a folder around it, of standard input, and in an archive of its folder', async () => {
  given('in.json', file);
  expect((await convert('in.json', 'deep/'.replace('deep', 'tables'))).code).toBe(0);
  mkdirSync(join(folder, 'around'));
  renameSync(join(folder, 'tables'), join(folder, 'around', 'tables'));
  const run = await decp(['validate', 'around', '--rules', 'none', '--format', 'json'], { folder });
  expect((JSON.parse(run.out) as { files: unknown[] }).files).toHaveLength(1);
  expect((await convert('in.json', 'out.zip')).code).toBe(0);
  const piped = await decp(['convert', '-', 'back.json'], { folder, input: readFileSync(join(folder, 'out.zip')) });
  expect(piped.code).toBe(0);
});

test('a table is reported by its header, whatever its name, also on standard input', async () => {
  given('in.json', file);
  expect((await convert('in.json', 'out.csv')).code).toBe(0);
  const input = readFileSync(join(folder, 'out.csv'));
  writeFileSync(join(folder, 'export.txt'), input);
  expect((await convert('export.txt', 'a.json', '--schema', GOLDEN)).code).toBe(0);
  expect((await decp(['convert', '-', 'b.json', '--schema', GOLDEN], { folder, input })).code).toBe(0);
  expect(whole('b.json')).toEqual(whole('a.json'));
});

describe('errors of the data', () => {
  type Account = {
    findings: { code: string; params: Record<string, unknown> }[];
    counts: Record<string, number>;
    lost: number;
    written: boolean;
  };
  const account = async (...args: string[]): Promise<Account> =>
    JSON.parse((await convert(...args, '--format', 'json')).out) as Account;

  /** Five contracts with nine codes that no list has. */
  const spoilt = Array.from({ length: 5 }, (_, i) => ({
    ...MARCHE,
    id: `2024-${i}`,
    procedure: 'Procédure inventée',
    ...(i > 0 && { nature: 'Nature inventée' }),
  }));

  test('« 5 contrats convertis, 9 erreurs à corriger »: they are written all the same, and the exit code says so', async () => {
    given('in.json', { marches: { marche: spoilt } });
    await convert('in.json', 'in.csv', '--schema', GOLDEN);
    const run = await convert('in.csv', 'out.json', '--schema', GOLDEN);
    expect(run.out).toMatch(/^5 contrats convertis, 9 erreurs à corriger \(version .*\), dans out\.json\./m);
    expect(run.out.replaceAll('\n', ' ')).toContain(`« decp validate in.csv --schema ${GOLDEN} »`);
    expect(run.code).toBe(1);
    expect(whole('out.json')).toEqual({ marches: { marche: spoilt } });
    const check = await decp(['validate', 'in.csv', '--schema', GOLDEN], { folder });
    expect(check.out).toMatch(/9 erreurs/);
  });

  test('a program gets them with the losses, and how many of the errors are losses', async () => {
    given('in.json', { version: '2.1', marches: { marche: [{ ...spoilt[0], inconnu: 1 }] } });
    const { findings, counts, lost, written } = await account('in.json', 'out.csv', '--schema', GOLDEN);
    expect(findings.map(({ code }) => code).sort()).toEqual([
      'convert.unknown-property',
      'convert.version-left-out',
      'schema.additionalProperties',
      'schema.enum',
    ]);
    expect([counts['error'], lost, written]).toEqual([3, 1, false]);
  });

  test('a conforming file gives none, and 0', async () => {
    given('in.json', file);
    expect(await account('in.json', 'out.csv', '--schema', GOLDEN)).toMatchObject({
      counts: { error: 0 },
      lost: 0,
      written: true,
    });
  });

  test.each([
    'examples/tables/windows-1252.csv',
    'examples/tables/marches-a-corriger.csv',
    'examples/tables/titre-et-totaux.csv',
    'examples/tables/cellules-fusionnees.xlsx',
    'examples/tables/libreoffice.ods',
  ])('%s: the findings are those of the check', async (input) => {
    const path = `${ROOT}${input}`;
    const { findings } = await account(path, 'out.json', '--lossy');
    const check = await decp(['validate', path, '--format', 'json'], { folder });
    const [checked] = (JSON.parse(check.out) as { files: [{ findings: unknown[] }] }).files;
    expect(findings.filter(({ code }) => !code.startsWith('convert.'))).toEqual(checked.findings);
  });

  test('a column that is not of the format is named, and keeps nothing from being written', async () => {
    const path = `${ROOT}examples/tables/colonne-observations.csv`;
    const { findings, written, lost, counts } = await account(path, 'out.json');
    expect(findings.map(({ code, params }) => [code, params])).toEqual([
      ['table.extra-column', { column: 'Observations' }],
      ['table.extra-column', { column: 'Service gestionnaire' }],
    ]);
    expect({ written, lost, counts }).toEqual({ written: true, lost: 0, counts: { error: 0, warning: 0, info: 2 } });
    const { out, code } = await convert(path, 'out.xml');
    expect(code).toBe(0);
    expect(out).toContain('« Observations »');
  });

  test('a contract that was begun is written as it is: what is there of it was read', async () => {
    const { findings, written, lost, counts } = await account(`${ROOT}examples/tables/contrat-commence.csv`, 'out.json');
    expect(findings.map(({ code }) => code)).toEqual(['table.incomplete-row']);
    expect({ written, lost, counts }).toEqual({ written: true, lost: 0, counts: { error: 1, warning: 0, info: 0 } });
    const { marches } = whole('out.json') as { marches: { marche: Marche[] } };
    expect(marches.marche.map(({ id }) => id)).toEqual(['2024-001', '2024-009']);
  });

  test('a file that is cut off is not written, and says why', async () => {
    given('in.json', JSON.stringify(file).slice(0, -30));
    const { findings, written, lost } = await account('in.json', 'out.csv', '--schema', GOLDEN);
    expect(findings.map(({ code }) => code)).toContain('syntax.truncated');
    expect([written, lost > 0]).toEqual([false, true]);
    expect(readdirSync(folder)).toEqual(['in.json']);
  });
});

describe('with --lossy, what can be kept is kept', () => {
  const wrong = { ...MARCHE, montant: '12500,50', offresRecues: '3', objet: 42, marcheInnovant: 'peut-être' };

  test.each(['csv', 'xlsx', 'ods'])('an amount written as a text stays in its cell of %s', async (form) => {
    given('in.json', { marches: { marche: [wrong] } });
    const run = await convert('in.json', `out.${form}`, '--schema', GOLDEN, '--lossy', '--format', 'json');
    const { findings } = JSON.parse(run.out) as { findings: { code: string; path: string }[] };
    expect(findings.filter(({ code }) => code === 'convert.wrong-type').map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/marches/marche/0/montant', '/marches/marche/0/offresRecues', '/marches/marche/0/objet']),
    );
    await convert(`out.${form}`, 'back.json', '--schema', GOLDEN);
    const { marches } = whole('back.json') as { marches: { marche: Marche[] } };
    expect(marches.marche[0]).toEqual({ ...wrong, montant: 12500.5, offresRecues: 3, objet: '42' });
  });

  test('and in its cell of a package', async () => {
    given('in.json', { marches: { marche: [{ ...wrong, montant: '12500.50' }] } });
    await convert('in.json', 'out.zip', '--schema', GOLDEN, '--lossy');
    await convert('out.zip', 'back.json', '--schema', GOLDEN);
    const { marches } = whole('back.json') as { marches: { marche: Marche[] } };
    expect(marches.marche[0]).toEqual({ ...wrong, montant: 12500.5, offresRecues: 3, objet: '42' });
  });
});
