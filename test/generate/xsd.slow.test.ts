import { describe, expect, test } from 'vitest';
import { xsd } from '../../src/generate/xsd.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { readText } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { xsdJudge } from './libxml.ts';

const model = goldenModel;
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
    ['a value that may be null', changed(({ properties }) => (properties!['origineUE']!['x-nullable'] = true)), /null/],
  ])('%s', (_, other, sentence) => {
    expect(() => xsd(other)).toThrow(sentence);
  });
});

describe('what XSD 1.0 cannot say of what the dialect lets in stands among the limits, and nowhere in the schema', () => {
  test.each<[string, Model, string]>([
    ['an open block', changed((marche) => (marche.additionalProperties = true)), '- `marche`\n'],
    ['a choice between fields', changed((marche) => (marche.anyOf = [{ required: ['id'] }])), '- `marche`\n'],
    [
      'another condition on the lists of records',
      changed((_, { properties }) => properties!['marches']!.anyOf!.pop()),
      '- `marches`\n',
    ],
    [
      'a pattern that looks ahead',
      changed(({ properties }) => (properties!['objet'] = { type: 'string', pattern: '^(?!x)' })),
      '- `marche > objet`\n',
    ],
    [
      'how many items a list has that is repeated beside other elements',
      changed(({ properties }) => (properties!['titre'] = { type: 'array', minItems: 1, items: { type: 'string' } })),
      '- `marche > titre`\n',
    ],
  ])('%s', (_, other, line) => {
    const [text, ...pages] = xsd(other).map((file) => file.text);
    for (const page of pages) expect(page).toContain(line);
    xsdJudge(text!).dispose();
    for (const page of [french, english]) expect(page).not.toContain(line);
  });
});

const NOT_AGAIN = /evaluates to a node-set with more than one member|Missing child|not expected|Not all fields of key/;

describe('a list beside other elements', () => {
  const file = readText('test/golden/write/fichier-de-deux-listes.xml');
  const criteria = changed(({ properties }) => {
    properties!['criteresAttribution'] = {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['libelle', 'poids'],
        additionalProperties: false,
        properties: { libelle: { type: 'string' }, poids: { type: 'number', minimum: 0, maximum: 1 } },
      },
    };
  });
  const words = changed(({ properties }) => (properties!['mots'] = { type: 'array', items: { type: 'string', maxLength: 5 } }));
  const block = changed(({ properties }) => (properties!['techniques']!.properties!['autre'] = { type: 'string' }));
  const criterion = (libelle: string, poids: string) =>
    `<criteresAttribution><poids>${poids}</poids><libelle>${libelle}</libelle></criteresAttribution>`;
  const [one, two] = [criterion('Prix', '0.6'), criterion('Délai', '0.4')];

  test.each<[string, Model, (text: string) => string, RegExp?]>([
    ['no item', criteria, (text) => text],
    ['items one after the other', criteria, (text) => text.replace('<nature>', () => `${one}${two}<nature>`)],
    ['items apart from one another', criteria, (text) => text.replace(/(<nature>.*<\/nature>)/, `${one}$1${two}`)],
    ['an item twice', criteria, (text) => text.replace('<nature>', () => `${one}${two}${one}<nature>`), /Duplicate key-sequence/],
    [
      'an item beyond its bounds',
      criteria,
      (text) => text.replace('<nature>', `${criterion('Prix', '2')}<nature>`),
      /maxInclusive/,
    ],
    ['a required value less', criteria, (text) => text.replace(/<nature>.*<\/nature>/, ''), NOT_AGAIN],
    ['a value twice', criteria, (text) => text.replace(/(<nature>.*<\/nature>)/, '$1$1'), NOT_AGAIN],
    ['an optional value', criteria, (text) => text.replace('<nature>', '<tauxAvance>0.1</tauxAvance><nature>')],
    [
      'an optional value twice',
      criteria,
      (text) => text.replace('<nature>', `${'<tauxAvance>0.1</tauxAvance>'.repeat(2)}<nature>`),
      NOT_AGAIN,
    ],
    ['a block twice', criteria, (text) => text.replace(/(<acheteur>[^]*?<\/acheteur>)/, '$1$1'), NOT_AGAIN],
    ['a name that is not known', criteria, (text) => text.replace('<nature>', '<autre/><nature>'), NOT_AGAIN],
    ['texts', words, (text) => text.replace('<nature>', '<mots>a</mots><mots>b</mots><mots>a</mots><nature>')],
    ['a text that is too long', words, (text) => text.replace('<nature>', '<mots>longue</mots><nature>'), /maxLength/],
    [
      'another field after the items of its block',
      block,
      (text) => text.replace('</techniques>', '<autre>x</autre></techniques>'),
    ],
    ['another field before them', block, (text) => text.replace('<techniques>', '<techniques><autre>x</autre>')],
    [
      'another field twice',
      block,
      (text) => text.replace('<techniques>', '<techniques><autre>x</autre><autre>x</autre>'),
      NOT_AGAIN,
    ],
  ])('%s', (_, other, edit, refusal) => {
    const judge = xsdJudge(xsd(other)[0]!.text);
    expect(judge.faults(file)).toEqual([]);
    const faults = judge.faults(edit(file));
    judge.dispose();
    if (refusal === undefined) expect(faults).toEqual([]);
    else expect(faults.join()).toMatch(refusal);
  });
});

test('a root that may be without records has no lower bound', () => {
  const free = changed((_, { properties }) => delete properties!['marches']!.anyOf);
  expect(xsd(free)[0]!.text).toContain('<xs:choice minOccurs="0" maxOccurs="unbounded">');
});
