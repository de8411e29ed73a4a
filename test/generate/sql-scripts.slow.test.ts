/** The scripts of the target `sql` in a real PostgreSQL, as a reuser runs them: a package of `decp convert`, loaded, seen through the views, asked the queries. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataPackage } from '../../src/generate/data-package.ts';
import { DEPARTMENT, UNKNOWN_DEPARTMENT } from '../../src/generate/sql/departments.ts';
import { identifier } from '../../src/generate/sql/text.ts';
import { sql } from '../../src/generate/sql.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { tablesOf } from '../../src/model/tables.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { decp } from '../cli/run.ts';
import { GOLDEN, IN_FORCE, readText, ROOT } from '../support/engine.ts';
import { isJsonExample } from '../support/examples.ts';
import { goldenModel } from '../support/golden-model.ts';
import { serviceAt } from '../support/services.ts';
import { newDatabase } from '../support/database.ts';
import { rowsOf, type Cell } from './sql-rows.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const layout = tablesOf(goldenModel);
const scripts = new Map(sql(goldenModel).map(({ path, text }) => [path, text]));
const script = (name: string): string => scripts.get(name) ?? '';

type Contract = Record<string, unknown> & { modifications?: { modification: Modification }[] };
type Modification = Record<string, unknown> & { id: number };
type File = { marches: { marche?: Contract[]; 'contrat-concession'?: Contract[] } };

const examples = [...(await readTree(`${EXAMPLES}${GOLDEN}/valid`, (path) => isJsonExample(`valid/${path}`)))].map(
  ([, text]) => JSON.parse(text) as File,
);
const every: Required<File['marches']> = {
  marche: examples.flatMap(({ marches }) => marches.marche ?? []),
  'contrat-concession': examples.flatMap(({ marches }) => marches['contrat-concession'] ?? []),
};

const server = await serviceAt('postgres');
const absent = typeof server === 'string' ? server : undefined;
const socket = typeof server === 'string' ? '' : server.socket;
// Not the temporary folder of the tests: another user, under whom the server runs, may not enter it.
const packages = mkdtempSync('/tmp/decp-packages-');
chmodSync(packages, 0o755);
afterAll(() => rmSync(packages, { recursive: true, force: true }));

type Row = Record<string, unknown>;
type Query = (text: string, values?: unknown[]) => Promise<Row[]>;

/** Runs the work on a database of its own. */
async function withDatabase(name: string, work: (query: Query) => Promise<void>): Promise<void> {
  const client = await newDatabase(socket, name);
  try {
    await work(async (text, values) => (await client.query<Row>(text, values)).rows);
  } finally {
    await client.end();
  }
}

/** The package that `decp convert` makes of a file, with the scripts in it. Gives its folder. */
async function packaged(name: string, file: object | string): Promise<string> {
  const source = typeof file === 'string' ? `${ROOT}${file}` : join(packages, `${name}.json`);
  if (typeof file !== 'string') writeFileSync(source, JSON.stringify(file));
  const folder = join(packages, name);
  const version = typeof file === 'string' ? [] : ['--schema', GOLDEN];
  const { code, err } = await decp(['convert', source, `${folder}/`, ...version]);
  // Errors of the made-up contracts do not keep them from being written; losses would.
  expect([0, 1]).toContain(code);
  expect(err).not.toContain('convert.');
  for (const [path, text] of scripts) writeFileSync(join(folder, path), text);
  return folder;
}

const hasPsql = spawnSync('psql', ['--version']).status === 0;

/** Runs psql in a folder as a user does, on texts in another encoding by default. */
const psql = (folder: string, database: string, ...args: string[]) =>
  spawnSync('psql', ['-X', '-h', socket, '-U', 'postgres', '-d', database, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PGCLIENTENCODING: 'WIN1252' },
  });

/** `load.sql` where there is no psql: the server reads the files itself. */
const asServer = (folder: string): string =>
  script('load.sql')
    .replace(/^\\set .*$/m, '')
    .replace(/^\\copy (.*?) FROM '(.*?)' (.*)$/gm, `COPY $1 FROM '${folder}/$2' $3;`);

const asText = (cell: Cell): string | null => (cell === null ? null : String(cell));

