import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { countKeys } from '../../src/read/json/keys.ts';
import type { ReadEvent } from '../../src/read/record.ts';
import { bytesOf, eventsOf, positionIn } from './helpers.ts';

const findingsOf = (text: string): Finding[] =>
  (eventsOf(bytesOf(text)) as ReadEvent[]).flatMap((event) => (event.type === 'finding' ? [event.finding] : []));

test('keys are counted through all objects and lists', () => {
  const text = '{"a":1,"__proto__":{"b":[{"c":null},[{"d":{}}],"e:"]},"toString":[]}';
  expect(countKeys(JSON.parse(text))).toBe(6);
  expect([null, 1, 'x', [], {}].map(countKeys)).toEqual([0, 0, 0, 0, 0]);
});

describe('a key that comes twice in one object', () => {
  test('is reported at its later place, with the record that it is in; the last value counts', () => {
    const text =
      '{"marches":{"marche":[{"id":"a","acheteur":{"id":"21350238800019"},\n"é":[{"x":{"k":1,"j":2,‸"k":3}}],"id":"b"}]}}';
    const events = eventsOf(bytesOf(text.replace('‸', ''))) as ReadEvent[];
    const record = { kind: 'marche', index: 0, id: 'b', buyer: '21350238800019' };
    const position = positionIn(text, text.indexOf('‸'));
    expect(events.filter((event) => event.type === 'finding')).toMatchObject([
      {
        finding: {
          code: 'syntax.duplicate-key',
          severity: 'error',
          path: '/marches/marche/0/é/0/x/k',
          params: { key: 'k' },
          position,
          record,
        },
      },
      { finding: { code: 'syntax.duplicate-key', path: '/marches/marche/0/id', params: { key: 'id' } } },
    ]);
    expect(events.find((event) => event.type === 'record')).toMatchObject({ value: { id: 'b', é: [{ x: { k: 3, j: 2 } }] } });
    expect(events.at(-1)).toMatchObject({ parsed: true });
  });

  test('is found under all its spellings, and where the earlier value hides more', () => {
    expect(findingsOf('{"marches":[{"a":{"b":1,"b":2},"\\u0061":3}]}').map(({ path }) => path)).toEqual([
      '/marches/0/a/b',
      '/marches/0/a',
    ]);
  });

  test('may be called __proto__, toString or nothing', () => {
    const paths = findingsOf('{"marches":[{"__proto__":{"a":1},"toString":1,"__proto__":{"b":1},"":1,"toString":2,"":2}]}').map(
      ({ path }) => path,
    );
    expect(paths).toEqual(['/marches/0/__proto__', '/marches/0/toString', '/marches/0/']);
  });

  test('is reported around the records too, where the last list gives the length in the skeleton', () => {
    const text = '{"version":"1","version":"2","marches":{"marche":[{},{}],"marche":[{}]},"autre":{"a":1,"a":2}}';
    expect(findingsOf(text).map(({ path }) => path)).toEqual(['/version', '/marches/marche', '/autre/a']);
    const events = eventsOf(bytesOf(text)) as ReadEvent[];
    const paths = events.flatMap((event) => (event.type === 'record' ? [event.path] : []));
    expect(paths).toEqual(['/marches/marche/0', '/marches/marche/1', '/marches/marche/2']);
    expect(events.at(-1)).toMatchObject({
      parsed: true,
      skeleton: { version: '2', marches: { marche: [undefined] }, autre: null },
    });
  });

  test('is reported exactly as often as it comes again', () => {
    const key = fc.constantFrom('a', 'b', '__proto__', 'é"', '~/');
    const { value } = fc.letrec<{ value: Node }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(1),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries),
      ),
    }));
    fc.assert(
      fc.property(value, (node) => {
        const text = `{"marches":[${written(node)}]}`;
        expect(findingsOf(text).map(({ path }) => path)).toEqual(repeated(node, '/marches/0'));
      }),
      { numRuns: 500 },
    );
  });
});

type Node = number | Node[] | { entries: [string, Node][] };
const entries = (list: [string, Node][]): Node => ({ entries: list });

function written(node: Node): string {
  if (typeof node === 'number') return String(node);
  if (Array.isArray(node)) return `[${node.map(written).join(', ')}]`;
  return `{ ${node.entries.map(([key, inner]) => `${JSON.stringify(key)} : ${written(inner)}`).join(' , ')} }`;
}

function repeated(node: Node, path: string): string[] {
  if (typeof node === 'number') return [];
  if (Array.isArray(node)) return node.flatMap((inner, index) => repeated(inner, `${path}/${index}`));
  return node.entries.flatMap(([key, inner], index) => {
    const pointer = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isAgain = node.entries.slice(0, index).some(([earlier]) => earlier === key);
    return [...(isAgain ? [pointer] : []), ...repeated(inner, pointer)];
  });
}
