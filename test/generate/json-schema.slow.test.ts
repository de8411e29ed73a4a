import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toAjv } from '../../packages/schema-diff/src/dialect.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { jsonSchema } from '../../src/generate/json-schema.ts';
import { isJsonExample } from '../support/examples.ts';
import { NIGHT } from '../support/tier.ts';
import { readTree } from '../../src/host/tree.node.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, readJsonFile, readText, VERSIONS } from '../support/engine.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const OPTIONS = { strict: false, validateFormats: false, allErrors: false } as const;

const FORMS = ['', '.draft-07'].flatMap((dialect) =>
  ['', '.no-id', '.dereferenced', '.min'].map((form) => `decp.schema${dialect}${form}.json`),
);

const examples = async (version: string): Promise<unknown[]> =>
  [...(await readTree(`${EXAMPLES}${version}`, isJsonExample)).values()].map((text) => JSON.parse(text) as unknown);

/** A value with one random place removed, or replaced by something else. */
const spoiled = (values: unknown[]) =>
  fc
    .tuple(fc.constantFrom(...values), fc.nat(200), fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 1 })))
    .map(([value, place, other]) => {
      let at = place;
      return JSON.parse(JSON.stringify({ value }, (key, inner: unknown) => (key !== '' && at-- === 0 ? other : inner))) as {
        value: unknown;
      };
    });

/** To compile each form of a version takes half a second: by day one version of 1.x, the one in force and one of our own. */
const COMPILED = NIGHT ? VERSIONS : ['1.5.0', '2.0.3', GOLDEN];

test('each version that is compiled is there', () => {
  expect(VERSIONS).toEqual(expect.arrayContaining(COMPILED));
});

/** Each form read by a validator of its own dialect, as its users have one. */
const compile = (path: string, text: string, unicode: { unicodeRegExp: boolean }): ValidateFunction => {
  const schema = JSON.parse(text) as object;
  return path.includes('draft-07')
    ? new Ajv({ ...OPTIONS, ...unicode }).compile(toAjv({ ...schema }, 'draft-07') as object)
    : new Ajv2020({ ...OPTIONS, ...unicode }).compile(schema);
};

describe.each(VERSIONS)('the schema of %s', (version) => {
  test.runIf(COMPILED.includes(version))('says the same in every form, and as its modular sources say', async () => {
    const { model } = await loadVersion(version);
    const unicode = { unicodeRegExp: model.unicodePatterns };
    const files = jsonSchema(model);
    expect(files.map(({ path }) => path)).toEqual(FORMS);
    const checks = [...files.map(({ path, text }) => compile(path, text, unicode)), modular(version, unicode, model.codelists)];
    const values = await examples(version);
    const accepted = { yes: 0, no: 0 };
    fc.assert(
      fc.property(spoiled(values), ({ value }) => {
        const verdicts = checks.map((check) => check(value));
        accepted[verdicts[0] === true ? 'yes' : 'no']++;
        expect(new Set(verdicts).size).toBe(1);
      }),
      { numRuns: values.length + (NIGHT ? 300 : 60), examples: values.map((value) => [{ value }]) },
    );
    expect(Math.min(accepted.yes, accepted.no)).toBeGreaterThan(10);
  });

  test('keeps its titles in every form, has one $id or none as its name says, and no reference outside', async () => {
    const { model } = await loadVersion(version);
    // What is frozen keeps the address under which it was published.
    const { $id } = readJsonFile(`schema/${version}/bundled/decp.schema.json`) as { $id: string };
    for (const { path, text } of jsonSchema(model)) {
      const references = [...text.matchAll(/"\$ref": ?"([^"]*)"/g)].map(([, reference]) => reference ?? '');
      expect(references.filter((reference) => !reference.startsWith('#/'))).toEqual([]);
      expect(references.length > 0).toBe(!path.includes('dereferenced'));
      const ids = path.includes('no-id') ? [] : [$id];
      expect([...text.matchAll(/"\$id": ?"([^"]*)"/g)].map(([, id]) => id)).toEqual(ids);
      expect(text).toContain(JSON.stringify(model.schema.properties?.['marches']?.description));
    }
  });

  test('says nothing beside a $ref in draft-07, where it would not be read', async () => {
    const { model } = await loadVersion(version);
    for (const { path, text } of jsonSchema(model).filter(({ path }) => path.includes('draft-07'))) {
      const schema = JSON.parse(text) as JsonSchema & object;
      const { $schema: _, ...kept } = schema;
      expect(toAjv(schema, 'draft-07'), path).toEqual(kept);
    }
  });

  test('is written without white space and otherwise unchanged in its minified form', async () => {
    const { model } = await loadVersion(version);
    const texts = new Map(jsonSchema(model).map(({ path, text }) => [path, text]));
    for (const name of ['decp.schema', 'decp.schema.draft-07']) {
      const [whole, small] = [texts.get(`${name}.json`) ?? '', texts.get(`${name}.min.json`) ?? ''];
      expect(JSON.parse(small)).toEqual(JSON.parse(whole));
      expect(small.split('\n')).toHaveLength(2);
      expect(small.length).toBeLessThan(whole.length);
    }
  });

  test('is, in each form, what the build left', async () => {
    const { model } = await loadVersion(version);
    for (const { path, text } of jsonSchema(model)) expect(readText(`dist/schemas/${version}/${path}`)).toBe(text);
  });
});

/** A small schema that has each thing that the forms change. */
const SMALL: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://small.example/decp.schema.json',
  type: 'object',
  properties: {
    objet: { $ref: '#/$defs/texte', title: 'Objet', maxLength: 1000 },
    nom: { $ref: '#/$defs/texte', pattern: '^[A-Z]' },
    lieu: { $ref: '#/$defs/lieu', title: 'Lieu', properties: { pays: { $ref: '#/$defs/texte' } } },
    titulaires: { type: 'array', prefixItems: [{ $ref: '#/$defs/texte' }] },
  },
  $defs: {
    texte: { type: 'string', pattern: '[^ ]' },
    lieu: { type: 'object', properties: { code: { $ref: '#/$defs/texte' } }, title: 'Un lieu' },
  },
};

