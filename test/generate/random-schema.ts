/** Random schemas of the dialect: the records of a frozen version with fields that nobody has proposed yet, of every structure that the dialect accepts. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Model, Schema } from '../../src/model/types.ts';
import { readVersion } from '../../src/model/read-version.node.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';

/** The version that the random fields are added to. It is frozen, so that no proposal changes what these tests try. */
const BASE = '2.1.0';
const PARTS = ['decp', 'marche', 'contrat-concession', 'common'].map((name) => `${name}.schema.json`);

/** The schema files of a version by name, as people write them. */
export type Sources = Readonly<Record<string, Schema>>;

const BASE_SOURCES: Sources = Object.fromEntries(PARTS.map((name) => [name, readJsonFile(`schema/${BASE}/${name}`) as Schema]));

/** The files of the records, and whether one of them has a field without any that is drawn. */
export const RECORDS = ['marche.schema.json', 'contrat-concession.schema.json'];
export const isOfBase = (name: string, field: string): boolean => Object.hasOwn(BASE_SOURCES[name]?.properties ?? {}, field);

const FIELDS = readdirSync(`${ROOT}schema/fields`).map((name) => name.replace(/\.yaml$/, ''));
const CODELISTS = ['ccag', 'technique', 'type-prix', 'type-identifiant', 'nature-marche'];
const SHARED = Object.keys(BASE_SOURCES['common.schema.json']?.$defs ?? {});

/**
 * Names that collide somewhere: with one another once written another way (SQL, classes), with words of a language, with columns that the tables add,
 * with parts and codelists of the standard, with what every JavaScript object has.
 */
const NAMES = [
  ...['criteresAttribution', 'critere', 'critereA', 'criterea', 'critereAB', 'lieu', 'poids', 'libelle', 'dateLimite', 'dates'],
  ...[
    'rang',
    'marche',
    'nombreLieux',
    'id',
    'version',
    'titulaire',
    'titulaires',
    'modification',
    'ccag',
    'technique',
    'typePrix',
  ],
  ...['class', 'default', 'order', 'select', 'constructor', 'toString', 'valueOf', 'item', 'string', 'none'],
  ...['aB', 'a', 'b', 'unNomDeChampBeaucoupPlusLongQueCeuxDuFormatPublie', 'autre'],
];

const PATTERNS = [
  '^[A-Z]{2}[0-9]{3}$',
  '[^ \\t\\r\\n]',
  '^(ab|c)+$',
  '^.{3,}$',
  '^[éà-ü]{1,4}$',
  '^(?!x)[a-z]+$',
  '^\\p{L}+$',
  'a\\b',
];
const DATES = ['^[0-9]{4}-[0-9]{2}-[0-9]{2}$', '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$'];

const bounds = (low: fc.Arbitrary<number>, name: 'Length' | 'imum'): fc.Arbitrary<Schema> =>
  fc
    .tuple(fc.option(low), fc.option(low))
    .map(([a, b]): [number | null, number | null] => (a !== null && b !== null && a > b ? [b, a] : [a, b]))
    .map(([a, b]) => ({ ...(a !== null && { [`min${name}`]: a }), ...(b !== null && { [`max${name}`]: b }) }));

/** A value without parts. */
const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.constantFrom(...SHARED).map((name): Schema => ({ $ref: `common.schema.json#/$defs/${name}` })),
  fc.constantFrom(...CODELISTS).map((name): Schema => ({ 'x-codelist': name })),
  bounds(fc.integer({ min: 1, max: 30 }), 'Length').map((own): Schema => ({ type: 'string', ...own })),
  fc.constantFrom(...PATTERNS).map((pattern): Schema => ({ type: 'string', pattern })),
  fc.constantFrom(...DATES).map((pattern): Schema => ({ type: 'string', format: 'date', pattern })),
  bounds(fc.constantFrom(-5, 0, 0.5, 1, 12, 1e-7, 1e21), 'imum').map((own): Schema => ({ type: 'number', ...own })),
  bounds(fc.constantFrom(-5, 0, 1, 12), 'imum').map(({ minimum, maximum }): Schema => ({
    type: 'integer',
    // A bound that is no whole number stands for the next one.
    ...(minimum !== undefined && { minimum: minimum - 0.5 }),
    ...(maximum !== undefined && { maximum }),
  })),
  fc.constant<Schema>({ type: 'boolean' }),
);

