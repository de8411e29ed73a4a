import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, type Exports, type Fault, INPUT } from './compile.ts';
import { anyCharacter } from '../support/any-character.ts';

const SEED = 6;

/** What WebAssembly says of bytes, between others that must not count. */
function byWasm(exports: Exports, bytes: Uint8Array, shift = 0): boolean {
  const memory = new Uint8Array(exports.memory.buffer);
  const at = INPUT + shift;
  memory.fill(0x80, at - 16, at + bytes.length + 16);
  memory.set(bytes, at);
  return exports['isUtf8']!(at, at + bytes.length) !== 0;
}

const around = (bytes: readonly number[], before: number, after: number): Uint8Array =>
  Uint8Array.from([...Array<number>(before).fill(0x61), ...bytes, ...Array<number>(after).fill(0x62)]);

/** Bytes at the bounds of what each place of a character may hold. */
const NEAR = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef];
const EDGES = [...NEAR, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];

const pairs = (bytes: readonly number[]): [number, number][] => bytes.flatMap((a) => bytes.map((b): [number, number] => [a, b]));

/** Faults, with bytes that show each. */
const FAULTS: readonly (readonly [name: string, Fault, Uint8Array])[] = [
  [
    'a surrogate',
    { file: 'utf8.ts', inPlaceOf: 'const SURROGATE: u8 = 16', put: 'const SURROGATE: u8 = 0' },
    Uint8Array.of(0xed, 0xa0, 0x80),
  ],
  [
    'a slash of two bytes',
    { file: 'utf8.ts', inPlaceOf: 'const OVERLONG_2: u8 = 32', put: 'const OVERLONG_2: u8 = 0' },
    Uint8Array.of(0xc0, 0xaf),
  ],
  [
    'U+110000',
    { file: 'utf8.ts', inPlaceOf: 'const TOO_LARGE: u8 = 8', put: 'const TOO_LARGE: u8 = 0' },
    Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
  ],
  [
    'a character cut short by ASCII',
    { file: 'utf8.ts', inPlaceOf: 'isAscii(v128.or(block, before))', put: 'isAscii(block)' },
    around([0xc3], 15, 40),
  ],
  [
    'an end without its last byte',
    { file: 'utf8.ts', inPlaceOf: 'v128.or(errors, errorsOf(rest, before))', put: 'errors' },
    around([0xc3], 15, 0),
  ],
];

let wasm: Exports;
let faulty: Exports[];
beforeAll(async () => {
  [wasm, ...faulty] = (await compile(
    ['utf8'],
    FAULTS.map(([, fault]) => fault),
  )) as [Exports, ...Exports[]];
});

describe('bytes are sound UTF-8 exactly when Node says so', () => {
  test('all sequences of one and two bytes', () => {
    for (let first = 0; first < 256; first++) {
      if (byWasm(wasm, Uint8Array.of(first)) !== isUtf8(Uint8Array.of(first))) expect.fail(String(first));
      for (let second = 0; second < 256; second++) {
        const bytes = Uint8Array.of(first, second);
        if (byWasm(wasm, bytes) !== isUtf8(bytes)) expect.fail(`${first} ${second}`);
      }
    }
  });

  test('all sequences of four bytes that are near a bound, at the end of a block, across two, and at the end', () => {
    for (const first of pairs(EDGES))
      for (const [c, d] of pairs(EDGES)) {
        const [before, after] = [12 + ((first[0] + first[1] + c + d) % 5), d % 2 === 0 ? 0 : 70];
        const bytes = around([...first, c, d], before, after);
        if (byWasm(wasm, bytes) !== isUtf8(bytes)) expect.fail(`${before} × a, ${[...first, c, d].join(' ')}, ${after} × b`);
      }
  });

  test('texts, and texts with a byte changed or cut', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: anyCharacter, maxLength: 60 }));
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(255), fc.nat(15), (text, at, byte, shift) => {
        const bytes = new TextEncoder().encode(text);
        expect(byWasm(wasm, bytes, shift)).toBe(true);
        const cut = bytes.subarray(0, at % (bytes.length + 1));
        expect(byWasm(wasm, cut, shift)).toBe(isUtf8(cut));
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        expect(byWasm(wasm, bytes, shift)).toBe(isUtf8(bytes));
      }),
      { numRuns: 5000, seed: SEED },
    );
  });
});

test.each(FAULTS.map(([name, , bytes], number) => ({ name, bytes, number })))(
  'these tests find $name that is let through',
  ({ bytes, number }) => {
    expect([byWasm(wasm, bytes), isUtf8(bytes)]).toEqual([false, false]);
    expect(byWasm(faulty[number]!, bytes)).toBe(true);
  },
);
