import { describe, expect, test } from 'vitest';
import { Chunks, type Item, itemsOf } from '../../src/ocds/items.ts';

/** What a text has, whichever pieces it comes in. */
function read(text: string, size: number): Item[] {
  const chunks = new Chunks();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) chunks.feed(bytes.subarray(at, at + size));
  chunks.finish();
  return [...itemsOf(chunks)].filter((step) => typeof step !== 'symbol');
}

const MARK = '\u{feff}';

describe.each([1, 3, 1000])('in chunks of %i bytes', (size) => {
  test.each([
    ['an empty list', '{"releases":[]}', []],
    ['a blank list', '{"releases": [ \n ] }\n', []],
    ['objects', '{"a":[1,{"releases":[9]}],"releases":[{"b":"],"}, {"c":[{}]}],"z":{}}', [{ b: '],' }, { c: [{}] }]],
    ['items that are no objects', '{"releases":[1,"a,b",null,[2,3]]}', [1, 'a,b', null, [2, 3]]],
    ['both lists', '{"records":[{"a":1}],"releases":[{"b":2}]}', [{ a: 1 }, { b: 2 }]],
    ['a key with an escape, which is another', String.raw`{"releases\n":[1],"releas\u0065s":[2]}`, []],
    ['a text that is the value of another key', '{"a":"releases","b":[1]}', []],
    ['a byte order mark', `${MARK}{"releases":[1]}`, [1]],
  ])('reads %s', (_, text, values) => {
    expect(read(text, size).map(({ value }) => value)).toEqual(values);
  });

  test('says where an item begins', () => {
    const [, second] = read('{"releases":[1,\n  {"a":1}]}', size);
    expect(second?.position).toEqual({ offset: 18, line: 2, column: 3 });
  });

  test.each([
    ['', 'syntax.empty'],
    [' \n', 'syntax.empty'],
    [MARK, 'syntax.empty'],
    ['{"releases":[1', 'syntax.truncated'],
    ['{"releases":["a]}', 'syntax.truncated'],
    ['{"releases":[1,"abc",null] garbage,,, "z" : }', 'syntax.not-json'],
    ['{"releases":[1,]}', 'syntax.not-json'],
    ['{"releases":[,1]}', 'syntax.not-json'],
    ['{"releases":[1,,2]}', 'syntax.not-json'],
    ['{"releases":[{}{}]}', 'syntax.not-json'],
    ['{"releases":[1 2]}', 'syntax.not-json'],
    ['{"releases":[{]]}', 'syntax.not-json'],
    ['{"releases":[1}}', 'syntax.not-json'],
    ['{"releases":[1]]', 'syntax.not-json'],
    ['{"releases" [1]}', 'syntax.not-json'],
    ['{"releases":[1],}', 'syntax.not-json'],
    ['{"releases":[1]}{"releases":[2]}', 'syntax.several-texts'],
    ['{"releases":[1]} x', 'syntax.several-texts'],
    ['{"releases":[1]},', 'syntax.several-texts'],
    ['}', 'syntax.not-json'],
    ['x', 'syntax.not-json'],
  ])('%j is refused: %s', (text, code) => {
    expect(() => read(text, size)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
