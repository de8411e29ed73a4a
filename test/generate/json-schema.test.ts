import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/generate/json-schema.ts';
import { isExample } from '../../src/governance/examples.ts';
import { readTree } from '../../src/node/build/sources.ts';
import { loadVersion } from '../../src/node/registry.ts';
import { readJsonFile, readText, ROOT, VERSIONS } from '../support/engine.ts';

const OPTIONS = { strict: false, validateFormats: false, allErrors: false } as const;

const examples = async (version: string): Promise<unknown[]> =>
  [...(await readTree(`${ROOT}examples/${version}`, isExample)).values()].map((text) => JSON.parse(text) as unknown);

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

describe.each(VERSIONS)('the schema of %s', (version) => {
  test('says the same in draft-07 as in 2020-12, and as its modular sources say', async () => {
    const { model } = await loadVersion(version);
    const unicode = { unicodeRegExp: model.unicodePatterns };
    const [bundle, draft07] = jsonSchema(model).map(({ text }) => JSON.parse(text) as object);
    const checks = [
      new Ajv2020({ ...OPTIONS, ...unicode }).compile(bundle ?? {}),
      new Ajv({ ...OPTIONS, ...unicode }).compile(draft07 ?? {}),
      modular(version, unicode, model.codelists),
    ];
    const values = await examples(version);
    const accepted = { yes: 0, no: 0 };
    fc.assert(
      fc.property(spoiled(values), ({ value }) => {
        const verdicts = checks.map((check) => check(value));
        accepted[verdicts[0] === true ? 'yes' : 'no']++;
        expect(new Set(verdicts).size).toBe(1);
      }),
      { numRuns: values.length + 300, examples: values.map((value) => [{ value }]) },
    );
    expect(Math.min(accepted.yes, accepted.no)).toBeGreaterThan(10);
  });

  test('has one $id, titles and descriptions, and no reference outside', async () => {
    const { model } = await loadVersion(version);
    const base = readText('schema/base-uri.txt').trim();
    for (const { text } of jsonSchema(model)) {
      const references = [...text.matchAll(/"\$ref": "([^"]*)"/g)].map(([, reference]) => reference ?? '');
      expect(references.filter((reference) => !reference.startsWith('#/'))).toEqual([]);
      expect(text.match(/"\$id": "[^"]*"/g)).toEqual([`"$id": "${base}/${version}/decp.schema.json"`]);
      expect(text).toMatch(/"title": "[^"]+"/);
    }
  });
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
