import { describe, expect, test } from 'vitest';
import { xsd } from '../../src/generate/xsd.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { loadVersion } from '../../src/node/registry.ts';
import { readText } from '../support/engine.ts';
import { xsdJudge } from './libxml.ts';

const { model } = await loadVersion('next');
const [schema, french, english] = xsd(model).map(({ text }) => text) as [string, string, string];

test.each(xsd(model).map(({ path, text }) => [path, text]))('%s reads as in its golden file', async (path, text) => {
  await expect(text).toMatchFileSnapshot(`../golden/generate/${path}`);
});

test('it is a schema for libxml2, which accepts a whole file and refuses it with one element less', () => {
  const judge = xsdJudge(schema);
  const file = readText('test/golden/write/fichier-de-deux-listes.xml');
  expect(judge.faults(file)).toEqual([]);
  expect(judge.faults(file.replace(/<nature>.*<\/nature>/, ''))).toHaveLength(1);
  judge.dispose();
});

test('the same model gives the same bytes, and neither the place of the build nor its date', () => {
  expect(xsd(structuredClone(model))).toEqual(xsd(model));
  expect(schema + french + english).not.toMatch(/\/work|\/home|\/tmp|20\d\d-\d\d-\d\dT/);
});

test('each type has a clean name, is defined once and used; marches is the only element that may be a root', () => {
  const defined = [...schema.matchAll(/<xs:(?:complex|simple)Type name="([^"]+)"/g)].map(([, name]) => name!);
  const used = new Set([...schema.matchAll(/ type="([^"]+)"/g)].map(([, name]) => name!));
  expect(new Set(defined)).toEqual(used);
  expect(defined).toHaveLength(used.size);
  expect(defined.filter((name) => !/^[A-Z][A-Za-z]+((Min|Max)[0-9]+)*$/.test(name))).toEqual([]);
  expect([...schema.matchAll(/^ {2}<xs:element name="([^"]+)"/gm)].map(([, name]) => name)).toEqual(['marches']);
});

test('every element is documented in both languages, and every code has its labels', () => {
  const blocks = schema.match(/<xs:(element|attribute|enumeration) [^>]*>\s*(<xs:annotation>)?/g)!;
  const bare = blocks.filter((block) => !block.endsWith('<xs:annotation>') && !/value="(0|1|true|false|oui|non)"/.test(block));
  expect(bare).toEqual([]);
  const count = (pattern: RegExp): number => schema.match(pattern)!.length;
  expect(count(/<xs:documentation xml:lang="en"/g)).toBe(count(/<xs:documentation xml:lang="fr"/g));
  expect(schema).not.toMatch(/undefined|\[object|<xs:documentation[^>]*>(\.|<)/);
});

test('the page of limits names every rule and every list whose twins XSD cannot tell, in both languages', () => {
  for (const { id, title } of model.rules) {
    expect(french).toContain(`- \`${id}\` : ${title.fr}\n`);
    expect(english).toContain(`- \`${id}\`: ${title.en}\n`);
  }
  const lists = /^- `(?:marche|contrat-concession) > .*$/gm;
  expect(french.match(lists)).toEqual([
    '- `marche > modificationsActesSousTraitance`',
    '- `marche > modifications`',
    '- `contrat-concession > donneesExecution`',
    '- `contrat-concession > modifications`',
  ]);
  expect(english.match(lists)).toEqual(french.match(lists));
});

/** The model with a change to the schema of marchés. */
function changed(change: (marche: Schema, root: Schema) => void): Model {
  const copy = structuredClone(model);
  change(copy.schema.$defs!['marche']!, copy.schema);
  return copy;
}

describe('what XSD 1.0 has no words for stops the build, rather than be lost', () => {
  test.each<[string, Model, RegExp]>([
    ['a keyword on a value', changed(({ properties }) => (properties!['montant']!['multipleOf'] = 0.01)), /multipleOf/],
    ['a keyword on a list', changed(({ properties }) => (properties!['titulaires']!['maxItems'] = 3)), /maxItems/],
    ['a choice between fields', changed((marche) => (marche.anyOf = [{ required: ['id'] }])), /anyOf/],
    ['an open block', changed((marche) => (marche.additionalProperties = true)), /open/],
    ['a value that may be null', changed(({ properties }) => (properties!['origineUE']!['x-nullable'] = true)), /null/],
    [
      'a list of codes beside other fields',
      changed(({ properties }) => (properties!['techniques']!.properties!['autre'] = { type: 'string' })),
      /any order/,
    ],
    [
      'another condition on the lists of records',
      changed((_, { properties }) => properties!['marches']!.anyOf!.pop()),
      /holds a record/,
    ],
    [
      'a pattern that looks ahead',
      changed(({ properties }) => (properties!['objet'] = { type: 'string', pattern: '^(?!x)' })),
      /cannot say/,
    ],
  ])('%s', (_, other, sentence) => {
    expect(() => xsd(other)).toThrow(sentence);
  });
});

test('a root that may be without records has no lower bound', () => {
  const free = changed((_, { properties }) => delete properties!['marches']!.anyOf);
  expect(xsd(free)[0]!.text).toContain('<xs:choice minOccurs="0" maxOccurs="unbounded">');
});
