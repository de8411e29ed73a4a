import { expect, test } from 'vitest';
import { NO_CONTEXT, renderMessage } from '../../src/messages.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { publishedXsdOf, seenByPublishedXsd } from '../../src/messages/published-xsd.ts';
import { loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { REPORT } from '../../src/messages/compiled/report.ts';
import { detectVersion, type Sample } from '../../src/validate/detect.ts';
import { takeSample } from '../../src/validate/sample.ts';
import { checkXmlText } from '../../src/validate/text.ts';
import { DRAFT_LABEL, OWN, readText } from '../support/engine.ts';
import { oneMarche, readChunks } from './xml-kit.ts';
import { xmlTwin } from './xml-twin.ts';

const twinOf = async (version: string, name: string): Promise<string> =>
  xmlTwin(readText(`examples/${version}/valid/${name}.json`), (await loadVersion(version)).model) ?? '';

async function detected(xml: string) {
  const sample: Sample = { layout: null, records: [] };
  const steps = takeSample(readChunks([new TextEncoder().encode(xml)].values()), sample);
  while (steps.next().done !== true);
  return detectVersion(sample, await versionIndex());
}

test.each([
  ['1.4.0', 'base-marche', ['1.3.0', '1.4.0', '1.5.0']],
  ['1.5.0', 'base-concession', ['1.3.0', '1.4.0', '1.5.0']],
  ['2.0.3', 'base-marche', ['2.0.1', '2.0.2', '2.0.3', ...OWN, 'next']],
  ['2.0.3', 'base-concession', ['2.0.1', '2.0.2', '2.0.3', ...OWN, 'next']],
])('an XML file of %s (%s) is reported by the names of its elements', async (version, name, family) => {
  const { version: reported, reason } = await detected(await twinOf(version, name));
  expect(family).toContain(reported);
  expect(REPORT.fr['version-reason'](reason)).not.toMatch(/n'a pas la forme attendue/);
});

test('an XML file of 2.0.0 is reported by its names: no other version has them', async () => {
  const xml = oneMarche(
    '<id>1</id><acheteur><id>1</id></acheteur><technique>Concours</technique><modaliteExecution>Tranches</modaliteExecution><typePrix>Ferme</typePrix>',
  );
  expect((await detected(xml)).version).toBe('2.0.0');
});

test('the attribute of the root tells the version', async () => {
  expect((await detected(`<marches version="${DRAFT_LABEL}"><marche><id>1</id></marche></marches>`)).version).toBe('next');
});

const codes = async (xml: string, version: string): Promise<string[]> =>
  checkXmlText(xml, await loadVersion(version)).findings.map(({ code, path, params }) =>
    `${code} ${path} ${(params['reason'] ?? params['publishedXsd'] ?? '') as string}`.trim(),
  );

const inMarche = async (content: string, version = '2.0.3'): Promise<string> =>
  (await twinOf(version, 'base-marche')).replace('</marche>', `${content}</marche>`);
const replaced = async (from: RegExp, to: string, version = '2.0.3'): Promise<string> =>
  (await twinOf(version, 'base-marche')).replace(from, to);
const REFUSES = 'xml.published-xsd-refuses';

test('a file that both judge alike has no finding of either', async () => {
  expect(await codes(await twinOf('2.0.3', 'base-marche'), '2.0.3')).toEqual([]);
  expect(publishedXsdOf('next')).toBeUndefined();
});

test.each([
  [
    'a day that is not in the calendar',
    () => replaced(/<dateNotification>[^<]*/, '<dateNotification>2024-02-31'),
    `${REFUSES} /marches/marche/0/dateNotification date`,
  ],
  [
    'an unknown element in an open object',
    () => replaced(/<acheteur>/, '<acheteur><nom>a</nom>'),
    `${REFUSES} /marches/marche/0/acheteur/nom unknown-element`,
  ],
  [
    'an empty optional element',
    () => replaced(/<idAccordCadre>[^<]*<.idAccordCadre>|(?=<codeCPV>)/, '<idAccordCadre/>'),
    [`${REFUSES} /marches/marche/0/idAccordCadre empty-element`, 'xml.empty-element /marches/marche/0/idAccordCadre'],
  ],
  [
    'a boolean among blanks',
    () => replaced(/<marcheInnovant>(\w+)/, '<marcheInnovant> $1 '),
    `${REFUSES} /marches/marche/0/marcheInnovant boolean-blanks`,
  ],
  ['the version of the root', () => replaced(/<marches>/, '<marches version="2.0">'), `${REFUSES} /version version-attribute`],
  [
    'a list beside those of records',
    () => replaced(/<marches>/, '<marches><notes/>'),
    `${REFUSES} /marches/notes unknown-element`,
  ],
])('the published XSD refuses %s, and it is said', async (_, xml, finding) => {
  expect(await codes(await xml(), '2.0.3')).toEqual([finding].flat());
});

test('the published XSD refuses an empty list of yearly data', async () => {
  const xml = (await twinOf('2.0.3', 'base-concession')).replace(
    /<donneesExecution>.*<.donneesExecution>|(?=<concessionnaires>)/,
    '<donneesExecution/>',
  );
  expect(await codes(xml, '2.0.3')).toEqual([
    `${REFUSES} /marches/contrat-concession/0/donneesExecution empty-list`,
    'xml.empty-element /marches/contrat-concession/0/donneesExecution',
  ]);
});

test.each([
  [
    'the same titulaire twice',
    () => replaced(/(<titulaires>)(<titulaire>.*?<.titulaire>)/, '$1$2$2'),
    'schema.uniqueItems /marches/marche/0/titulaires/1 accepted',
  ],
  ['text in the buyer', () => replaced(/<acheteur>/, '<acheteur>Ville'), 'xml.text /marches/marche/0/acheteur accepted'],
  ['no record', () => Promise.resolve('<marches/>'), 'schema.anyOf /marches accepted'],
  [
    'a record alone',
    async () => (await twinOf('2.0.3', 'base-marche')).replace(/<.?marches>/g, ''),
    'structure.single-record  accepted',
  ],
])('the published XSD accepts %s, and the finding says so', async (_, xml, finding) => {
  expect(await codes(await xml(), '2.0.3')).toContain(finding);
});

test('in 2.0.1 the published XSD wants what the schema does not, and lets pass what it refuses', async () => {
  const without = await replaced(/<idAccordCadre>[^<]*<.idAccordCadre>/, '', '2.0.1');
  expect(await codes(without, '2.0.1')).toContain(`${REFUSES} /marches/marche/0 missing-element`);
  const zero = (await inMarche('', '2.0.1'))
    .replace(/<montant>[^<]*<.montant>(?=.*<titulaires>)/, '<montant>0</montant>')
    .replace(/<origineUE>[^<]*/, '<origineUE>');
  const found = await codes(zero, '2.0.1');
  expect(found).toContain('schema.minimum /marches/marche/0/montant accepted');
  expect(found).toContain('schema.type /marches/marche/0/origineUE accepted');
});

test('that the published XSD accepts it is one sentence more', () => {
  const finding = findingOf('schema.uniqueItems', '/marches/marche/0/titulaires/1', { first: '/0' });
  const marked = seenByPublishedXsd(finding, '2.0.3');
  expect(renderMessage(marked, NO_CONTEXT, 'fr')).toBe(
    `${renderMessage(finding, NO_CONTEXT, 'fr')} Le fichier XSD publié de cette version l'accepte.`,
  );
  expect(renderMessage(marked, NO_CONTEXT, 'en')).toMatch(/ The published XSD file of this version accepts it\.$/);
  expect(seenByPublishedXsd(finding, 'next')).toBe(finding);
});