/** Every row of every table, numbers as the shortest text of the double that they stand for. */
async function stored(query: Query): Promise<Record<string, (string | null)[][]>> {
  const all: Record<string, (string | null)[][]> = {};
  for (const { name, columns, primaryKey } of layout.tables) {
    const shown = columns.map((column) => `${identifier(column.name)}::text AS ${identifier(column.name)}`);
    const rows = await query(
      `SELECT ${shown.join(', ')} FROM ${identifier(name)} t ORDER BY ${primaryKey.map((key) => `t.${key}`).join(', ')}`,
    );
    all[name] = rows.map((row) =>
      columns.map((column) => {
        const text = row[column.name] as string | null;
        const isNumber = column.role === 'value' && column.leaf.type === 'number';
        return text !== null && isNumber ? String(Number(text)) : text;
      }),
    );
  }
  return all;
}

const expectedRows = (file: object): Record<string, (string | null)[][]> =>
  Object.fromEntries([...rowsOf(layout, file)].map(([{ name }, rows]) => [name, rows.map((row) => row.map(asText))]));

// Records made up from an example: nothing in them is of a real contract.

const minimal = every.marche.find((contract) => contract.modifications === undefined) ?? {};
const SIRET = ['99303288700016', '99461668800010', '99445360300015'];
const parties = (...ids: string[]) => ids.map((id) => ({ titulaire: { typeIdentifiant: 'SIRET', id } }));

const modification = (id: number, day: string, changes: Row): { modification: Modification } => ({
  modification: { id, dateNotificationModification: day, datePublicationDonneesModification: '2024-12-31', ...changes },
});

const made = (id: string, changes: Row): Contract => ({
  ...structuredClone(minimal),
  ...{ id, objet: `Entretien fictif ${id}`, montant: 1000, dureeMois: 12, dateNotification: '2024-01-15' },
  ...{
    acheteur: { id: '28137378700023' },
    titulaires: parties(SIRET[0]!),
    lieuExecution: { typeCode: 'Code commune', code: '29019' },
  },
  ...changes,
});

const place = (typeCode: string, code: string) => ({ lieuExecution: { typeCode, code } });

/** Contracts whose views and queries are written out below. */
const MADE: Contract[] = [
  made('sans-modif', { montant: 50_000.05 }),
  // Written out of order: the dates give it. The last modification changes neither amount nor contractors.
  made('desordre', {
    titulaires: parties(SIRET[0]!, SIRET[1]!),
    modifications: [
      modification(3, '2024-09-01', { dureeMois: 30 }),
      modification(1, '2024-03-01', { montant: 1100, dureeMois: 18, titulaires: parties(SIRET[1]!) }),
      modification(2, '2024-06-01', { montant: 1500.5, titulaires: parties(SIRET[1]!, SIRET[2]!) }),
    ],
  }),
  // On one day the numbers give it.
  made('meme-jour', {
    ...place('Code postal', '97133'),
    modifications: [modification(2, '2024-05-01', { montant: 900 }), modification(1, '2024-05-01', { montant: 2000 })],
  }),
  made('region', { ...place('Code région', '53'), montant: 7 }),
  made('corse', { ...place('Code postal', '20200'), montant: 3, titulaires: parties(SIRET[1]!) }),
];

/** The modifications of a contract, the first one first: by date, then by number. */
const inOrder = ({ modifications = [] }: Contract, date: string): Modification[] =>
  modifications.map((one) => one.modification).toSorted((a, b) => String(a[date]).localeCompare(String(b[date])) || a.id - b.id);

const lastOf = (contract: Contract, date: string, name: string): unknown =>
  inOrder(contract, date).findLast((one) => one[name] !== undefined)?.[name] ?? contract[name];

/** What the view of a kind is to say of its contracts, computed from the JSON. */
const currentState = (contracts: readonly Contract[], value: string, date: string): unknown[][] =>
  contracts.map((contract, i) => [
    i + 1,
    ...[value, 'dureeMois'].map((name) => Number(lastOf(contract, date, name))),
    inOrder(contract, date).at(-1)?.[date] ?? null,
  ]);

const currentParties = (contracts: readonly Contract[]): unknown[][] =>
  contracts.flatMap((contract, i) =>
    (
      lastOf(contract, 'dateNotificationModification', 'titulaires') as { titulaire: { typeIdentifiant: string; id: string } }[]
    ).map(({ titulaire }, rank) => [i + 1, rank + 1, titulaire.typeIdentifiant, titulaire.id]),
  );