const small = (schema: Schema) => jsonSchema({ schema } as Model);

test('the forms of a small schema are those that people read here', async () => {
  for (const { path, text } of small(SMALL)) await expect(text).toMatchFileSnapshot(`../golden/generate/json-schema/${path}`);
});

const SMALL_VALUES: [unknown, boolean][] = [
  [{ objet: 'Travaux', nom: 'A', lieu: { code: 'x', pays: 'y' }, titulaires: ['a', 1] }, true],
  [{ objet: ' ' }, false],
  [{ objet: 'x'.repeat(1001) }, false],
  [{ nom: 'a' }, false],
  [{ lieu: { code: ' ' } }, false],
  [{ lieu: { pays: ' ' } }, false],
  [{ titulaires: [' '] }, false],
];

test('every form of the small schema judges alike', () => {
  for (const { path, text } of small(SMALL)) {
    const check = compile(path, text, { unicodeRegExp: true });
    for (const [value, verdict] of SMALL_VALUES) expect(check(value), `${path}: ${JSON.stringify(value)}`).toBe(verdict);
  }
});

test('a schema that contains itself cannot be dereferenced: the error names the way round', () => {
  const lot: Schema = { type: 'object', properties: { lots: { type: 'array', items: { $ref: '#/$defs/lot' } } } };
  expect(() => small({ properties: { lot: { $ref: '#/$defs/lot' } }, $defs: { lot } })).toThrow(
    /a definition contains itself \(#\/\$defs\/lot → #\/\$defs\/lot\)/,
  );
});

/** The modular sources as they stand, each under its own name, codelists expanded: what the bundle is checked against. */
function modular(version: string, unicode: { unicodeRegExp: boolean }, codelists: Record<string, { code: string }[]>) {
  const ajv = new Ajv2020({ ...OPTIONS, ...unicode });
  const expand = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(expand);
    if (typeof node !== 'object' || node === null) return node;
    const { 'x-codelist': list, 'x-nullable': nullable, ...rest } = node as Record<string, unknown>;
    const copy = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, expand(value)]));
    if (typeof list === 'string')
      copy['enum'] = [...(codelists[list] ?? []).map(({ code }) => code), ...(nullable === true ? [null] : [])];
    return copy;
  };
  const files = ['common', 'marche', 'contrat-concession', 'decp'].map((part) => {
    const { $schema: _, ...schema } = readJsonFile(`schema/${version}/${part}.schema.json`) as Record<string, unknown>;
    return { ...(expand(schema) as object), $id: `https://modular.example/${part}.schema.json` };
  });
  for (const file of files.slice(0, -1)) ajv.addSchema(file);
  return ajv.compile(files.at(-1) ?? {});
}
