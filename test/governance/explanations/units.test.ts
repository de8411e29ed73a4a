import { describe, expect, test } from 'vitest';
import { namesAt, nearestUnit, patched, type Valid } from '../../../src/governance/explanations/units.ts';

const LIST = '/marches/marche';
const validOf = (...roots: unknown[]): Valid[] => roots.map((root) => ({ root, units: new Map() }));
const fileOf = (...records: unknown[]): unknown => ({ marches: { marche: records } });

/** The `name` of the record that is taken for the nearest to `value`. */
function nearest(value: object, records: readonly object[], focus: string, named: string[] = []): unknown {
  const unit = nearestUnit(value, validOf(fileOf(...records)), `${LIST}/0`, focus, named);
  return (unit as { name?: unknown } | undefined)?.name;
}

describe('the valid record that an invalid one is compared with', () => {
  test.each<[title: string, value: object, records: object[], focus: string, named: string[]]>([
    [
      'is the one with the fewest leaves that differ',
      { a: 1, b: 2, c: 3 },
      [
        { name: 'other', a: 1, b: 9, c: 9 },
        { name: 'right', a: 1, b: 2, c: 9 },
      ],
      '/a',
      [],
    ],
    [
      'has the field at fault, though more of the rest differs',
      { a: 'x', b: 1, c: 2 },
      [
        { name: 'other', b: 1, c: 2 },
        { name: 'right', a: 'y', b: 7, c: 8 },
      ],
      '/a',
      [],
    ],
    [
      'has a text like the wrong one',
      { a: 'Marche' },
      [
        { name: 'other', a: 'Concession' },
        { name: 'right', a: 'Marché' },
      ],
      '/a',
      [],
    ],
    [
      'has a number near to the wrong one',
      { a: 90 },
      [
        { name: 'other', a: 9000 },
        { name: 'right', a: 100 },
      ],
      '/a',
      [],
    ],
    [
      'has no nought where a number is wrong',
      { a: -1 },
      [
        { name: 'other', a: 0 },
        { name: 'right', a: 90_000 },
      ],
      '/a',
      [],
    ],
    [
      'has the same values where the rule compares the wrong one with them',
      { a: 1, b: 1, c: 1, d: 1 },
      [
        { name: 'other', a: 2, b: 9, c: 1, d: 1 },
        { name: 'right', a: 2, b: 1, c: 9, d: 9 },
      ],
      '/a',
      ['/a', '/b'],
    ],
  ])('%s', (_, value, records, focus, named) => {
    expect(nearest(value, records, focus, named)).toBe('right');
  });

  test('is the file itself where the fault is in no record', () => {
    const valid = validOf(fileOf({ a: 1 }), { marches: {}, version: '2.1' });
    expect(nearestUnit({ marches: {}, version: '2' }, valid, '', '/version', [])).toBe(valid[1]?.root);
  });

  test('is missing where no valid file has that list, or where a value of another form stands there', () => {
    const valid = validOf(null, 'texte', { marches: { marche: { a: 1 } } }, { marches: [{ a: 1 }] });
    expect(nearestUnit({ a: 1 }, valid, `${LIST}/0`, '/a', [])).toBeUndefined();
    expect(nearestUnit({ a: 1 }, [], `${LIST}/0`, '/a', [])).toBeUndefined();
  });
});

describe('a value that is fixed', () => {
  const VALUE = { a: { 'b/c': 1 }, list: ['x', 'y', 'z'] };

  test.each<[title: string, pointer: string, right: unknown, expected: unknown]>([
    ['has another value at a pointer with an escape', '/a/b~1c', 2, { ...VALUE, a: { 'b/c': 2 } }],
    ['lacks an item, and those after it move up', '/list/1', undefined, { ...VALUE, list: ['x', 'z'] }],
    ['stays as it is where nothing is around the pointer', '/none/b', 1, VALUE],
  ])('%s', (_, pointer, right, expected) => {
    const before = structuredClone(VALUE);
    expect(patched(VALUE, pointer, right)).toEqual(expected);
    expect(VALUE).toEqual(before);
  });
});

test('the names of a block are those of all valid records, each once, and a text or null in its place has none', () => {
  const records: object[] = [
    { lieu: { code: 1, nom: 2 } },
    { lieu: { nom: 3, toString: 4 } },
    { lieu: null },
    { lieu: 'Paris' },
    {},
  ];
  expect(namesAt(validOf(fileOf(...records)), `${LIST}/3`, '/lieu')).toEqual(['code', 'nom', 'toString']);
});

test('a file that is a list is compared as a whole or by its records, whichever is asked first', () => {
  const records = [{ name: 'one' }, { name: 'two' }];
  const valid = validOf(records);
  expect(nearestUnit(records, valid, '', '', [])).toEqual(records);
  expect(nearestUnit({ name: 'two' }, valid, '/0', '/name', [])).toEqual({ name: 'two' });
  expect(nearestUnit(records, valid, '', '', [])).toEqual(records);
});
