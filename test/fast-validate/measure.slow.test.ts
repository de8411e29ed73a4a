import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LINES, UNITS } from '../../packages/fast-validate/src/assembly/constants.ts';
import { compile, type Exports, type Fault, INPUT } from './compile.ts';

const SEED = 6;

type Measure = { lines: number; units: number };

/** Line feeds of a text, and UTF-16 units after the last. */
function measured(text: string): Measure {
  const lines = text.split('\n');
  return { lines: lines.length - 1, units: lines.at(-1)!.length };
}

/** The same of its bytes, between others that must not count. */
function byWasm(exports: Exports, text: string, shift = 0): Measure {
  const bytes = new Uint8Array(exports.memory.buffer);
  const encoded = new TextEncoder().encode(text);
  const at = INPUT + shift;
  bytes.fill(0x0a, at - 16, at + encoded.length + 16);
  bytes.set(encoded, at);
  exports['measure']!(at, at + encoded.length);
  const state = new DataView(exports.memory.buffer, exports.STATE.value);
  return { lines: state.getUint32(LINES, true), units: state.getUint32(UNITS, true) };
}

const texts = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\n', '\r\n', '\n\n', '😀', 'é'.repeat(17), '’'),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** Faults, with a text that shows each. */
const FAULTS: readonly (readonly [name: string, Fault, string])[] = [
  ['counts that overflow', { file: 'utf8.ts', inPlaceOf: '127 << 4', put: '257 << 4' }, '\n'.repeat(257 * 16)],
  ['emoji that count once', { file: 'utf8.ts', inPlaceOf: '<i8>0xf0', put: '<i8>0xff' }, '😀'.repeat(16)],
  ['the byte after the end', { file: 'utf8.ts', inPlaceOf: '<i32>(to - at)', put: '<i32>(to - at + 1)' }, 'a'],
  ['a last line that begins too late', { file: 'utf8.ts', inPlaceOf: 'return at + 32', put: 'return at + 33' }, 'a\nb'],
];

let wasm: Exports;
let faulty: Exports[];
beforeAll(async () => {
  [wasm, ...faulty] = (await compile(
    ['utf8', 'state'],
    FAULTS.map(([, fault]) => fault),
  )) as [Exports, ...Exports[]];
});

describe('the measure of bytes', () => {
  test('is that of the text', () => {
    fc.assert(
      fc.property(texts, fc.nat(15), (text, shift) => {
        expect(byWasm(wasm, text, shift)).toEqual(measured(text));
      }),
      { numRuns: 5000, seed: SEED },
    );
  });

  test.each(['a', 'é', '’', '😀', '\n', '\na', '\n😀'])('is that of many %j: no count overflows', (unit) => {
    for (const count of [0, 1, 15, 16, 17, 254 * 16, 255 * 16 + 1, 40_000]) {
      const text = unit.repeat(count);
      expect(byWasm(wasm, text)).toEqual(measured(text));
      expect(byWasm(wasm, `\n${text}`)).toEqual(measured(`\n${text}`));
      expect(byWasm(wasm, `${text}\nb`)).toEqual(measured(`${text}\nb`));
    }
  });
});

test.each(FAULTS.map(([name, , text], number) => ({ name, text, number })))('these tests find $name', ({ text, number }) => {
  expect(byWasm(wasm, text)).toEqual(measured(text));
  expect(byWasm(faulty[number]!, text)).not.toEqual(measured(text));
});
