import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { treesOf } from '../../src/model/tree.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import { CLOSING_TAG, openingTag, recordXml } from '../../src/write/xml/record.ts';
import { readJsonFile, readText, ROOT, GOLDEN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { UNFOLDED } from '../support/unfolded.ts';

const { model } = await loadVersion(GOLDEN);
const trees = treesOf(model);
const marche = (value: unknown) => recordXml('marche', value, trees.marche);
const concession = (value: unknown) => recordXml('contrat-concession', value, trees['contrat-concession']);

test('a file reads as in its golden file', async () => {
  const { text, lost } = xmlOf(readJsonFile(`examples/${GOLDEN}/valid/fichier-de-deux-listes.json`), goldenModel);
  expect(lost).toEqual([]);
  await expect(text).toMatchFileSnapshot('../golden/write/fichier-de-deux-listes.xml');
});

test('every valid example is carried whole, but for lists of records that hold none', () => {
  const folder = `${UNFOLDED}${GOLDEN}/valid`;
  const names = readdirSync(`${ROOT}${folder}`).filter((name) => name.endsWith('.json') && !name.includes('.findings.'));
  const lost = names.flatMap((name) => xmlOf(JSON.parse(readText(`${folder}/${name}`)), model).lost);
  expect(names.length).toBeGreaterThan(50);
  expect(lost.filter(({ code, path }) => !(code === 'convert.empty-list' && /^\/marches\/[a-z-]+$/.test(path)))).toEqual([]);
});

test('a record is written in the order of the schema, whatever its own', () => {
  const { text } = marche({ objet: 'b', id: 'a', acheteur: { id: '1' } });
  expect(text).toBe(
    [
      '  <marche>',
      '    <id>a</id>',
      '    <acheteur>',
      '      <id>1</id>',
      '    </acheteur>',
      '    <objet>b</objet>',
      '  </marche>',
      '',
    ].join('\n'),
  );
});

test('lists stand in an element of their own, codes are repeated elements, and an empty list in its element is kept', () => {
  const { text, lost } = concession({
    donneesExecution: [],
    concessionnaires: [{ concessionnaire: { id: 'x', typeIdentifiant: 'TVA' } }, { concessionnaire: {} }],
    considerationsSociales: { considerationSociale: ['a', 'b'] },
  });
  expect(lost).toEqual([]);
  expect(text.replaceAll(/\n */g, '')).toBe(
    '  <contrat-concession><donneesExecution/><concessionnaires><concessionnaire><typeIdentifiant>TVA</typeIdentifiant><id>x</id>' +
      '</concessionnaire><concessionnaire/></concessionnaires><considerationsSociales><considerationSociale>a</considerationSociale>' +
      '<considerationSociale>b</considerationSociale></considerationsSociales></contrat-concession>',
  );
});

test('text keeps its blanks, quotes and rare characters; a CR is written by its number', () => {
  const { text, lost } = marche({ objet: ' "a" & <b> ]]> \'c\'\r\n\td 😀\u00a0\u2028\u0085 ' });
  expect(lost).toEqual([]);
  expect(text).toContain(`<objet> "a" &amp; &lt;b&gt; ]]&gt; 'c'&#13;\n\td 😀\u00a0\u2028\u0085 </objet>`);
});

test('the version of the file is an attribute, where no blank is lost', () => {
  expect(openingTag('2.1').text).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<marches version="2.1">\n');
  expect(openingTag().text).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<marches>\n');
  expect(openingTag('"\t\r\n<&').text).toContain('version="&quot;&#9;&#13;&#10;&lt;&amp;"');
  expect(openingTag(2.1).lost).toEqual([{ code: 'convert.wrong-type', path: '/version', params: { form: 'xml', value: 2.1 } }]);
  expect(CLOSING_TAG).toBe('</marches>\n');
});

test('an unknown field with text is written after the others, so that the schema of XML refuses it too', () => {
  const value: unknown = JSON.parse('{"couleur":"rouge","__proto__":"x","constructor":"y","id":"a"}');
  const { text, lost } = marche(value);
  expect(lost).toEqual([]);
  expect(text).toContain(
    '    <id>a</id>\n    <couleur>rouge</couleur>\n    <__proto__>x</__proto__>\n    <constructor>y</constructor>\n',
  );
});

type Case = [what: string, value: unknown, code: string, path: string, written: RegExp];
const CASES: Case[] = [
  ['null', { origineUE: null }, 'null', '/origineUE', /<marche\/>/],
  ['a text for a number', { montant: '12' }, 'wrong-type', '/montant', /<montant>12<\/montant>/],
  ['a fraction for an integer', { dureeMois: 12.5 }, 'wrong-type', '/dureeMois', /<dureeMois>12\.5</],
  ['a number for a text', { id: 42 }, 'wrong-type', '/id', /<id>42<\/id>/],
  ['a number for a boolean', { marcheInnovant: 1 }, 'wrong-type', '/marcheInnovant', /<marcheInnovant>1</],
  ['a spelling of a boolean', { marcheInnovant: 'oui' }, 'wrong-type', '/marcheInnovant', /<marcheInnovant>oui</],
  ['an infinite number', { montant: Infinity }, 'wrong-type', '/montant', /<montant>Infinity</],
  ['a date with a zone', { dateNotification: '2024-03-01Z' }, 'wrong-type', '/dateNotification', /2024-03-01Z/],
  ['a date among blanks', { dateNotification: ' 2024-03-01' }, 'wrong-type', '/dateNotification', / 2024-03-01/],
  ['a block for a text', { id: {} }, 'wrong-type', '/id', /<marche\/>/],
  ['a list for a number', { montant: [1] }, 'wrong-type', '/montant', /<marche\/>/],
  ['a text for a block', { acheteur: 'x' }, 'wrong-type', '/acheteur', /<acheteur>x<\/acheteur>/],
  ['a list for a block', { acheteur: ['x'] }, 'wrong-type', '/acheteur', /<marche\/>/],
  ['a block for a list', { titulaires: { titulaire: {} } }, 'wrong-type', '/titulaires', /<marche\/>/],
  ['one code for a list', { techniques: { technique: 'a' } }, 'wrong-type', '/techniques/technique', /<technique>a</],
  ['an empty optional text', { idAccordCadre: '' }, 'empty-text', '/idAccordCadre', /<idAccordCadre\/>/],
  ['blanks for an optional number', { origineUE: ' ' }, 'empty-text', '/origineUE', /<origineUE> </],
  ['blanks for a number', { montant: '\t ' }, 'wrong-type', '/montant', /<montant>\t </],
  ['no code', { techniques: { technique: [] } }, 'empty-list', '/techniques/technique', /<techniques\/>/],
  ['null among codes', { techniques: { technique: ['a', null] } }, 'null', '/techniques/technique/1', /<technique>a</],
  ['an empty envelope', { titulaires: [{}] }, 'empty-object', '/titulaires/0', /<titulaires\/>/],
  ['an item without envelope', { titulaires: ['x'] }, 'wrong-type', '/titulaires/0', /<titulaires\/>/],
  ['more in an envelope', { titulaires: [{ titulaire: {}, b: 'c' }] }, 'unknown-property', '/titulaires/0/b', /<titulaire\/>/],
  ['an unknown number', { couleur: 1 }, 'unknown-property', '/couleur', /<marche\/>/],
  ['an unknown block', { couleur: {} }, 'unknown-property', '/couleur', /<marche\/>/],
  ['an unknown empty text', { couleur: '' }, 'unknown-property', '/couleur', /<marche\/>/],
  ['a name with a blank', { 'ma couleur': 'x' }, 'unknown-property', '/ma couleur', /<marche\/>/],
  ['a name with a slash', { 'a/b~c': 'x' }, 'unknown-property', '/a~1b~0c', /<marche\/>/],
  ['an empty name', { '': 'x' }, 'unknown-property', '/', /<marche\/>/],
  ['a control character', { objet: 'a\u001bb' }, 'control-character', '/objet', /<objet>a\ufffdb</],
  ['a NUL', { objet: 'a\u0000b' }, 'control-character', '/objet', /<objet>a\ufffdb</],
  ['a noncharacter', { objet: 'a\uffffb' }, 'control-character', '/objet', /<objet>a\ufffdb</],
  ['half a character', { objet: 'a\ud83d' }, 'lone-surrogate', '/objet', /<objet>a\ufffd</],
  ['the other half', { objet: '\ude00\ud83d' }, 'lone-surrogate', '/objet', /<objet>\ufffd\ufffd</],
];

describe('what XML cannot carry is reported, with its place', () => {
  test.each(CASES)('%s', (_, value, code, path, written) => {
    const { text, lost } = marche(value);
    expect([...new Set(lost.map((one) => `${one.code} ${one.path}`))]).toEqual([`convert.${code} ${path}`]);
    expect(text).toMatch(written);
  });

  test.each([[null], ['x'], [[]]])('a record that is %j', (value) => {
    expect(marche(value)).toMatchObject({ text: '', lost: [{ path: '' }] });
  });

  test('the paths of a whole file are from its root', () => {
    const file = { version: 1, x: 1, marches: { y: 2, marche: [{ id: 'a' }, { id: null }, null], 'contrat-concession': [] } };
    expect(xmlOf(file, model).lost.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'convert.unknown-property /x',
      'convert.wrong-type /version',
      'convert.unknown-property /marches/y',
      'convert.empty-list /marches/contrat-concession',
      'convert.null /marches/marche/1/id',
      'convert.null /marches/marche/2',
    ]);
    for (const odd of [null, [], 'x', {}, { marches: [] }, { marches: null }, { marches: { marche: {} } }])
      expect(xmlOf(odd, model).lost).toHaveLength(1);
  });
});
