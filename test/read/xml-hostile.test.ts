import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import type { ReadEvent } from '../../src/read/record.ts';
import { bytesOf } from './helpers.ts';
import { eventsOf, faultsOf, oneMarche, readChunks, valuesOf } from './xml-kit.ts';
import { GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);
const unexplained = undefined;

/** A text that is made as it is read: `head`, then `part` again and again, then `tail`. */
function* without(head: string, part: string, times: number, tail = ''): Generator<Uint8Array> {
  yield bytesOf(head);
  const many = Math.min(times, Math.ceil(65536 / part.length));
  const block = bytesOf(part.repeat(many));
  for (let left = times; left > 0; left -= many) yield left >= many ? block : bytesOf(part.repeat(left));
  yield bytesOf(tail);
}

const codes = (events: Iterable<ReadEvent>): string[] =>
  [...events].flatMap((event) => {
    if (event.type === 'finding') return [event.finding.code];
    return event.type === 'unreadable' ? [`unreadable ${event.reason}`] : event.type === 'record' ? ['record'] : [];
  });

test.each([
  [
    'a file of the machine',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<marches><marche><id>&x;</id></marche></marches>',
  ],
  ['an address', '<!DOCTYPE marches SYSTEM "http://127.0.0.1/a.dtd">\n<marches/>'],
  [
    'entities of entities',
    `<!DOCTYPE a [<!ENTITY a "lol">${'bcdefghij'
      .split('')
      .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i] ?? ''};`.repeat(10)}">`)
      .join('')}]><marches>&j;</marches>`,
  ],
  ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><marches/>'],
  ['a declaration without end', '<!DOCTYPE a [ <!-- '],
])('a DOCTYPE that names %s is refused where it stands, and nothing after it is read', (_, xml) => {
  expect(faultsOf(xml, model)).toEqual(['xml.doctype  1:1']);
  expect(faultsOf(` \n${xml}`, unexplained)).toEqual(['xml.doctype  2:1']);
});

test('elements beside the records are named as far as a thousand, and it is said that the others are not looked at', () => {
  const others = Array.from({ length: 1500 }, (_, i) => `<a${i}/>`).join('');
  const events = eventsOf(`<marches>${others}<a0/><marche/><a1501/></marches>`, model);
  const said = events.filter((event) => event.type === 'finding' && event.finding.code === 'structure.too-many-members');
  expect(said).toMatchObject([{ finding: { path: '/marches', params: { count: 1000 }, position: { line: 1 } } }]);
  expect(codes(events)).toContain('record');
  const end = events.at(-1) as ReadEvent & { type: 'end' };
  expect(Object.keys((end.skeleton as { marches: object }).marches)).toHaveLength(1001);
});

test('a DOCTYPE without end is given up without being kept', () => {
  expect(codes(readChunks(without('<!DOCTYPE a [', '<!ENTITY a "b">', 2_000_000), model))).toEqual(['xml.doctype']);
});

test('a million levels end soon: the record is too deep, and the file is given up', () => {
  const deep = without('<marches><marche/><marche>', '<a>', 1_000_000);
  expect(codes(readChunks(deep, model))).toEqual(['record', 'structure.too-deep', 'unreadable broken']);
});

test('a record that is too deep is passed over, and the next one is read', () => {
  const deep = oneMarche(`${'<a>'.repeat(70)}${'</a>'.repeat(70)}`).replace(
    '</marches>',
    '<marche><id>2</id></marche></marches>',
  );
  expect(faultsOf(deep, model)).toEqual(['structure.too-deep /marches/marche/0 2:195', 'unreadable /marches/marche/0 too-deep']);
  expect(valuesOf(deep, model)).toEqual([{ id: '2' }]);
});

const LIMITS = { maxRecordBytes: 100_000, maxMarkup: 50_000, maxElements: 1000 };

test.each([
  ['text', '<marche><objet>', 'é', '</objet></marche>', ['structure.record-too-large', 'unreadable too-large', 'record']],
  [
    'sections',
    '<marche><objet>',
    '<![CDATA[a]]>',
    '</objet></marche>',
    ['structure.record-too-large', 'unreadable too-large', 'record'],
  ],
  ['elements', '<marche>', '<a/>', '</marche>', ['structure.record-too-large', 'unreadable too-large', 'record']],
  ['blanks in a record', '<marche>', ' \n', '</marche>', ['structure.record-too-large', 'unreadable too-large', 'record']],
  ['comments', '<marche>', '<!-- a -->', '</marche>', ['structure.record-too-large', 'unreadable too-large', 'record']],
  ['blanks between records', '', ' \n', '', ['xml.too-long']],
  ['a comment', '<!--', 'a ', '-->', ['xml.too-long']],
  ['a section', '<marche><objet><![CDATA[', 'a ', ']]></objet></marche>', ['xml.too-long', 'unreadable broken']],
  ['an instruction', '<?a ', 'a ', '?>', ['xml.too-long']],
  ['a name', '<marche><', 'a', '/></marche>', ['xml.too-long', 'unreadable broken']],
  ['an attribute', '<marche a="', 'a ', '"/>', ['xml.too-long']],
  ['a reference', '<marche><objet>&', 'a', ';</objet></marche>', ['xml.too-long', 'unreadable broken']],
])('%s without measure: the memory is bounded, and it is said', (_, head, part, tail, expected) => {
  const chunks = without(`<marches>${head}`, part, 400_000, `${tail}<marche><id>2</id></marche></marches>`);
  const found = codes(readChunks(chunks, model, LIMITS));
  expect(found.slice(0, expected.length)).toEqual(expected);
});

test('the size of a record is exact, in bytes', () => {
  const size = '<marche><objet></objet></marche>'.length + 200;
  const xml = oneMarche(`<objet>${'é'.repeat(100)}</objet>`);
  expect(faultsOf(xml, model, { maxRecordBytes: size })).toEqual([]);
  expect(faultsOf(xml, model, { maxRecordBytes: size - 1 })).toEqual([
    'structure.record-too-large /marches/marche/0 2:1',
    'unreadable /marches/marche/0 too-large',
  ]);
});

test('more values than a record may have are not judged', () => {
  expect(faultsOf(oneMarche('<a/>'.repeat(2000)), model, { maxElements: 1000 })).toEqual([
    'structure.too-many-values /marches/marche/0 2:1',
    'unreadable /marches/marche/0 too-large',
  ]);
});

test('names that objects have of themselves are names like any other', () => {
  const inside = '<__proto__><a>1</a></__proto__><constructor>2</constructor><toString>3</toString><hasOwnProperty/>';
  for (const version of [model, unexplained]) {
    const [value] = valuesOf(oneMarche(inside), version) as [object];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":"1"},"constructor":"2","toString":"3","hasOwnProperty":""}');
  }
  expect(faultsOf('<marches __proto__="1" constructor="2"/>', model)).toEqual(['xml.attribute /marches 1:1']);
});

const LONG = 'x'.repeat(9_000);
const AFTER = '<marche><id>ABC</id><objet>un</objet></marche><marche><id>DEF</id></marche>';

test.each([
  ['a long unknown element', `<notes>${LONG}</notes>`],
  ['an unknown element with many inside', `<notes>${'<b>t</b>'.repeat(3_000)}</notes>`],
  ['an unknown element without text', '<notes><b/></notes>'],
  ['a record too deep to be read', `<marche>${'<a>'.repeat(70)}${LONG}${'</a>'.repeat(70)}</marche>`],
])('the text of the records that follow %s is whole, however the file comes', (_, before) => {
  const xml = `<?xml version="1.0"?><!--${'c'.repeat(600)}--><marches>${before}${AFTER}</marches>`;
  for (const size of [1 << 16, 997, 61]) {
    const values = eventsOf(xml, model, size).flatMap((event) => (event.type === 'record' ? [event.value] : []));
    expect(values).toEqual([{ id: 'ABC', objet: 'un' }, { id: 'DEF' }]);
  }
});

test('a malformed comment that the pieces of the text cut in two is a finding', () => {
  // Pieces have 8,192 bytes: the two hyphens end one.
  for (const length of [2 * 8_192, 3 * 8_192]) {
    const head = '<marches><!--';
    const xml = `${head}${'x'.repeat(length - head.length - 2)}--x --></marches>`;
    expect(codes(eventsOf(xml, model))).toEqual(['xml.malformed']);
  }
});

test('a million blanks in a number and in a date are read in one sweep', () => {
  const blanks = ' '.repeat(1_000_000);
  const [record] = valuesOf(
    oneMarche(`<montant>1${blanks}1</montant><dateNotification>2024${blanks}1</dateNotification>`),
    model,
  );
  expect(record).toEqual({ montant: `1${blanks}1`, dateNotification: `2024${blanks}1` });
});