/** The same, as the views say it. */
async function viewed(query: Query): Promise<{ marche: unknown[][]; concession: unknown[][]; parties: unknown[][] }> {
  const state = async (view: string, key: string, value: string) =>
    (
      await query(
        `SELECT ${key} AS number, ${value} AS value, duree_mois_a_jour AS months, derniere_modification AS day FROM ${view} ORDER BY 1`,
      )
    ).map(({ number, value: amount, months, day }) => [number, Number(amount), Number(months), day]);
  return {
    marche: await state('marches_a_jour', 'marche', 'montant_a_jour'),
    concession: await state('contrats_concession_a_jour', 'contrat_concession', 'valeur_globale_a_jour'),
    parties: (await query('SELECT * FROM titulaires_a_jour ORDER BY marche, rang')).map((row) => [
      ...[row['marche'], row['rang'], row['type_identifiant'], row['id']],
    ]),
  };
}

const contracts = [...MADE, ...every.marche];
const EXPECTED = {
  marche: currentState(contracts, 'montant', 'dateNotificationModification'),
  concession: currentState(every['contrat-concession'], 'valeurGlobale', 'dateSignatureModification'),
  parties: currentParties(contracts),
};

/** Kinds of place, codes, the département or why it is unknown. */
const PLACES: [kind: string, code: string, department: string | null, reason?: string][] = [
  ['Code commune', '29019', '29'],
  ['Code commune', '2A004', '2A'],
  ['Code commune', '2B033', '2B'],
  ['Code commune', '20004', null, 'code inconnu'],
  ['Code commune', '97411', '974'],
  ['Code commune', '97502', '975'],
  ['Code commune', '97801', '978'],
  ['Code commune', '98818', '988'],
  ['Code commune', '99100', null, 'code inconnu'],
  ['Code commune', '2901', null, 'code inconnu'],
  ['Code commune', '29019\n', null, 'code inconnu'],
  ['Code postal', '29200', '29'],
  ['Code postal', '01000', '01'],
  ['Code postal', '20000', '2A'],
  ['Code postal', '20137', '2A'],
  ['Code postal', '20200', '2B'],
  ['Code postal', '20620', '2B'],
  ['Code postal', '20300', null, 'code inconnu'],
  ['Code postal', '97110', '971'],
  ['Code postal', '97133', '977'],
  ['Code postal', '97150', '978'],
  ['Code postal', '97500', '975'],
  ['Code postal', '97660', '976'],
  ['Code postal', '98600', '986'],
  ['Code postal', '98714', '987'],
  ['Code postal', '98799', '989'],
  ['Code postal', '98800', '988'],
  ['Code postal', '98000', null, 'code inconnu'],
  ['Code postal', '97999', null, 'code inconnu'],
  ['Code postal', '43450', null, 'code postal de plusieurs départements'],
  ['Code postal', '2A004', null, 'code inconnu'],
  ['Code postal', '٢٩٢٠٠', null, 'code inconnu'],
  ['Code postal', '', null, 'code inconnu'],
  ['Code département', '01', '01'],
  ['Code département', '2A', '2A'],
  ['Code département', '974', '974'],
  ['Code département', '988', '988'],
  ['Code département', '1', null, 'code inconnu'],
  ['Code département', '20', null, 'code inconnu'],
  ['Code département', '29019', null, 'code inconnu'],
  ['Code arrondissement', '291', '29'],
  ['Code arrondissement', '2A4', '2A'],
  ['Code arrondissement', '9711', '971'],
  ['Code arrondissement', '75101', '75'],
  ['Code arrondissement', '13216', '13'],
  ['Code arrondissement', '69389', '69'],
  ['Code arrondissement', '75121', null, 'code inconnu'],
  ['Code canton', '2901', '29'],
  ['Code canton', '2B07', '2B'],
  ['Code canton', '97401', '974'],
  ['Code canton', '29019', null, 'code inconnu'],
  ['Code région', '53', null, 'région'],
  ['Code région', '01', null, 'région'],
  ['Code région', '04', null, 'région'],
  ['Code pays', 'FR', null, 'pays'],
  ['Code pays', 'RE', null, 'pays'],
  ['Code de quartier', '29', null, 'type de code inconnu'],
];

/** The département of each place, by the function of `views.sql`, in the order of the places. */
const departmentsOf = (query: Query, kind: string, codes: readonly string[]): Promise<unknown[]> =>
  query(`SELECT ${DEPARTMENT}($1, code) AS found FROM unnest($2::text[]) WITH ORDINALITY u(code, i) ORDER BY i`, [
    kind,
    codes,
  ]).then((rows) => rows.map(({ found }) => found));

