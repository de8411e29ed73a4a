import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { SHARED } from '../support/engine.ts';
import { compiled } from './export.ts';

const release = (date: string, content: object): Mergeable => ({
  ocid: 'ocds-213czf-1',
  id: date,
  date,
  tag: ['award'],
  ...content,
});
const merged = (...contents: object[]) => {
  const {
    ocid: _o,
    id: _i,
    date: _d,
    tag: _t,
    ...said
  } = compiled(contents.map((content, i) => release(`2024-01-0${i + 1}T00:00:00Z`, content)));
  return said;
};

describe('releases are merged', () => {
  test.each([
    ['a later value replaces an earlier one', [{ a: 1 }, { a: 2 }], { a: 2 }],
    ['objects are put together', [{ a: { b: 1, c: 1 } }, { a: { c: 2, d: 3 } }], { a: { b: 1, c: 2, d: 3 } }],
    ['null removes', [{ a: { b: 1, c: 1 } }, { a: { b: null } }], { a: { c: 1 } }],
    [
      'items are put together by their identifiers',
      [{ a: [{ id: '1', b: 1 }] }, { a: [{ id: '2' }, { id: '1', c: 2 }] }],
      { a: [{ id: '1', b: 1, c: 2 }, { id: '2' }] },
    ],
    [
      'a list without identifiers is replaced',
      [{ a: [{ goal: 'social' }] }, { a: [{ goal: 'environmental' }] }],
      { a: [{ goal: 'environmental' }] },
    ],
    ['a list of texts is replaced', [{ a: ['x', 'y'] }, { a: ['z'] }], { a: ['z'] }],
    ['an object replaces a list', [{ a: [1] }, { a: { b: 1 } }], { a: { b: 1 } }],
    [
      'a list within an item',
      [{ a: [{ id: '1', b: [{ id: 'x', c: 1 }] }] }, { a: [{ id: '1', b: [{ id: 'y' }] }] }],
      { a: [{ id: '1', b: [{ id: 'x', c: 1 }, { id: 'y' }] }] },
    ],
  ])('%s', (_, contents, expected) => {
    expect(merged(...contents)).toEqual(expected);
  });

  test('a name such as __proto__ is a name', () => {
    const [hostile] = [JSON.parse('{"__proto__":{"polluted":1}}') as object];
    compiled([release('2024-01-01T00:00:00Z', hostile), release('2024-01-02T00:00:00Z', hostile)]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('saying all again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'id'), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 4 }),
        (contents) => {
          const once = merged(...contents);
          expect(merged(once, once)).toEqual(once);
        },
      ),
    );
  });
});

const EXAMPLES = `${SHARED}facts/ocds/examples`;
const examples = existsSync(EXAMPLES) ? readdirSync(EXAMPLES) : [];

describe.skipIf(examples.length === 0)(
  `the worked examples${examples.length > 0 ? '' : ' (skipped: the facts are not beside this clone)'}`,
  () => {
    test.each(examples)('%s is compiled as it is there', (name) => {
      const { releases, compiledRelease } = JSON.parse(readFileSync(`${EXAMPLES}/${name}`, 'utf8')) as {
        releases: Mergeable[];
        compiledRelease: object;
      };
      expect(compiled(releases)).toEqual(compiledRelease);
    });
  },
);
