import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../src/generate/sql.ts';
import { identifier, postgresPattern } from '../../src/generate/sql/text.ts';
import { isJsonExample } from '../support/examples.ts';
import { tablesOf } from '../../src/model/tables.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, IN_FORCE, judgeValue } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { type Database, newSqlDatabase } from './sql-database.ts';
import { inserts, rowsOf, type Cell, type Rows } from './sql-rows.ts';
import { NIGHT } from '../support/tier.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const model = goldenModel;
const layout = tablesOf(model);
const ddl = sql(model)[0]?.text ?? '';
const examples = async (kind: string) =>
  [...(await readTree(`${EXAMPLES}${GOLDEN}/${kind}`, (path) => isJsonExample(`${kind}/${path}`)))].map(
    ([path, text]) => [path, JSON.parse(text) as unknown] as const,
  );
const valid = await examples('valid');
const invalid = (await examples('invalid')).filter(([path]) => path.startsWith('schema.'));
const COMPLETE = valid.find(([path]) => path === 'marche-complet.json')?.[1];

let pg: Database;
beforeAll(async () => {
  pg = await newSqlDatabase('sql');
  await pg.query(ddl);
});
afterAll(() => pg.end());

/** Which constraint refuses a file, as `<table>.<constraint or column>`, or what is said where there is none. */
type Refusal = { by: string; message: string };

const refusalOf = (error: unknown): Refusal => {
  const {
    code,
    table = '',
    constraint,
    column,
    message,
  } = error as Error & Partial<Record<'code' | 'table' | 'constraint' | 'column', string>>;
  if (code === undefined) throw error;
  return { by: `${table}.${column ?? constraint ?? ''}`, message };
};

/** Why the database refuses a file: undefined where it takes it. Nothing stays. `change` is done to the tables before. */
async function refusal(file: unknown, change = '', look?: () => Promise<void>): Promise<Refusal | undefined> {
  await pg.query('BEGIN');
  try {
    await pg.query(`${change}\n${inserts(rowsOf(layout, file))}`);
    await look?.();
    return undefined;
  } catch (error) {
    return refusalOf(error);
  } finally {
    await pg.query('ROLLBACK');
  }
}

/** The rows that the tables hold, as JSON has them: numbers are the doubles that their digits stand for. */
async function stored(): Promise<Rows> {
  const rows: Rows = new Map();
  for (const table of layout.tables) {
    const columns = table.columns.map(({ name }) => `${identifier(name)}::text`).join(', ');
    const { rows: found } = await pg.query<(string | null)[]>({
      text: `SELECT ${columns} FROM ${identifier(table.name)} t ORDER BY ${table.primaryKey.map((name) => `t.${identifier(name)}`).join(', ')}`,
      rowMode: 'array',
    });
    rows.set(
      table,
      found.map((row) =>
        row.map((text, i): Cell => {
          const column = table.columns[i]!;
          const type = column.role === 'value' ? column.leaf.type : 'integer';
          if (text === null || type === 'string') return text;
          return type === 'boolean' ? text === 'true' : Number(text);
        }),
      ),
    );
  }
  return rows;
}

test('decp.sql reads as in its golden file', async () => {
  await expect(ddl).toMatchFileSnapshot('../golden/generate/decp.sql');
});

