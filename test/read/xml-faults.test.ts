import { expect, test } from 'vitest';
import type { InputError } from '../../src/finding.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { rawBytes } from './helpers.ts';
import { eventsOf, faultsOf, oneMarche } from './xml-kit.ts';
import { GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);

/** A sound record comes first, and is given whatever follows. */
const GOOD = '<marches>\n<marche><id>1</id></marche>\n';

test.each([
  ['an ampersand alone', `${GOOD}<marche><objet>A & B</objet></marche></marches>`, 'xml.bad-reference', '3:18'],
  [
    'an ampersand alone, and a reference later',
    `${GOOD}<marche><objet>A & B</objet>&amp;</marche></marches>`,
    'xml.bad-reference',
    '3:18',
  ],
  ['a name of HTML', `${GOOD}<marche><objet>caf&eacute;</objet></marche></marches>`, 'xml.bad-reference', '3:19'],
  ['a reference to no character', `${GOOD}<marche><objet>&#0;</objet></marche></marches>`, 'xml.bad-reference', '3:16'],
  ['a sign in a text', `${GOOD}<marche><objet>a < b</objet></marche></marches>`, 'xml.malformed', '3:18'],
  ['a sign in an attribute', `${GOOD}<marche><objet a="<">b</objet></marche></marches>`, 'xml.malformed', '3:9'],
  ['an attribute without quotes', `${GOOD}<marche><objet a=1>b</objet></marche></marches>`, 'xml.malformed', '3:9'],
  ['an attribute twice', `${GOOD}<marche><id a="1" a="2"/></marche></marches>`, 'xml.duplicate-attribute', '3:9'],
  ['a control character', `${GOOD}<marche><objet>a\u0001b</objet></marche></marches>`, 'xml.forbidden-character', '3:17'],
  ['an end tag of another name', `${GOOD}<marche><objet>a</objets></marche></marches>`, 'xml.mismatched-tag', '3:17'],
  ['a record closed by another name', `${GOOD}<marche><objet>a</objet></marches>`, 'xml.mismatched-tag', '3:25'],
  ['the end of a section in a text', `${GOOD}<marche><objet>a]]>b</objet></marche></marches>`, 'xml.malformed', '3:16'],
  ['a comment with two hyphens', `${GOOD}<marche><!-- a -- b --></marche></marches>`, 'xml.malformed', '3:9'],
  ['an end in a text', `${GOOD}<marche><objet>a`, 'xml.truncated', '3:17'],
  ['an end in a tag', `${GOOD}<marche><obj`, 'xml.truncated', '3:13'],
  ['an end in a comment', `${GOOD}<marche><!-- A & B`, 'xml.truncated', '3:19'],
])('%s is said where it stands; what came before is given, the record at hand is broken', (_, xml, code, place) => {
  const events = eventsOf(xml, model);
  expect(faultsOf(xml, model)).toEqual([
    expect.stringMatching(new RegExp(`^${code} /marches/marche/1 ${place}$`)),
    'unreadable /marches/marche/1 broken',
  ]);
  expect(events.filter(({ type }) => type === 'record')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'end', parsed: false, skeleton: undefined, bytes: Buffer.byteLength(xml) });
});

test.each([
  ['an empty root', '<marches>\n</marches>', ['xml.empty-root /marches 1:1']],
  ['a second root', '<marches/><marches/>', ['xml.empty-root /marches 1:1', 'xml.several-roots  1:11']],
  ['text after the root', '<marches/> fin', ['xml.empty-root /marches 1:1', 'xml.text-outside-root  1:12']],
  ['no root', '<!-- rien -->', ['xml.truncated  1:14']],
  ['another root', '<rss><marche/></rss>', ['xml.root  1:1']],
  ['XML 1.1', '<?xml version="1.1"?>\n<marches/>', ['xml.version  2:1']],
  ['a namespace', '<marches xmlns="urn:a"><marche><id>1</id></marche></marches>', ['xml.namespace  1:1']],
  ['a prefix', '<p:marches xmlns:p="urn:a"><p:marche/></p:marches>', ['xml.namespace  1:1']],
  ['text between the records', '<marches>\n oui <marche/></marches>', ['xml.text /marches 2:2']],
  ['a record alone', '<contrat-concession><id>1</id></contrat-concession>', ['structure.single-record  1:1']],
  ['an attribute of the root', '<marches lang="fr"/>', ['xml.attribute /marches 1:1']],
  [
    'where the schema is',
    '<marches xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="a.xsd"/>',
    [],
  ],
  [
    'comments, instructions and sections',
    '<?pi a?><!-- a --><marches><?pi?><marche><id><![CDATA[<&]]></id></marche></marches>',
    [],
  ],
])('%s', (_, xml, faults) => {
  expect(faultsOf(xml, model)).toEqual(faults);
});

test.each([
  ['a repeated element', oneMarche('<id>1</id><id>2</id>'), ['xml.repeated-element /marches/marche/0/id 2:19']],
  [
    'an empty one and another',
    oneMarche('<tauxAvance/><tauxAvance>1</tauxAvance>'),
    ['xml.empty-element /marches/marche/0/tauxAvance 2:9', 'xml.repeated-element /marches/marche/0/tauxAvance 2:22'],
  ],
  ['text in an object', oneMarche('<acheteur> de <id>1</id></acheteur>'), ['xml.text /marches/marche/0/acheteur 2:9']],
  ['an attribute', oneMarche('<id a="1">1</id>'), ['xml.attribute /marches/marche/0/id 2:9']],
  [
    'a date with a zone',
    oneMarche('<dateNotification>2024-02-29+01:00</dateNotification>'),
    ['xml.date-zone /marches/marche/0/dateNotification 2:9'],
  ],
])('%s in a record is said at its element, and the record is read', (_, xml, faults) => {
  expect(faultsOf(xml, model)).toEqual(faults);
  expect(eventsOf(xml, model).some(({ type }) => type === 'record')).toBe(true);
});

test.each([
  ['nothing', '', 'syntax.empty'],
  ['blanks', ' \n'.repeat(2000), 'syntax.empty'],
  ['a mark and nothing', '\\xEF\\xBB\\xBF', 'syntax.empty'],
  ['JSON', '{"marches":[]}', 'xml.not-xml'],
  ['UTF-16', '\\xFF\\xFE<\\x00m\\x00', 'encoding.utf16'],
  ['an encoding that nobody knows', '<?xml version="1.0" encoding="EBCDIC-FR"?><marches/>', 'xml.unknown-encoding'],
])('a file of %s cannot be read at all', (_, text, code) => {
  expect(() => eventsOf(rawBytes(text), model)).toThrow(expect.objectContaining({ name: 'InputError', code }) as InputError);
});

test('an old encoding is read as it is declared, and said', () => {
  const xml = rawBytes(
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<marches><marche><objet>\\xE9t\\xE9</objet></marche></marches>',
  );
  expect(faultsOf(xml, model)).toEqual(['xml.other-encoding  1:1']);
  expect(eventsOf(xml, model).find(({ type }) => type === 'record')).toMatchObject({ value: { objet: 'été' } });
});

test.each([1, 3, 1 << 16])('a byte that is no UTF-8 ends the reading where it stands, in chunks of %i', (size) => {
  const xml = rawBytes('<marches><marche/>\n<marche><objet>\\xC3\\xA9\\xE9</objet></marche></marches>');
  const events = eventsOf(xml, model, size);
  expect(events.filter(({ type }) => type === 'finding')).toMatchObject([
    { finding: { code: 'encoding.invalid-utf8', path: '/marches/marche/1', position: { offset: 36, line: 2, column: 17 } } },
  ]);
});
