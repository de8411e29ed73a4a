import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA } from '../../src/publish/metadata.ts';
import { TOKEN_VARIABLE } from '../../src/publish/token.node.ts';
import { decp, type Run } from '../cli/run.ts';
import { ROOT } from '../support/engine.ts';
import { type FakeDatagouv, fakeDataset, fakeResource, type Fault, startFakeDatagouv } from './fake-datagouv.ts';

/** Invented. */
const TOKEN = 'eyJhbGciOiJIUzUxMiJ9.jeton-invente_0123456789';
const ORGANIZATION = '5f0000000000000000000001';
const OTHERS = '5f0000000000000000000002';

const TOP = mkdtempSync(join(tmpdir(), 'decp-publish-'));
let folder = '';
let portal: FakeDatagouv;
const runs: Run[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(TOP, 'd'));
  writeFileSync(join(folder, 'mes-marches.json'), conforming());
  writeFileSync(join(folder, 'jeton'), `${TOKEN}\n`);
  portal = await startFakeDatagouv({
    members: { [TOKEN]: [ORGANIZATION], autre: [OTHERS] },
    schemas: { [SCHEMA]: ['2.0.1', '2.0.2'], 'etalab/schema-autre': ['1.0.0'] },
  });
});
afterEach(async () => {
  await portal.close();
  // Whatever happens, the token is in nothing that is printed or written.
  for (const { out, err } of runs.splice(0)) expect(`${out}${err}`).not.toContain(TOKEN);
  for (const name of readdirSync(folder))
    if (name !== 'jeton') expect(readFileSync(join(folder, name), 'utf8')).not.toContain(TOKEN);
});
afterAll(() => {
  rmSync(TOP, { recursive: true });
});

const demo = (): string => readFileSync(`${ROOT}examples/demo/marches-de-kervadec.json`, 'utf8');

/** The invented file of the guides, its three faults fixed. */
const conforming = (object = ''): string =>
  demo()
    .replace('"Procédure Adaptée"', '"Procédure adaptée"')
    .replace('"montant": "86500"', '"montant": 86500')
    .replace('"14/01/2025"', '"2025-01-14"')
    .replace('"objet": "', `"objet": "${object}`);

/** The same with a filler word for the subject of a contract. */
const toReview = (): string => conforming().replace(/"objet": "[^"]*"/, '"objet": "x"');

const given = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

async function publish(args: readonly string[] = [], { input = '' } = {}): Promise<Run> {
  const run = await decp(['publish', ...args], { folder, input });
  runs.push(run);
  return run;
}

/** A deposit on the portal of the test. */
const sent = (...more: string[]): Promise<Run> =>
  publish(['mes-marches.json', '--organization', ORGANIZATION, '--api', portal.url, '--token-file', 'jeton', ...more]);

const writes = (): string[] => portal.requests.filter((words) => !words.startsWith('GET'));
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};

