import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataPackage } from '../../src/generate/data-package.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, OWN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';

type Constraints = {
  required?: boolean;
  enum?: string[];
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};
type Field = {
  name: string;
  type: string;
  title: string;
  description: string;
  'x-title-en': string;
  'x-field'?: string;
  constraints: Constraints;
};
type Resource = {
  name: string;
  path: string;
  schema: {
    fields: Field[];
    primaryKey: string[];
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
    missingValues: string[];
  };
};
type Descriptor = { profile: string; resources: Resource[] };

const { model, validators } = await loadVersion(GOLDEN);
const generated = dataPackage(model);
const textOf = (path: string): string => generated.find((file) => file.path === path)!.text;
const { resources, profile } = JSON.parse(textOf('datapackage.json')) as Descriptor;

/** What golden files show. */
const shown = (path: string): string => dataPackage(goldenModel).find((file) => file.path === path)!.text;

test('the descriptor reads as in its golden file', async () => {
  await expect(shown('datapackage.json')).toMatchFileSnapshot('../golden/generate/datapackage.json');
});

test('the page on the package reads as in its golden file', async () => {
  await expect(shown('LISEZMOI.md')).toMatchFileSnapshot('../golden/generate/datapackage.LISEZMOI.md');
});

test.each(['load.sql', 'views.sql', 'queries.sql'])('%s reads as in its golden file', async (name) => {
  await expect(shown(name)).toMatchFileSnapshot(`../golden/generate/${name}`);
});

test('two runs give the same bytes', async () => {
  const again = dataPackage(structuredClone((await loadVersion(GOLDEN)).model));
  expect(again).toEqual(generated);
});

test('each table has a file with its columns, and nothing else', () => {
  expect(profile).toBe('tabular-data-package');
  for (const { path, schema } of resources) expect(parse(textOf(path))).toEqual([schema.fields.map(({ name }) => name)]);
  expect(generated).toHaveLength(resources.length + 6);
});

test('each foreign key names the whole key of a table that stands before it', () => {
  const keys = new Map<string, string[]>();
  for (const { name, schema } of resources) {
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      expect(reference.fields).toEqual(keys.get(reference.resource));
      for (const field of fields) expect(schema.fields.map((one) => one.name)).toContain(field);
    }
    keys.set(name, schema.primaryKey);
  }
});

test('each field has a title in both languages and a description', () => {
  for (const { schema } of resources)
    for (const field of schema.fields)
      for (const text of [field.title, field['x-title-en'], field.description]) expect(text).toBeTruthy();
});

test('an empty text is no missing value where the schema takes it for a value', () => {
  const lenient = resources.filter(({ schema }) => schema.missingValues.length === 0);
  expect(lenient.map(({ name }) => name)).toEqual(['tarifs']);
  for (const { schema } of lenient) expect(schema.fields.every(({ constraints }) => constraints.required)).toBe(true);
});

/** What Table Schema says of a text, for the columns of texts. */
function holds({ enum: codes, pattern, maxLength = Infinity }: Constraints, text: string): boolean {
  const whole = pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text);
  return (codes?.includes(text) ?? true) && whole && [...text].length <= maxLength;
}

const field = (table: string, name: string): Field =>
  resources.find((one) => one.name === table)!.schema.fields.find((one) => one.name === name)!;
const RECORD = { marche: 'marches', 'contrat-concession': 'contrats_concession' } as const;

/** A record in which only this text can be wrong, as far as its own field is concerned. */
const accepts = (name: string, text: string): boolean => {
  const check = validators.marche;
  check({ [name]: text });
  return !(check.errors ?? []).some(({ instancePath }) => instancePath === `/${name}`);
};

test.each([
  ['id', 'id'],
  ['objet', 'objet'],
  ['codeCPV', 'code_cpv'],
  ['procedure', 'procedure'],
])('the constraints on %s hold where the schema accepts, and only there', (name, column) => {
  const { constraints } = field(RECORD.marche, column);
  const pieces = [
    '',
    ' ',
    '\n',
    '\r\n',
    'a',
    '12345678',
    '-1',
    '𝒳',
    'é',
    'x'.repeat(16),
    'x'.repeat(1000),
    'Dialogue compétitif',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (value) => {
      expect([value, holds(constraints, value)]).toEqual([value, accepts(name, value)]);
    }),
  );
});

describe.each(OWN)('the package of %s', (version) => {
  test('can be made', async () => {
    expect(dataPackage((await loadVersion(version)).model).length).toBeGreaterThan(5);
  });
});
