import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readText, GOLDEN } from '../support/engine.ts';
import { bytesOf, valueAt } from './helpers.ts';
import { eventsOf, oneMarche, placesOf, valuesOf } from './xml-kit.ts';
import { xmlTwin } from './xml-twin.ts';

const { model } = await loadVersion(GOLDEN);
const { model: published } = await loadVersion('2.0.3');

const FILE = readText(`examples/${GOLDEN}/valid/fichier-de-deux-listes.json`);
const twin = (xml = ''): string => xml.replaceAll('><', '>\r\n  <').replace('<marches', '<!-- 𝔸 é -->\n<marches');

test.each([1, 7, 100, 1 << 16])('the events, and the places of all values, are the same in chunks of %i', (size) => {
  const xml = `${twin(xmlTwin(FILE, model))}\n`;
  expect(placesOf(xml, model, size)).toEqual(placesOf(xml, model, 1 << 20));
  const broken = `${xml.slice(0, -40)}<a>é</b>`;
  expect(placesOf(broken, model, size)).toEqual(placesOf(broken, model, 1 << 20));
});

test('the place of a value is that of its start tag, in bytes, lines and UTF-16 columns', () => {
  const xml = twin(xmlTwin(FILE, model));
  const bytes = bytesOf(xml);
  const lines = xml.split('\n');
  let count = 0;
  for (const event of placesOf(xml, model, 1 << 16) as {
    type: string;
    value?: unknown;
    places?: [string, Record<string, number>][];
  }[]) {
    if (event.type !== 'record') continue;
    for (const [pointer, place] of event.places ?? []) {
      const name = pointer.split('/').findLast((segment) => !/^[0-9]+$/.test(segment)) ?? '';
      const { offset = -1, line = 0, column = 0 } = place;
      const there = new TextDecoder().decode(bytes.subarray(offset, offset + 60));
      expect(there.startsWith('<'), pointer).toBe(true);
      expect(lines[line - 1]?.slice(column - 1).startsWith(there.split('\r\n')[0] ?? ''), pointer).toBe(true);
      if (name !== '' && typeof valueAt(event.value, pointer) !== 'object') expect(there).toMatch(new RegExp(`^<${name}\\b`));
      count++;
    }
  }
  expect(count).toBeGreaterThan(100);
});

test('records of both kinds may come in any order; each kind counts its own', () => {
  const xml = '<marches version="2.1"><contrat-concession/><marche/><contrat-concession/><marche/></marches>';
  const events = eventsOf(xml, model);
  expect(events.flatMap((event) => (event.type === 'record' ? [event.path] : []))).toEqual([
    '/marches/contrat-concession/0',
    '/marches/marche/0',
    '/marches/contrat-concession/1',
    '/marches/marche/1',
  ]);
  expect(events[0]).toMatchObject({ type: 'layout', layout: 'by-kind', path: '/marches', version: '2.1' });
  const lists = { 'contrat-concession': [undefined, undefined], marche: [undefined, undefined] };
  expect(events.at(-1)).toMatchObject({ type: 'end', parsed: true, skeleton: { version: '2.1', marches: lists } });
});

test.each([
  [
    'a boolean in each spelling',
    '<marcheInnovant> oui </marcheInnovant><attributionAvance>0</attributionAvance>',
    { marcheInnovant: true, attributionAvance: false },
  ],
  ['a number', '<montant>+012.50</montant><offresRecues>3</offresRecues>', { montant: 12.5, offresRecues: 3 }],
  [
    'a number that XML does not know',
    '<montant>5e5</montant><offresRecues>12.0</offresRecues>',
    { montant: '5e5', offresRecues: '12.0' },
  ],
  ['an empty optional element', '<tauxAvance/><idAccordCadre></idAccordCadre><origineUE/>', {}],
  ['an empty required element', '<id/>', { id: '' }],
  ['text as it stands', '<objet>  a &amp;&#233;\r\nb<!-- c -->d<![CDATA[ <e> ]]> </objet>', { objet: '  a &é\nbd <e>  ' }],
  ['an empty list', '<donneesExecution/><titulaires> </titulaires>', { donneesExecution: '', titulaires: [] }],
  ['elements in a value', '<id>a<b>1</b></id>', { id: { b: '1' } }],
  ['unknown elements', '<x><y>1</y><y>2</y></x><z/>', { x: { y: ['1', '2'] }, z: '' }],
  [
    'a strange item',
    '<titulaires><fournisseur><id>1</id></fournisseur></titulaires>',
    { titulaires: [{ fournisseur: { id: '1' } }] },
  ],
  [
    'a repetition that others part',
    '<techniques><technique>a</technique><x/><technique>b</technique></techniques>',
    { techniques: { technique: ['a', 'b'], x: '' } },
  ],
])('%s is read by the schema', (_, content, value) => {
  expect(valuesOf(oneMarche(content), model)).toEqual([value]);
});

test('the plural name of a modification of a sub-contract is read where the published XSD has it, and strange to the format to come', () => {
  const xml = oneMarche(
    '<modificationsActesSousTraitance><modificationActesSousTraitance><id>1</id></modificationActesSousTraitance></modificationsActesSousTraitance>',
  );
  const codes = (of: typeof model): string[] =>
    eventsOf(xml, of).flatMap((event) => (event.type === 'finding' ? [`${event.finding.code} ${event.finding.severity}`] : []));
  expect(valuesOf(xml, published)).toEqual([{ modificationsActesSousTraitance: [{ modificationActeSousTraitance: { id: 1 } }] }]);
  expect(codes(published)).toEqual(['xml.plural-element warning']);
  expect(valuesOf(xml, model)).toEqual([{ modificationsActesSousTraitance: [{ modificationActesSousTraitance: { id: '1' } }] }]);
  expect(codes(model)).toEqual([]);
});

test('before 2.0.1 lists are flat in JSON, and their elements have names in XML', async () => {
  const { model: first } = await loadVersion('1.5.0');
  const xml = `<marches><contrat-concession><concessionnaires><concessionnaire><id>1</id></concessionnaire></concessionnaires><donneesExecution><donneesAnnuelles><tarifs><tarif><tarif>2</tarif></tarif></tarifs></donneesAnnuelles></donneesExecution><modifications/></contrat-concession></marches>`;
  expect(valuesOf(xml, first)).toEqual([
    { concessionnaires: [{ id: '1' }], donneesExecution: [{ tarifs: [{ tarif: 2 }] }], modifications: [] },
  ]);
  expect(eventsOf(xml, first)[0]).toMatchObject({ type: 'layout', layout: 'flat' });
});