describe('a deposit', () => {
  test('creates one dataset with one file: its title, its description and the official schema are declared', async () => {
    const run = await sent();
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('Jeu de données créé');
    expect(run.out).toContain('Fichier envoyé ; le portail en a bien tous les octets.');
    const dataset = only(portal.datasets);
    expect(dataset).toMatchObject({
      title: 'Données essentielles de la commande publique (DECP)',
      organization: { id: ORGANIZATION },
      license: 'lov2',
      frequency: 'monthly',
      tags: expect.arrayContaining(['decp']) as unknown,
    });
    const resource = only(dataset.resources);
    expect(resource).toMatchObject({
      title: 'Marchés publics et contrats de concession',
      type: 'main',
      format: 'json',
      schema: { name: SCHEMA },
    });
    expect(portal.contents.get(resource.id)?.toString()).toBe(conforming());
    expect(run.out).toContain(resource.latest);
  });

  test('of the same content again changes nothing', async () => {
    await sent();
    const before = structuredClone(portal.datasets);
    portal.requests.length = 0;
    const run = await sent();
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('Déjà à jour') as unknown });
    expect(writes()).toEqual([]);
    expect(portal.datasets).toEqual(before);
  });

  test('of the next month replaces the content of the same file, which keeps the title and the texts that a person gave it', async () => {
    await sent();
    const dataset = only(portal.datasets);
    const { id } = only(dataset.resources);
    Object.assign(dataset, { title: 'DECP de la commune', description: 'Nos marchés.', tags: [] });
    Object.assign(only(dataset.resources), { title: 'Nos marchés', description: 'À jour chaque mois.' });
    given('mes-marches.json', conforming('Nouveau : '));
    portal.requests.length = 0;
    expect(await sent()).toMatchObject({ code: 0 });
    expect(only(portal.datasets)).toMatchObject({ title: 'DECP de la commune', description: 'Nos marchés.' });
    expect(only(dataset.resources)).toMatchObject({
      id,
      title: 'Nos marchés',
      description: 'À jour chaque mois.',
      schema: { name: SCHEMA },
    });
    expect(portal.contents.get(id)?.toString()).toBe(conforming('Nouveau : '));
    expect(writes().map((words) => words.replace(/\/[0-9a-f-]{24,36}/g, '/…'))).toEqual([
      'POST /datasets/…/resources/…/upload/',
      'PUT /datasets/…/resources/…/',
    ]);
  });

  test('in XML after JSON replaces the same file', async () => {
    await sent();
    const source = `${ROOT}examples/2.0.3/valid/base-marche.json`;
    expect(await decp(['convert', source, 'm.xml'], { folder })).toMatchObject({ code: 0 });
    given('mes-marches.json', readFileSync(join(folder, 'm.xml')));
    expect(await sent('--allow-smaller')).toMatchObject({ code: 0, err: '' });
    expect(only(only(portal.datasets).resources)).toMatchObject({
      format: 'xml',
      mime: 'application/xml',
      title: 'Marchés publics et contrats de concession',
    });
  });

  test('declares the version of the schema once the portal lists it, and says where it does not', async () => {
    expect((await sent()).out.replaceAll(/\s+/g, ' ')).toContain(
      `${SCHEMA} est déclaré sans sa version : le portail ne propose pas la version 2.0.3`,
    );
    expect(only(only(portal.datasets).resources).schema).toMatchObject({ name: SCHEMA, version: null });
    const { datasets, contents } = portal;
    await portal.close();
    portal = Object.assign(await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, schemas: { [SCHEMA]: ['2.0.3'] } }), {
      datasets,
      contents,
    });
    expect((await sent()).out).not.toContain('sans sa version');
    expect(only(only(portal.datasets).resources).schema).toMatchObject({ name: SCHEMA, version: '2.0.3' });
  });

  test('goes to the dataset and to the file that the call names, though they were made by hand', async () => {
    const resource = fakeResource(portal, 'export-du-logiciel.json', { title: 'DECP', filesize: 10 });
    const dataset = fakeDataset(portal, ORGANIZATION, { tags: ['decp'], resources: [resource] });
    portal.datasets.push(dataset);
    const run = await sent('--dataset', dataset.id, '--resource', resource.id);
    expect(run).toMatchObject({ code: 0, err: '', out: expect.stringContaining("n'indique aucune licence") as unknown });
    expect(only(portal.datasets)).toMatchObject({ title: 'Jeu', license: 'notspecified' });
    expect(only(dataset.resources)).toMatchObject({ id: resource.id, title: 'DECP', schema: { name: SCHEMA } });
  });

  test('finds its dataset among many, deleted ones and other organisations left out', async () => {
    await portal.close();
    portal = await startFakeDatagouv({ members: { [TOKEN]: [ORGANIZATION] }, pageSize: 2 });
    await sent();
    const [ours] = portal.datasets;
    const deleted = {
      ...structuredClone(ours),
      id: '5f00000000000000000000dd',
      deleted: '2026-01-01',
    } as (typeof portal.datasets)[number];
    portal.datasets.unshift(...[1, 2, 3].map(() => fakeDataset(portal, ORGANIZATION)), deleted);
    portal.requests.length = 0;
    expect((await sent()).out).toContain('Déjà à jour');
    expect(portal.requests.filter((words) => words === 'GET /datasets/')).toHaveLength(3);
  });

  test('is reported in JSON', async () => {
    const { out } = await sent('--format', 'json');
    const dataset = only(portal.datasets);
    expect(JSON.parse(out)).toMatchObject({
      check: { version: '2.0.3', errors: 0, marches: 12, concessions: 2 },
      sent: { steps: ['create', 'upload', 'describe'], dataset: { id: dataset.id }, resource: { id: dataset.resources[0]?.id } },
    });
  });
});

