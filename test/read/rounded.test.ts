import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKept } from '../../packages/base/src/digits.ts';
import { readChunks } from '../../src/read/json/read-json.ts';
import type { RoundedNumber } from '../../src/read/record.ts';
import { bytesOf, inChunks } from './helpers.ts';

test.each([
  ...['0', '-0', '0.0', '1', '10', '1.50', '0.1', '1e3', '1E+3', '-12.5e-1', '0.30000000000000004', '9007199254740992'],
  ...['1.1000000000000001', '0.10000000000000001', '5.5999999999999996', '-1234.5599999999999'],
  ...['999999999999999', '123456789012345.0', '1e22', '1e-320', '00012', '+5', '100000000000000000000', '0e999'],
])('%s is kept', (text) => {
  expect(isKept(text, Number(text))).toBe(true);
});

test.each([
  ...['9007199254740993', '12345678901234567890', '0.1234567890123456789', '-0.10000000000000000001', '1e-400'],
  ...['1.0000000000000000001', '0.99999999999999999999', '1e400', '123456789012345678e5'],
])('%s is not kept', (text) => {
  expect(isKept(text, Number(text))).toBe(false);
});

test('a number is kept as it is written again', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => isKept(String(value), value)));
});

describe('a record of JSON', () => {
  const roundedIn = (record: string, size = 7): RoundedNumber[] => {
    const rounded: RoundedNumber[] = [];
    for (const event of readChunks(inChunks(bytesOf(`{"marches":{"marche":[ ${record} ]}}`), [size])))
      if (event.type === 'record') rounded.push(...(event.rounded?.() ?? []));
    return rounded;
  };

  test.each([
    ['{"montant":12345678901234567890}', [['/montant', '12345678901234567890']]],
    ['{"é":"ü","montant": -0.1234567890123456789 ,"x":1}', [['/montant', '-0.1234567890123456789']]],
    ['{"a/b":[1,{"~":[0.10000000000000000001]}]}', [['/a~1b/1/~0/0', '0.10000000000000000001']]],
    ['{"montant":1e-400,"x":2e5}', [['/montant', '1e-400']]],
    ['9007199254740993', [['', '9007199254740993']]],
    ['{"x":9007199254740993,"x":1}', []],
    ['{"id":"12345678901234567890","objet":"de 1, 12345678901234567890, à","montant":1000}', []],
    ['{"montant":123456789012345000000,"x":0.50000000000000000}', []],
    // A number that is infinite is refused by the schema.
    ['{"montant":1e400}', []],
  ])('%s', (record, expected) => {
    expect(roundedIn(record).map(({ pointer, text }) => [pointer, text])).toEqual(expected);
    expect(roundedIn(record, 1 << 16)).toEqual(roundedIn(record));
  });

  test('has none where its text is written from its value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => roundedIn(JSON.stringify({ value })).length === 0));
  });
});