const nomenclature = (name: string): Record<string, string>[] => {
  const [header = [], ...rows] = parse(readText(`schema/nomenclatures/cog-2026-${name}.csv`));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
};

type Commune = { departement: string; codesPostaux?: string[] };
const communes = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json') as Commune[];

const TITLE = absent === undefined ? 'in PostgreSQL' : `there is no PostgreSQL here: ${absent}`;

describe.skipIf(absent !== undefined)(TITLE, () => {
  const file = { marches: { marche: contracts, 'contrat-concession': every['contrat-concession'] } };
  let all: Promise<string> | undefined;
  const packageOfAll = (): Promise<string> => (all ??= packaged('all', file));

  describe.skipIf(!hasPsql)(hasPsql ? 'psql' : 'there is no psql here: load.sql is not run by it', () => {
    test('loads a package, twice with the same result, and says how many contracts it replaces', async () => {
      expect(contracts.length).toBeGreaterThan(80);
      const folder = await packageOfAll();
      await withDatabase('psql', async (query) => {
        const files = ['decp.sql', 'load.sql', 'views.sql', 'queries.sql'].flatMap((name) => ['-f', name]);
        for (const [args, before] of [
          [files, 0],
          [files.slice(2), contracts.length],
        ] as const) {
          const { status, stderr, stdout } = psql(folder, 'psql', '-At', ...args);
          expect([status, stderr]).toEqual([0, '']);
          expect(stdout).toMatch(new RegExp(`^${before}\\|\\d+$`, 'm'));
          expect(await stored(query)).toEqual(expectedRows(file));
        }
      });
    });

    test('leaves the base as it was where a file is refused: not there, of another version, or against the schema', async () => {
      const folder = await packaged('refused', { marches: { marche: MADE } });
      await withDatabase('refused', async (query) => {
        expect(psql(folder, 'refused', '-f', 'decp.sql', '-f', 'load.sql').status).toBe(0);
        const before = await stored(query);
        const path = join(folder, 'titulaires.csv');
        const text = readFileSync(path, 'utf8');
        const faults: [string | undefined, RegExp][] = [
          [undefined, /titulaires\.csv: No such file/],
          [text.replace('type_identifiant', 'autre'), /column name mismatch in header line field 3/],
          [text.replace('SIRET', 'SIREN'), /titulaires_type_identifiant_fkey/],
          [text.slice(0, text.indexOf('\n') + 1), /La liste titulaires est vide/],
        ];
        for (const [changed, message] of faults) {
          if (changed === undefined) rmSync(path);
          else writeFileSync(path, changed);
          const { status, stderr } = psql(folder, 'refused', '-f', 'load.sql');
          expect([status, stderr]).toEqual([3, expect.stringMatching(message)]);
          expect(await stored(query)).toEqual(before);
        }
      });
    });

    test.each([
      ['quotes, delimiters, line ends and formulas', '"a",\'b\';\r\n=1+1\n@\t\\N NULL \ufeff\u00a0𝒳\\', true],
      // psql before 18 takes this line for the end of the file.
      ['a line that psql may take for the end', 'a\n\\.\nb', false],
    ])('a text with %s is loaded as it is, or refused', async (name, objet, always) => {
      const database = always ? 'texts' : 'ends';
      const odd = { marches: { marche: [made('texte', { objet })] } };
      const folder = await packaged(database, odd);
      await withDatabase(database, async (query) => {
        const { status } = psql(folder, database, '-f', 'decp.sql', '-f', 'load.sql');
        if (always) expect(status, name).toBe(0);
        expect(await stored(query)).toEqual(expectedRows(status === 0 ? odd : { marches: {} }));
      });
    });

    test('the end of decp.sql gathers a second package, by the call that it gives', async () => {
      const folder = await packaged('second', { marches: { marche: MADE.slice(0, 2) } });
      const call = /^-- {4}psql -d BASE (.*)$/m.exec(script('decp.sql'))?.[1] ?? '';
      const args = [...call.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
      const statements = script('decp.sql')
        .slice(script('decp.sql').indexOf('\n-- Ajouter un second fichier.'))
        .replace(/^-- ?/gm, '');
      await withDatabase('second', async (query) => {
        expect(psql(folder, 'second', '-f', 'decp.sql', '-f', 'load.sql', '-f', 'views.sql').stderr).toBe('');
        expect(psql(folder, 'second', ...args).stderr).toBe('');
        await query(statements.replace(/^[^]*?(?=^BEGIN;$)/m, ''));
        expect(await stored(query)).toEqual(expectedRows({ marches: { marche: [...MADE.slice(0, 2), ...MADE.slice(0, 2)] } }));
        expect((await viewed(query)).marche).toHaveLength(4);
      });
    });

    test('the tables of 2.1.0, which has no field more, take a package of the version in force', async () => {
      const example = `examples/${IN_FORCE}/valid/base-marche.json`;
      const folder = await packaged('in_force', example);
      for (const { path, text } of sql((await loadVersion(GOLDEN)).model)) writeFileSync(join(folder, path), text);
      await withDatabase('in_force', async (query) => {
        expect(psql(folder, 'in_force', '-f', 'decp.sql', '-f', 'load.sql', '-f', 'views.sql').stderr).toBe('');
        const { id, montant, dureeMois } = (JSON.parse(readText(example)) as Required<File>).marches.marche![0]!;
        const rows = await query('SELECT id, montant_a_jour, duree_mois_a_jour FROM marches_a_jour');
        expect(rows.map((row) => Object.values(row))).toEqual([[id, String(montant), String(dureeMois)]]);
      });
    });
  });

  describe('loaded by the server', () => {
    test('a package is the same rows, the views give each contract as its modifications leave it, and a planted fault is noticed', async () => {
      const folder = await packageOfAll();
      await withDatabase('views', async (query) => {
        for (const text of [script('decp.sql'), asServer(folder), script('views.sql')]) await query(text);
        expect(await stored(query)).toEqual(expectedRows(file));
        expect(await viewed(query)).toEqual(EXPECTED);
        expect(EXPECTED.concession.filter(([, , , day]) => day !== null).length).toBeGreaterThan(2);
        const rows = await query(
          'SELECT id, montant, montant_a_jour, duree_mois_a_jour, derniere_modification, departement, departement_inconnu FROM marches_a_jour ORDER BY marche LIMIT 5',
        );
        expect(rows.map((row) => Object.values(row))).toEqual([
          ['sans-modif', '50000.05', '50000.05', '12', null, '29', null],
          ['desordre', '1000', '1500.5', '30', '2024-09-01', '29', null],
          ['meme-jour', '1000', '900', '12', '2024-05-01', '977', null],
          ['region', '7', '7', '12', null, null, 'région'],
          ['corse', '3', '3', '12', null, '2B', null],
        ]);
        const held = await query(
          'SELECT marche, rang_modification, rang, id FROM titulaires_a_jour WHERE marche <= 2 ORDER BY 1, 3',
        );
        expect(held.map((row) => Object.values(row))).toEqual([
          [1, null, 1, SIRET[0]],
          [2, 3, 1, SIRET[1]],
          [2, 3, 2, SIRET[2]],
        ]);
        const plants: [string, RegExp, string][] = [
          ['the first modification instead of the last', / DESC/g, ''],
          ['the order of the list', /m\.date_\w+ DESC, m\.id DESC, /g, ''],
          ['modifications that give no value', / AND m\.\w+ IS NOT NULL/g, ''],
          ['the contractors of all modifications', /WHERE t\.rang_modification = [^]*?\n\);/, ';'],
        ];
        for (const [fault, pattern, replacement] of plants) {
          const changed = script('views.sql').replace(pattern, replacement);
          expect(changed, fault).not.toBe(script('views.sql'));
          await query(changed);
          expect(await viewed(query), fault).not.toEqual(EXPECTED);
        }
      });
    });

    test('the example queries answer exactly', async () => {
      const folder = await packaged('queries', { marches: { marche: MADE } });
      await withDatabase('queries', async (query) => {
        for (const text of [script('decp.sql'), asServer(folder), script('views.sql')]) await query(text);
        const asked = script('queries.sql').split(/^-- (?=\d\. )/m);
        expect(asked).toHaveLength(4);
        const answers: unknown[][][] = [];
        for (const text of asked.slice(1)) answers.push((await query(`-- ${text}`)).map((row) => Object.values(row)));
        expect(answers).toEqual([
          [
            ['29', '2', '51500.55'],
            ['977', '1', '900'],
            ['inconnu : région', '1', '7'],
            ['2B', '1', '3'],
          ],
          [['desordre', '28137378700023', 'Entretien fictif desordre', '1000', '1500.5', '500.5', '50.1', '2024-09-01']],
          [
            ['28137378700023', 'SIRET', SIRET[0], '3', '3', '50907.05'],
            ['28137378700023', 'SIRET', SIRET[1], '2', '1', '3'],
            ['28137378700023', 'SIRET', SIRET[2], '1', '0', null],
          ],
        ]);
      });
    });
  });

  describe('the département of a place', () => {
    let query: Query;
    let end: () => Promise<void>;
    beforeAll(async () => {
      const client = await newDatabase(socket, 'places');
      end = () => client.end();
      query = async (text, values) => (await client.query<Row>(text, values)).rows;
      await query(script('decp.sql'));
      await query(script('views.sql'));
    });
    afterAll(() => end());

    test.each(PLACES)('%s « %s »: %s', async (kind, code, department, reason) => {
      const rows = await query(`SELECT ${DEPARTMENT}($1, $2) AS department, ${UNKNOWN_DEPARTMENT}($1, $2) AS reason`, [
        kind,
        code,
      ]);
      expect(rows).toEqual([{ department, reason: reason ?? null }]);
    });

    test('without a place it is unknown', async () => {
      expect(await query(`SELECT ${DEPARTMENT}(NULL, '29') AS department, ${UNKNOWN_DEPARTMENT}(NULL, '29') AS reason`)).toEqual([
        { department: null, reason: 'lieu absent' },
      ]);
    });

    test('each kind of the codelist of next has its case, and a reason or a département', async () => {
      const { codelists } = (await loadVersion(GOLDEN)).model;
      expect((codelists['type-code-lieu'] ?? []).map(({ code }) => code).toSorted()).toEqual(
        [...new Set(PLACES.map(([kind]) => kind))].filter((kind) => kind !== 'Code de quartier').toSorted(),
      );
    });

    test('is that of the Code officiel géographique, for every commune, arrondissement and département', async () => {
      const all = nomenclature('communes');
      const places = all.filter(({ type }) => type === 'commune-actuelle' || type === 'arrondissement-municipal');
      expect(places.length).toBeGreaterThan(34_000);
      const codes = places.map(({ code = '' }) => code);
      expect(await departmentsOf(query, 'Code commune', codes)).toEqual(places.map(({ departement }) => departement));
      // Communes that were joined to one of another département: their code gives the one that it names.
      const within = all.filter(({ type }) => type === 'commune-deleguee' || type === 'commune-associee');
      const named = await departmentsOf(
        query,
        'Code commune',
        within.map(({ code = '' }) => code),
      );
      expect(within.flatMap(({ code, departement }, i) => (named[i] === departement ? [] : [`${code} ${departement}`]))).toEqual([
        '02285 59',
        '39012 25',
        '51494 52',
        '52210 70',
        '79224 49',
      ]);
      const districts = [...nomenclature('arrondissements'), ...places.filter(({ type }) => type === 'arrondissement-municipal')];
      expect(districts.length).toBeGreaterThan(370);
      expect(
        await departmentsOf(
          query,
          'Code arrondissement',
          districts.map(({ code = '' }) => code),
        ),
      ).toEqual(districts.map(({ departement }) => departement));
      const departments = nomenclature('departements').map(({ code = '' }) => code);
      expect(await departmentsOf(query, 'Code département', departments)).toEqual(departments);
      const digits = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')).flatMap((code) => [code, code.slice(1)]);
      const found = await departmentsOf(query, 'Code département', digits);
      expect(digits.filter((code, i) => (found[i] !== null) !== departments.includes(code))).toEqual([]);
    });

    test('is the one of all communes of a postal code, and unknown where they have several', async () => {
      const byPostal = new Map<string, Set<string>>();
      for (const { departement, codesPostaux = [] } of communes)
        for (const code of codesPostaux) byPostal.set(code, (byPostal.get(code) ?? new Set()).add(departement));
      // The airport of Orly is in two départements; one of its communes is not listed under its postal code.
      byPostal.get('94390')?.add('94');
      expect(byPostal.size).toBeGreaterThan(6000);
      const codes = [...byPostal.keys()];
      expect(await departmentsOf(query, 'Code postal', codes)).toEqual(
        codes.map((code) => (byPostal.get(code)!.size > 1 ? null : [...byPostal.get(code)!][0])),
      );
    });
  });
});

test('a data package brings the same scripts', () => {
  const files = new Map(dataPackage(goldenModel).map(({ path, text }) => [path, text]));
  for (const [path, text] of scripts) expect(files.get(path)).toBe(text);
});