describe('nothing is sent', () => {
  afterEach(() => {
    expect(writes()).toEqual([]);
  });

  test.each(['fr', 'en'])('by --dry-run, which gives the metadata and says what to click (%s)', async (lang) => {
    process.env[TOKEN_VARIABLE] = TOKEN;
    try {
      const run = await publish(['mes-marches.json', '--organization', ORGANIZATION, '--dry-run', '--lang', lang]);
      expect(run).toMatchObject({ code: 0, err: '' });
      await expect(run.out).toMatchFileSnapshot(`${ROOT}test/golden/publish/dry-run.${lang}.txt`);
    } finally {
      Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
    }
    expect(portal.requests).toEqual([]);
  });

  test('by --dry-run as JSON, whose bodies are those of the API', async () => {
    const { out } = await publish([
      'mes-marches.json',
      '--organization',
      ORGANIZATION,
      '--dry-run',
      '--format',
      'json',
      '--title',
      'DECP de Kervadec',
      '--license',
      'odc-odbl',
    ]);
    expect(JSON.parse(out)).toMatchObject({
      sent: null,
      dataset: { title: 'DECP de Kervadec', organization: ORGANIZATION, license: 'odc-odbl', frequency: 'monthly' },
      resource: { schema: { name: SCHEMA }, type: 'main' },
    });
  });

  /** What the portal has before the call, what the call adds, and what is said. */
  const cases: [name: string, code: number, said: RegExp, given: () => readonly string[] | undefined][] = [
    ['a file that does not conform', 1, /3 erreurs.*--allow-invalid/s, () => void given('mes-marches.json', demo())],
    ['a file to review', 1, /a 1 point à vérifier.*--reviewed/s, () => void given('mes-marches.json', toReview())],
    [
      'a file without contracts',
      1,
      /aucun contrat/,
      () => void given('mes-marches.json', '{"marches":{"marche":[],"contrat-concession":[]}}'),
    ],
    [
      'a file that is no JSON',
      1,
      /ne se lit pas jusqu'au bout/,
      () => void given('mes-marches.json', conforming().slice(0, -40)),
    ],
    [
      'a file of less than half the size of the one online',
      2,
      /--allow-smaller/,
      () => {
        const file = fakeResource(portal, 'decp.json', { filesize: 1_000_000 });
        portal.datasets.push(fakeDataset(portal, ORGANIZATION, { extras: { 'referentiel-decp': 'publish' }, resources: [file] }));
        return undefined;
      },
    ],
    [
      'where the organisation has another dataset that may be the right one',
      2,
      /--dataset.*Jeu/s,
      () => void portal.datasets.push(fakeDataset(portal, ORGANIZATION, { tags: ['decp'] })),
    ],
    [
      'where two files may be the right one',
      2,
      /--resource/,
      () => {
        const resources = ['decp.json', 'decp.xml'].map((name) => fakeResource(portal, name));
        portal.datasets.push(fakeDataset(portal, ORGANIZATION, { extras: { 'referentiel-decp': 'publish' }, resources }));
        return undefined;
      },
    ],
    [
      'to a dataset of another organisation',
      2,
      /n'appartient pas/,
      () => {
        const dataset = fakeDataset(portal, OTHERS);
        portal.datasets.push(dataset);
        return ['--dataset', dataset.id];
      },
    ],
    [
      'to a deleted dataset',
      2,
      /est supprimé/,
      () => {
        const dataset = fakeDataset(portal, ORGANIZATION, { deleted: '2026-01-01' });
        portal.datasets.push(dataset);
        return ['--dataset', dataset.id];
      },
    ],
    [
      'to an archived dataset',
      2,
      /archivé/,
      () =>
        void portal.datasets.push(
          fakeDataset(portal, ORGANIZATION, { archived: '2026-01-01', extras: { 'referentiel-decp': 'publish' } }),
        ),
    ],
    ['to a dataset that is not there', 2, /n'existe pas/, () => ['--dataset', '5f00000000000000000000ff']],
    [
      'in place of an address of another site',
      2,
      /autre site/,
      () => {
        const resource = fakeResource(portal, 'decp.json', { filetype: 'remote' });
        const dataset = fakeDataset(portal, ORGANIZATION, { resources: [resource] });
        portal.datasets.push(dataset);
        return ['--dataset', dataset.id, '--resource', resource.id];
      },
    ],
    ['to an organisation that is no identifier', 2, /24 chiffres/, () => ['--organization', '../1']],
    ['to a dataset that is no identifier', 2, /« --dataset »/, () => ['--dataset', 'x'.repeat(24)]],
    ['in place of a file that is no identifier', 2, /« --resource »/, () => ['--resource', '..']],
    ['to an address that is not protected', 2, /https/, () => ['--api', 'http://data.example/']],
    [
      'to an address with a password, which is not shown',
      2,
      /«\s?https:\/\/…@data\.example\/\s?»/,
      () => ['--api', 'https://moi:secret@data.example/'],
    ],
    ['with an empty token', 2, /jeton est vide/, () => void given('jeton', '\n')],
    ['with a token of two lines', 2, /fin de ligne/, () => void given('jeton', `${TOKEN}\nX-Autre: 1`)],
    ['with the token of a file that is not there', 2, /ne se lit pas/, () => ['--token-file', 'absent']],
    ['with a title that is too long', 2, /350/, () => ['--title', 'x'.repeat(351)]],
  ];

  test.each(cases)('of %s', async (_, code, said, prepare) => {
    const run = await sent(...(prepare() ?? []));
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toMatch(said);
    expect(run.err).toMatch(/^decp : /);
    expect(run.err).not.toContain('secret');
  });

  test.each([
    ['a folder', '.', /pas un fichier qui se dépose/],
    ['a compressed file', 'a.json.gz', /pas un fichier qui se dépose/],
    ['standard input', '-', /pas un fichier qui se dépose/],
    ['a table', 'a.csv', /decp convert a\.csv decp\.json/],
    ['a file that is not there', 'absent.json', /Aucun fichier du nom de/],
  ])('of %s', async (_, file, said) => {
    given('a.json.gz', conforming());
    given('a.csv', 'id;montant\n1;2\n');
    const run = await publish([file, '--organization', ORGANIZATION, '--api', portal.url, '--token-file', 'jeton']);
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringMatching(said) as unknown });
  });

  test('without a token', async () => {
    const run = await publish(['mes-marches.json', '--organization', ORGANIZATION, '--api', portal.url]);
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--dry-run') as unknown });
  });
});