test('every table and every column says in French what it holds', async () => {
  const { rows } = await pg.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'codes\\_%'
       AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL OR length(col_description(c.oid, a.attnum)) < 20)`,
  );
  expect(rows).toEqual([]);
});

test('every valid example goes in, and its values come out equal', async () => {
  expect(valid.length).toBeGreaterThan(90);
  for (const [path, file] of valid) {
    const refused = await refusal(file, '', async () => expect(await stored(), path).toEqual(rowsOf(layout, file)));
    expect(refused, path).toBeUndefined();
  }
});

test('any number and any text comes out as it went in', async () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
    .filter((value) => /[^ \t\r\n]/.test(value) && !value.includes('\0'));
  const amount = fc.oneof(
    fc.double({ min: 1, noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1e5, 1e21, 1.0000000000000002, Number.MAX_VALUE),
  );
  const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(5e-324, 0.30000000000000004, 0.1));
  await fc.assert(
    fc.asyncProperty(text, amount, share, async (objet, montant, tauxAvance) => {
      const file = structuredClone(COMPLETE) as { marches: { marche: Record<string, unknown>[] } };
      Object.assign(file.marches.marche[0]!, { objet, montant, tauxAvance: tauxAvance + 0 });
      const refused = await refusal(file, '', async () => expect(await stored()).toEqual(rowsOf(layout, file)));
      expect(refused).toBeUndefined();
    }),
    { numRuns: NIGHT ? 100 : 20 },
  );
});

/** What SQL cannot refuse: why, and for which examples (their names after the code); all of the code where none is named. */
const BEYOND_SQL: { code: string; why: string; only?: RegExp }[] = [
  {
    code: 'schema.additionalProperties',
    why: 'a name that is not of the format has no column: what fills the tables has to refuse it',
  },
  { code: 'schema.anyOf', why: 'a file without records is no row at all' },
  { code: 'schema.required', only: /^marches-absent$/, why: 'the root of the file is in no table' },
  { code: 'schema.pattern', only: /^version-/, why: 'the version that a file says is in no table' },
  {
    code: 'schema.minItems',
    only: /^liste-des-(actes-de-sous-traitance|modifications-.*|titulaires-modifies)-vide$/,
    why: 'an optional list that is empty has no rows, as one that is absent',
  },
  {
    code: 'schema.uniqueItems',
    only: /^liste-des-(modifications-du-marche|donnees-d-execution)-avec-un-doublon$/,
    why: 'an item that holds a list is several rows, which no constraint compares',
  },
  {
    code: 'schema.type',
    only: /-(en-nombre|en-texte|entre-guillemets|en-zero-ou-un)$/,
    why: 'a column has one type: a value of another one that is spelt alike is taken for it',
  },
  {
    code: 'schema.type',
    only: /-(sans-crochets|a-null)$/,
    why: 'what is optional and has no value, or is no list, gives no rows',
  },
];

const beyond = (path: string) => {
  const [code, name = ''] = path.replace(/\.json$/, '').split('--');
  return BEYOND_SQL.find((one) => one.code === code && (one.only?.test(name) ?? true));
};

/** Constraints that no invalid example breaks: the keys are made by what fills the tables, and JSON has no infinite number. */
const NOT_OF_THE_SCHEMA = `
  SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
  WHERE contype = 'c' AND (pg_get_constraintdef(oid) ~ '^CHECK \\(\\((\\w+ < .Infinity|(rang|marche|contrat_concession|nombre)\\w* >= [01])')`;

describe('the structurally invalid examples', () => {
  const taken: string[] = [];
  const refused = new Map<string, Refusal>();
  beforeAll(async () => {
    for (const [path, file] of invalid) {
      const found = await refusal(file);
      if (found) refused.set(path, found);
      else taken.push(path);
    }
  });

  test('are refused, but for what SQL cannot express', () => {
    expect(taken.filter((path) => !beyond(path))).toEqual([]);
    expect(refused.size).toBeGreaterThan(280);
  });

  test('use every exception that is made for them', () => {
    const used = new Set(taken.map(beyond));
    expect(BEYOND_SQL.filter((one) => !used.has(one))).toEqual([]);
  });

  test('break every constraint of the schema: one that was left out would be noticed', async () => {
    // An item of a list of values is never absent: its place in the list would be.
    const items = layout.tables.flatMap(({ name, columns, content }) =>
      content.kind === 'leaf' ? `${name}.${columns.at(-1)!.name}` : [],
    );
    const broken = new Set([...[...refused.values()].map(({ by }) => by), ...items]);
    const { rows } = await pg.query<{ table: string; name: string }>(
      `SELECT conrelid::regclass::text AS table,
         CASE contype WHEN 'n' THEN (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) ELSE conname END AS name
       FROM pg_constraint c WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype IN ('c', 'u', 'n', 'f')
         AND conrelid::regclass::text NOT LIKE 'codes\\_%'
         AND NOT (contype = 'f' AND confrelid::regclass::text NOT LIKE 'codes\\_%')
         AND NOT (contype = 'n' AND conkey <@ (SELECT conkey FROM pg_constraint k WHERE k.conrelid = c.conrelid AND k.contype = 'p'))
       EXCEPT ${NOT_OF_THE_SCHEMA} ORDER BY 1, 2`,
    );
    expect(rows.map(({ table, name }) => `${table}.${name}`).filter((name) => !broken.has(name))).toEqual([]);
  });

  test.each([
    ['ALTER TABLE marches DROP CONSTRAINT marches_montant_check', 'schema.minimum', 'marches.marches_montant_check'],
    ['ALTER TABLE marches DROP CONSTRAINT marches_nature_fkey', 'schema.enum', 'marches.marches_nature_fkey'],
    ['ALTER TABLE marches ALTER objet DROP NOT NULL', 'schema.required', 'marches.objet'],
    ['DROP TRIGGER titulaires_non_vide ON marches', 'schema.minItems', 'La liste titulaires est vide'],
  ])('%s: an example of %s is no longer refused', async (change, code, by) => {
    const files = invalid.filter(([path]) => {
      const found = refused.get(path);
      return path.startsWith(code) && found !== undefined && (found.by === by || found.message.startsWith(by));
    });
    expect(files.length).toBeGreaterThan(0);
    for (const [path, file] of files) expect(await refusal(file, `${change};`), path).toBeUndefined();
  });
});

const CHANGES: [string, string, string | undefined][] = [
  ['the last titulaire goes', 'DELETE FROM titulaires WHERE marche = 1', 'La liste titulaires est vide'],
  ['a titulaire goes to a marché that is not there', 'UPDATE titulaires SET marche = 99', 'violates foreign key constraint'],
  ['the marché goes, with all its rows', 'DELETE FROM marches WHERE marche = 1', undefined],
  ['an amount is infinite', "UPDATE marches SET montant = 'Infinity'", 'marches_montant_check1'],
  ['an amount is no number', "UPDATE marches SET montant = 'NaN'", 'marches_montant_check1'],
];

test.each(CHANGES)('when %s, the database looks', async (_, change, message) => {
  const look = async () => {
    await pg.query(`${change}; SET CONSTRAINTS ALL IMMEDIATE;`);
  };
  const found = await refusal(COMPLETE, '', look);
  if (message === undefined) expect(found).toBeUndefined();
  else expect(found?.message).toContain(message);
});

describe('patterns of the schema as PostgreSQL reads them', () => {
  const patterns = [
    ...new Set(
      [...JSON.stringify(model.schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        ([, text]) => JSON.parse(text ?? '') as string,
      ),
    ),
  ];
  const SAMPLES = [
    '',
    ' ',
    '\t',
    'x',
    '2024-02-29',
    '2023-02-29',
    '1900-02-29',
    '0000-02-29',
    '2024-04-31',
    '2024-1-1',
    '12345678901234',
    '45233140-2',
    '2.1',
    '\u00a0',
    '١٢',
  ];
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789-. \n\t\r\\[]^$aé😀\u2028'), maxLength: 16 }),
    fc
      .tuple(fc.constantFrom(...SAMPLES), fc.nat(14), fc.constantFrom(...'0139-\n x'))
      .map(([sample, at, sign]) => sample.slice(0, at) + sign + sample.slice(at + 1)),
    fc.constantFrom(...SAMPLES),
  );
  const OTHERS = ['^(?:a|b-)+$', '[\\]\\[^-]', 'a{2,}b?', '^.$', '\\d', '^[^\\d]$', '\\\\', '^$', '[a-c\\-]{1,3}$', '(a|)b'];

  test.each([...patterns, ...OTHERS])('%s reads the same texts', async (pattern) => {
    const regex = new RegExp(pattern, 'u');
    const translated = postgresPattern(pattern);
    expect(translated).toBeDefined();
    const texts = fc.sample(text, { numRuns: NIGHT ? 4000 : 500, seed: 1 });
    const { rows } = await pg.query<{ found: boolean }>(
      'SELECT t ~ $1 AS found FROM unnest($2::text[]) WITH ORDINALITY u(t, i) ORDER BY i',
      [translated, texts],
    );
    expect(texts.filter((one, i) => rows[i]?.found !== regex.test(one))).toEqual([]);
  });

  test.each(['\\bword', 'a(?=b)', '(a)\\1', '\\p{L}', '\\s', '\\w', 'a{300}', '[]', '\\0', '('])(
    '%s is left out: PostgreSQL has no such expression, or another meaning',
    (pattern) => {
      expect(postgresPattern(pattern)).toBeUndefined();
    },
  );
});

/** Statements without those that begin and end a transaction. */
const inside = (text: string): string => text.replace(/^(BEGIN|COMMIT);$/gm, '');

test('codes of any text come back as they are: no quote or backslash ends a text', async () => {
  const [first] = model.codelists['ccag'] ?? [];
  const texts = ["d'œuvre", 'a\\', "\\'; DROP TABLE marches; --", 'x\ny', '$corps$', '"', '/* */', 'é😀'];
  const ccag = texts.map((text) => ({ ...first!, code: text, libelle: text }));
  const hostile = sql({ ...model, codelists: { ...model.codelists, ccag } })[0]?.text ?? '';
  await pg.query('BEGIN; CREATE SCHEMA autre; SET LOCAL search_path TO autre;');
  try {
    await pg.query(inside(hostile));
    const { rows } = await pg.query<{ code: string; libelle: string }>('SELECT code, libelle FROM autre.codes_ccag');
    expect(rows).toEqual(texts.map((text) => ({ code: text, libelle: text })));
  } finally {
    await pg.query('ROLLBACK');
  }
});

/** A database of its own, with the tables in the schema `decp`, which is not on the search_path. */
async function elsewhere(look: (db: Database) => Promise<void>): Promise<void> {
  const db = await newSqlDatabase('sql_elsewhere');
  try {
    await db.query(`CREATE SCHEMA decp; SET search_path TO decp; ${ddl}; SET search_path TO public;`);
    await look(db);
  } finally {
    await db.end();
  }
}

const insertsInto = (schema: string, file: unknown): string =>
  inserts(rowsOf(layout, file)).replace(/^INSERT INTO /gm, `INSERT INTO ${schema}.`);

test('tables in a schema that is not on the search_path take a file, and refuse one whose required list is empty', async () => {
  await elsewhere(async (db) => {
    await db.query(`BEGIN; ${insertsInto('decp', COMPLETE)} COMMIT;`);
    expect((await db.query('SELECT FROM decp.marches')).rows).toHaveLength(1);
    const empty = db.query('BEGIN; DELETE FROM decp.titulaires; COMMIT;');
    await expect(empty).rejects.toThrow('La liste titulaires est vide');
    await db.query('ROLLBACK; DELETE FROM decp.marches;');
    expect((await db.query('SELECT FROM decp.marches')).rows).toEqual([]);
    const bare = structuredClone(COMPLETE) as { marches: { marche: Record<string, unknown>[] } };
    bare.marches.marche[0]!['titulaires'] = [];
    await expect(db.query(`BEGIN; ${insertsInto('decp', bare)} COMMIT;`)).rejects.toThrow('La liste titulaires est vide');
  });
});

/** The statements at the end of the file that add a second file to a base, without their dashes. */
const recipe = ddl
  .slice(ddl.indexOf('\n-- Ajouter un second fichier.'))
  .replace(/^-- ?/gm, '')
  .replace(/^[^]*?(?=^BEGIN;$)/m, '');

test('a second file goes into a base by the statements at the end of decp.sql, numbered after the first', async () => {
  const named = (name: string) => valid.find(([path]) => path === `${name}.json`)![1] as { marches: Record<string, unknown[]> };
  const [one, other] = [named('marche-complet'), named('accord-cadre-de-plusieurs-titulaires')];
  const concession = named('concession-donnees-de-deux-annees');
  const both = (a: object[]) => ({
    marches: {
      marche: a.flatMap((file) => (file as typeof one).marches['marche'] ?? []),
      'contrat-concession': a.flatMap((file) => (file as typeof one).marches['contrat-concession'] ?? []),
    },
  });
  const [first, second] = [both([one, concession]), both([other, one, concession])];
  const all = both([first, second]);
  await pg.query('BEGIN; CREATE SCHEMA decp_arrivee; SET LOCAL search_path TO decp_arrivee;');
  try {
    await pg.query(`${inside(ddl)} ${inserts(rowsOf(layout, second))}`);
    await pg.query(`SET CONSTRAINTS ALL DEFERRED; SET LOCAL search_path TO public; ${inserts(rowsOf(layout, first))}`);
    await pg.query('SET CONSTRAINTS ALL DEFERRED');
    // As it is numbered in its package it cannot go in.
    await pg.query('SAVEPOINT before');
    await expect(pg.query(inserts(rowsOf(layout, second)))).rejects.toThrow('marches_pkey');
    await pg.query('ROLLBACK TO before');
    await pg.query(`${inside(recipe)} SET CONSTRAINTS ALL IMMEDIATE;`);
    expect(await stored()).toEqual(rowsOf(layout, all));
    expect((await pg.query("SELECT FROM pg_namespace WHERE nspname = 'decp_arrivee'")).rows).toEqual([]);
  } finally {
    await pg.query('ROLLBACK');
  }
});

test('what is said of lists that are empty or absent is true of each list', () => {
  const reported = /^-- - une liste vide et une liste absente sont pareilles \(aucune ligne\) dans : (.*) ;$/m
    .exec(ddl)?.[1]
    ?.split(', ');
  expect(reported?.length).toBeGreaterThan(0);
  const counted = [...ddl.matchAll(/^ {2}nombre_\w+ integer/gm)];
  const required = [...ddl.matchAll(/^CREATE CONSTRAINT TRIGGER (\w+)_non_vide /gm)].map(([, name]) => name);
  const lists = layout.tables.filter(({ parent }) => parent).map(({ name }) => name);
  expect(reported!.filter((name) => required.includes(name) || ddl.includes(`nombre_${name} integer`))).toEqual([]);
  expect(reported!.length + counted.length + required.length).toBe(lists.length);
});

test('a name that PostgreSQL keeps for itself, or reads otherwise, stands in quotes; one that it would cut is refused', () => {
  expect(['montant', 'order', 'codeCPV', 'a"b'].map(identifier)).toEqual(['montant', '"order"', '"codeCPV"', '"a""b"']);
  expect(() => identifier('é'.repeat(32))).toThrow(/longer than 63 octets/);
});

test.each(NIGHT ? ['2.0.1', '2.0.2', IN_FORCE] : [IN_FORCE])(
  'the scripts of %s run as they are, and its tables take valid records',
  async (name) => {
    const version = await loadVersion(name);
    const tables = tablesOf(version.model);
    const scripts = new Map(sql(version.model).map(({ path, text }) => [path, text]));
    const sound = valid.filter(([, file]) => judgeValue(file, version).schemaVerdict === true);
    expect(sound.length).toBeGreaterThan(10);
    await pg.query('CREATE SCHEMA autre_version; SET search_path TO autre_version;');
    try {
      await pg.query(scripts.get('decp.sql') ?? '');
      await pg.query(scripts.get('views.sql') ?? '');
      for (const [, file] of sound) await pg.query(`BEGIN;\n${inserts(rowsOf(tables, file))}\nROLLBACK;`);
      await pg.query(scripts.get('queries.sql') ?? '');
    } finally {
      await pg.query('ROLLBACK; SET search_path TO public; DROP SCHEMA autre_version CASCADE;');
    }
  },
);
