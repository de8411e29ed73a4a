import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { openapi } from '../../src/generate/openapi.ts';
import { isJsonExample } from '../support/examples.ts';
import type { Schema } from '../../src/model/types.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const next = await loadVersion(GOLDEN);
const [file] = openapi(next.model);
const [shown] = openapi(goldenModel);
const document = JSON.parse(file?.text ?? '') as { openapi: string; components: { schemas: Record<string, Schema> } };
const { schemas } = document.components;

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, 'openapi.json');
const component = (name: string) => ajv.compile({ $ref: `openapi.json#/components/schemas/${name}` });

const examples = [...(await readTree(`${EXAMPLES}${GOLDEN}`, isJsonExample))].map(
  ([path, text]) => [path, JSON.parse(text) as unknown] as const,
);

test('openapi.json reads as in its golden file', async () => {
  await expect(shown?.text).toMatchFileSnapshot('../golden/generate/openapi.json');
});

test('objects have clean names, in the order of the format', () => {
  const { components } = JSON.parse(shown?.text ?? '') as typeof document;
  expect(Object.keys(components.schemas)).toMatchInlineSnapshot(`
    [
      "FichierDecp",
      "Marches",
      "Marche",
      "Acheteur",
      "Techniques",
      "ModalitesExecution",
      "ActeSousTraitanceItem",
      "ActeSousTraitance",
      "SousTraitant",
      "LieuExecution",
      "TypesPrix",
      "TitulaireItem",
      "Titulaire",
      "ConsiderationsSociales",
      "ConsiderationsEnvironnementales",
      "ModificationActeSousTraitanceItem",
      "ModificationActeSousTraitance",
      "ModificationItem",
      "Modification",
      "ContratConcession",
      "AutoriteConcedante",
      "DonneesAnnuellesItem",
      "DonneesAnnuelles",
      "TarifItem",
      "Tarif",
      "ConcessionnaireItem",
      "Concessionnaire",
      "ConsiderationsSocialesConcession",
      "ConsiderationsEnvironnementalesConcession",
      "ModificationConcessionItem",
      "ModificationConcession",
    ]
  `);
});

test('each component is a JSON Schema 2020-12, and every reference leads to a component', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    expect(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`).toBe(true);
    expect(() => component(name)).not.toThrow();
  }
  const references = [...(file?.text ?? '').matchAll(/"\$ref": "#([^"]*)"/g)].map(([, pointer]) => pointer ?? '');
  expect(references.length).toBeGreaterThanOrEqual(Object.keys(schemas).length);
  expect(references.filter((pointer) => valueAt(document, pointer) === undefined)).toEqual([]);
  expect(file?.text).not.toContain('$defs');
});

test('FichierDecp gives each example the verdict of the schema, and every component is reached', () => {
  const check = component('FichierDecp');
  const own = ajv.compile({ ...next.model.schema, $id: 'https://own.example/' });
  const verdicts = { true: 0, false: 0 };
  for (const [path, value] of examples) {
    const verdict = own(value);
    verdicts[`${verdict}`]++;
    expect(check(value), path).toBe(verdict);
  }
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(100);
  const reached = new Set([...(file?.text ?? '').matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name));
  expect(Object.keys(schemas).filter((name) => !reached.has(name))).toEqual(['FichierDecp']);
});

test('the examples written beside a property are values of it', () => {
  const wrong = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).flatMap(([key, { examples: shown }]) => {
      const check = ajv.compile({ $ref: `openapi.json#/components/schemas/${name}/properties/${key}` });
      return ((shown ?? []) as unknown[])
        .filter((value) => !check(value))
        .map((value) => `${name}.${key}: ${JSON.stringify(value)}`);
    }),
  );
  expect(wrong).toEqual([]);
});