test('a file that is no JSON is not deposited, whatever the call says', async () => {
  given('mes-marches.json', conforming().slice(0, -40));
  expect(await sent('--allow-invalid')).toMatchObject({ code: 1, out: '' });
  expect(writes()).toEqual([]);
});

test('a file that was sent and not described has its title from the next deposit on, even of another content', async () => {
  portal.faultOf = (_rank, words) => (words.startsWith('PUT') ? { kind: 'status', status: 400 } : undefined);
  expect(await sent()).toMatchObject({ code: 2 });
  expect(only(only(portal.datasets).resources).title).toBe('decp.json');
  portal.faultOf = () => undefined;
  given('mes-marches.json', conforming('Nouveau : '));
  expect(await sent()).toMatchObject({ code: 0 });
  expect(only(only(portal.datasets).resources).title).toBe('Marchés publics et contrats de concession');
});

test('a file that does not conform or that is smaller is deposited where the call says so', async () => {
  given('mes-marches.json', demo());
  expect(await sent('--allow-invalid')).toMatchObject({ code: 0, out: expect.stringContaining('3 erreurs') as unknown });
  Object.assign(only(only(portal.datasets).resources), { filesize: 1_000_000, checksum: null });
  expect(await sent('--allow-invalid')).toMatchObject({ code: 2 });
  expect(await sent('--allow-invalid', '--allow-smaller')).toMatchObject({ code: 0 });
});