const listOf = (items: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc.tuple(items, fc.constantFrom(undefined, 1, 2), fc.boolean()).map(([item, minItems, unique]) => ({
    type: 'array',
    // Some values are too few for two items that differ: then no file would do.
    ...(minItems !== undefined && { minItems: unique ? 1 : minItems }),
    ...(unique && { uniqueItems: true }),
    items: item,
  }));

const withTexts = (schema: Schema, field: string): Schema => ({ 'x-field': field, 'x-source': 'referentiel', ...schema });

function blockOf(values: fc.Arbitrary<Schema>, maxLength: number): fc.Arbitrary<Schema> {
  const member = fc.record({
    name: fc.constantFrom(...NAMES),
    field: fc.constantFrom(...FIELDS),
    required: fc.boolean(),
    schema: values,
  });
  return fc
    .tuple(fc.uniqueArray(member, { minLength: 1, maxLength, selector: ({ name }) => name }), fc.nat(5))
    .map(([members, choice]): Schema => {
      const required = members.flatMap((one) => (one.required ? [one.name] : []));
      const names = members.map(({ name }) => name);
      return {
        type: 'object',
        ...(required.length > 0 && { required }),
        additionalProperties: false,
        properties: Object.fromEntries(members.map(({ name, field, schema }) => [name, withTexts(schema, field)])),
        ...(choice === 0 && names.length > 1 && { anyOf: names.slice(0, 2).map((name) => ({ required: [name] })) }),
      };
    });
}

/** An object in an envelope of one name, as lists of objects have it since 2.0.1. */
const enveloped = (block: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc.tuple(block, fc.constantFrom(...NAMES), fc.constantFrom(...FIELDS)).map(([inner, name, field]) => ({
    type: 'object',
    required: [name],
    additionalProperties: false,
    properties: { [name]: withTexts(inner, field) },
  }));

const { value } = fc.letrec<{ value: Schema; block: Schema }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    leaf,
    listOf(leaf),
    listOf(tie('block')),
    listOf(enveloped(tie('block'))),
    tie('block'),
  ),
  block: blockOf(tie('value'), 4),
}));

/** The sources of a version with some fields more in both kinds of record. */
export const sourcesArbitrary: fc.Arbitrary<Sources> = fc
  .tuple(blockOf(value, 5), blockOf(value, 3))
  .map(([marche, concession]) => ({
    ...BASE_SOURCES,
    ...grown('marche.schema.json', marche),
    ...grown('contrat-concession.schema.json', concession),
  }));

function grown(name: string, { required = [], properties = {} }: Schema): Sources {
  const record = BASE_SOURCES[name] as Schema;
  const kept = Object.entries(properties).filter(([property]) => !Object.hasOwn(record.properties ?? {}, property));
  return {
    [name]: {
      ...record,
      required: [...(record.required ?? []), ...required.filter((property) => kept.some(([other]) => other === property))],
      properties: { ...record.properties, ...Object.fromEntries(kept) },
    },
  };
}

/** The files of a version as the checks take them. */
export const filesOf = (sources: Sources, before = 'next/'): [path: string, text: string][] =>
  Object.entries(sources).map(([name, schema]) => [`${before}${name}`, JSON.stringify(schema, null, 2)]);

/** Reads sources as `next` is read: from a folder, with the codelists and the texts of the référentiel. */
export async function modelFrom(sources: Sources): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-dialecte-'));
  try {
    mkdirSync(join(folder, 'next'));
    for (const [path, text] of filesOf(sources)) writeFileSync(join(folder, path), text);
    symlinkSync(`${ROOT}schema/${BASE}/codelists`, join(folder, 'next/codelists'), 'junction');
    symlinkSync(`${ROOT}schema/fields`, join(folder, 'fields'), 'junction');
    writeFileSync(join(folder, 'base-uri.txt'), 'https://exemple.invalid/schema\n');
    return await readVersion(folder, 'next');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
