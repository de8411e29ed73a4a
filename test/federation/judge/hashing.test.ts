import { expect, test } from 'vitest';
import { Compactor } from '../../../federation/src/judge/compact.ts';
import { Texts } from '../../../federation/src/judge/texts.ts';
import { samenessOf } from '../../../federation/src/judge/sameness.node.ts';
import { CopyRows } from '../../../federation/src/store/store.ts';
import { readJson } from '../../../src/read/json/read-json.ts';
import { Window } from '../../../src/read/json/window.ts';

const long = 'é'.repeat(70_000);

test.each<[what: string, one: unknown, other: unknown, same: boolean]>([
  ['members in another order', { id: '1', montant: 2 }, { montant: 2, id: '1' }, true],
  ['members in another order, deeper', { a: [{ b: 1, c: null }] }, { a: [{ c: null, b: 1 }] }, true],
  ['a number written in another way', JSON.parse('[1.0,-0,1e2]'), [1, 0, 100], true],
  ['items in another order', ['1', '2'], ['2', '1'], false],
  ['a text and a number', '1', 1, false],
  ['a text and a literal', 'null', null, false],
  ['null and nothing', { a: null }, {}, false],
  ['texts divided elsewhere', ['ab', 'c'], ['a', 'bc'], false],
  ['a name and a value exchanged', { a: 'b' }, { b: 'a' }, false],
  ['a list and what it holds', [['a']], ['a'], false],
  ['an object and a list', {}, [], false],
  ['halves of two pairs of surrogates', '\uD800', '\uD801', false],
  ['a sign and the units that it is written by', 'é', '\u0080\u0000\u00E9', false],
  ['a long text', { a: long, b: [long] }, { b: [long], a: long }, true],
  ['the end of a long text', { a: long, b: [`${long}1`] }, { a: long, b: [`${long}2`] }, false],
])('records with %s', (_, one, other, same) => {
  expect(samenessOf(one) === samenessOf(other)).toBe(same);
});

test('the hash of a content is the same in all processes', () => {
  expect(samenessOf({ id: 'MARCHE-INVENTE-01', montant: 1200.5, titulaires: [{ id: 'é' }], objet: null, clos: true })).toBe(
    'fbf2476343f3e8d67ac0bc8d7ffed25e',
  );
});

test.each([
  ['{ "a" : [ 1 , 2 ] }', '{"a":[1,2]}'],
  ['{"a b":"c \\" d","e\\\\": "f"}', '{"a b":"c \\" d","e\\\\":"f"}'],
  ['\t[\r\n  "\\u00e9 é"\n]', '["\\u00e9 é"]'],
  ['{}', '{}'],
])('%j without blanks', (text, compact) => {
  const compactor = new Compactor();
  expect(Buffer.from(compactor.compact(Buffer.from(text), Buffer.from('> '), false)).toString()).toBe(`> ${compact}`);
});

test('rows in the format of COPY: backslashes are escaped, and no piece cuts or loses any', () => {
  const rows = new CopyRows();
  const json = Buffer.from(`{"a":"\\"\\u00e9é\\\\","b":"${'\\n'.repeat(100_000)}"}`);
  for (let at = 0; at < 9; at++) rows.add(`${at}\té\t`, json);
  const escaped = json.toString().replaceAll('\\', '\\\\');
  const wanted = Array.from({ length: 9 }, (_, at) => `${at}\té\t${escaped}\n`).join('');
  expect(Buffer.concat(rows.pieces()).toString() === wanted).toBe(true);
  rows.clear();
  rows.add('a\t', Buffer.from('{}'));
  expect(Buffer.concat(rows.pieces()).toString()).toBe('a\t{}\n');
});

test('texts that are kept stay as they were, whatever comes after, until all are forgotten', () => {
  const texts = new Texts();
  for (const round of [1, 2]) {
    const given = Array.from({ length: 40 }, (_, at) => Buffer.from(`${round}.${at} `.repeat(at === 7 ? 300_000 : 20_000)));
    const kept = given.map((text) => {
      // The memory that a text came in is used again.
      const lent = Buffer.from(text);
      const copy = texts.add(lent);
      lent.fill(0);
      return copy;
    });
    expect(kept.every((copy, at) => Buffer.compare(copy, given[at] as Buffer) === 0)).toBe(true);
    texts.clear();
  }
});

/** Records of which every other is known, written in several ways; the last has a key twice. */
test.each(['', ' ', '\n', '\r\n  '])('a position after records that are known, with %j between values', (blank) => {
  const record = (id: string): string => `{${blank}"id":${blank}"${id} é€😀",${blank}"objet":${blank}"x"}`;
  const text = `{"marches":{"marche":[${record('1')},${blank}${record('2')},${record('3')},{"id":"4","id":"5"}]}}`;
  const positionsOf = (isKnown?: (bytes: Uint8Array) => boolean): unknown[] => {
    const window = new Window();
    window.feed(Buffer.from(text));
    window.finish();
    return [...readJson(window, isKnown ? { isKnown } : {})].flatMap((event) =>
      typeof event === 'object' && event.type === 'finding' ? [event.finding.position] : [],
    );
  };
  const read = positionsOf();
  expect(read).toHaveLength(1);
  expect(positionsOf((bytes) => !Buffer.from(bytes).includes('"4"'))).toEqual(read);
});