test('a file to review is deposited where the call says that it was reviewed', async () => {
  given('mes-marches.json', toReview());
  expect(await sent('--allow-invalid')).toMatchObject({ code: 1 });
  expect(writes()).toEqual([]);
  expect(await sent('--reviewed')).toMatchObject({ code: 0 });
});

describe('the token', () => {
  test.each<[name: string, args: readonly string[], input: string, variable: string | undefined]>([
    ['a file', ['--token-file', 'jeton'], '', undefined],
    ['standard input', ['--token-file', '-'], `${TOKEN}\n`, undefined],
    ['the environment', [], '', TOKEN],
    ['the call, before the environment', ['--token', TOKEN], '', 'autre'],
  ])('may come from %s', async (_, args, input, variable) => {
    if (variable !== undefined) process.env[TOKEN_VARIABLE] = variable;
    try {
      const run = await publish(['mes-marches.json', '--organization', ORGANIZATION, '--api', portal.url, ...args], { input });
      expect(run).toMatchObject({ code: 0 });
      // Others can read a token of the call, and it says so.
      expect(run.err === '').toBe(!args.includes('--token'));
    } finally {
      Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
    }
  });

  test('is not repeated from a call that is wrong', async () => {
    const run = await publish(['mes-marches.json', `--tokn=${TOKEN}`]);
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('--tokn') as unknown });
  });

  test('is not repeated from an answer that contains it', async () => {
    portal.faultOf = () => ({
      kind: 'status',
      status: 400,
      body: { message: `bad key ${TOKEN}\u001b[2J`, errors: { key: TOKEN } },
    });
    const run = await sent();
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('bad key …') as unknown });
    expect(run.err).not.toContain('\u001b');
  });

  test('is not sent to where the portal redirects', async () => {
    const other = await startFakeDatagouv({ members: {} });
    try {
      portal.faultOf = () => ({ kind: 'status', status: 302, headers: { location: `${other.url}/api/1/datasets/` } });
      expect(await sent()).toMatchObject({ code: 2, err: expect.stringContaining(other.url) as unknown });
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('what the portal refuses is said, with what to do', () => {
  const status = (code: number): Fault => ({ kind: 'status', status: code });

  test.each<[name: string, at: RegExp, fault: Fault, said: RegExp]>([
    [
      'a bad token',
      /GET/,
      { kind: 'status', status: 401, body: { message: 'Invalid API Key' } },
      /jeton \(401\) : Invalid API Key/,
    ],
    [
      'an account that is no member',
      /POST .*upload/,
      { kind: 'status', status: 403, body: { message: 'You do not have the permission' } },
      /403.*droits d'éditeur/s,
    ],
    ['a file that is too large', /upload/, status(413), /413/],
    ['a dataset deleted meanwhile', /upload/, status(410), /\(410\)/],
    [
      'metadata that do not suit',
      /POST \/datasets\/$/,
      { kind: 'status', status: 400, body: { message: 'Validation error', errors: { license: ['x'] } } },
      /Validation error \{"license":\["x"\]\}/,
    ],
    ['a pause of an hour', /upload/, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, /attendre 60 minutes/],
    [
      'faults without end',
      /upload/,
      { kind: 'status', status: 503, headers: { 'retry-after': '0' } },
      /\(503\).*reprend ce qui reste/s,
    ],
    ['a page of a firewall', /GET/, { kind: 'page-of-a-firewall' }, /pare-feu/],
    ['a file that was altered', /upload/, { kind: 'other-bytes' }, /tel qu'il a été contrôlé/],
  ])('%s', async (_, at, fault, said) => {
    portal.faultOf = (_rank, words) => (at.test(words) ? fault : undefined);
    const run = await sent();
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toMatch(said);
    portal.faultOf = () => undefined;
    expect(await sent()).toMatchObject({ code: 0 });
    expect(only(only(portal.datasets).resources).title).toBe('Marchés publics et contrats de concession');
  });

  test('a token that another account has, in the organisation of others', async () => {
    given('jeton', 'autre');
    expect(await sent()).toMatchObject({
      code: 2,
      err: expect.stringContaining('Permission denied for this organization') as unknown,
    });
  });
});
