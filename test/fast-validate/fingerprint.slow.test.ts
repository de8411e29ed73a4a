import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeWords } from '../../packages/fast-validate/src/machine.ts';
import { HASH_WORDS } from '../../src/validate/hash.ts';
import { hashValue } from '../../src/validate/hash-value.ts';
import { compile, type Exports, type Fault, INPUT } from './compile.ts';
import { anyCharacter } from '../support/any-character.ts';

const SEED = 6;

/** The fingerprints that a compiled module makes. */
class Wasm {
  readonly #exports: Exports;
  readonly #bytes: Uint8Array;

  constructor(exports: Exports) {
    this.#exports = exports;
    this.#bytes = new Uint8Array(exports.memory.buffer);
    writeWords(new Uint32Array(exports.memory.buffer), exports['constants']!(), HASH_WORDS);
  }

  /** Of the value that a JSON text stands for; undefined where it cannot. What comes after the text must not count. */
  ofText(text: string, at = INPUT): string | undefined {
    const to = this.#write(text, at);
    return this.#exports['fingerprint']!(at, to) ? this.#result() : undefined;
  }

  /** Of the list of these values, one after the other. */
  ofKey(values: readonly (string | number | boolean)[]): string {
    this.#exports['startKey']!();
    for (const value of values) {
      if (typeof value === 'string') this.#exports['addText']!(INPUT, this.#write(value, INPUT));
      else if (typeof value === 'number') this.#exports['addNumber']!(value);
      else this.#exports['addBool']!(Number(value));
    }
    this.#exports['endKey']!();
    return this.#result();
  }

  #write(text: string, at: number): number {
    const bytes = new TextEncoder().encode(text);
    this.#bytes.set(bytes, at);
    this.#bytes.fill(0x22, at + bytes.length, at + bytes.length + 16);
    return at + bytes.length;
  }

  #result(): string {
    return new Uint32Array(this.#exports.memory.buffer, this.#exports['fingerprintAt']!(), 4).join();
  }
}

const byJavaScript = (value: unknown): string => hashValue(value).join();

/** Faults, with a text that shows each. */
const FAULTS: readonly (readonly [name: string, Fault, string])[] = [
  [
    'a rotation that is not that of JavaScript',
    { file: 'hash.ts', inPlaceOf: 'by24, by24, 2, 3, 0, 1', put: 'by24, by24, 1, 2, 3, 0' },
    '"a"',
  ],
  ['bytes after the end that count', { file: 'hash.ts', inPlaceOf: 'KEEP + 16 - size', put: 'KEEP + 15 - size' }, '"abcd"'],
  [
    'blocks that are not stirred',
    { file: 'hash.ts', inPlaceOf: 'i32x4.shr_u(k, 15));\n}\n\n/** The last', put: 'k);\n}\n\n/** The last' },
    `"${'a'.repeat(20)}"`,
  ],
  ['-0 that is not 0', { file: 'hash.ts', inPlaceOf: 'f64x2(value + 0, 0)', put: 'f64x2(-value, 0)' }, '0'],
  ['digits that a double has not', { file: 'fingerprint.ts', inPlaceOf: 'digits <= EXACT &&', put: '' }, '9007199254740993e1'],
  [
    'an exponent added with the wrong sign',
    { file: 'fingerprint.ts', inPlaceOf: 'return negative ? -power', put: 'return negative ? power' },
    '12e-1',
  ],
  ['\\t taken for t', { file: 'hash.ts', inPlaceOf: 'letter == 0x74 ? 9 :', put: 'letter == 0x75 ? 9 :' }, '"a\\tb"'],
  ['halves of a pair written apart', { file: 'hash.ts', inPlaceOf: '== 0xd800', put: '== 0xd801' }, '"\\ud83d\\ude00"'],
  [
    'what is decoded beyond a block and lost',
    { file: 'hash.ts', inPlaceOf: 'v128.store(DECODED, v128.load(DECODED, 16));', put: '' },
    `"\\n${'a'.repeat(30)}b"`,
  ],
];

let wasm: Wasm;
let faulty: Wasm[];
beforeAll(async () => {
  const compiled = await compile(
    ['hash', 'fingerprint'],
    FAULTS.map(([, fault]) => fault),
  );
  [wasm, ...faulty] = compiled.map((exports) => new Wasm(exports)) as [Wasm, ...Wasm[]];
});

/** Values as records have them, and as nobody has them. */
const texts = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.string({ unit: 'grapheme', maxLength: 70 }),
  fc.string({
    unit: fc.constantFrom('a', 'é', '’', '😀', '"', '\\', '\n', '\u0000', '\ud83d', '\ude00', '\ufffd'),
    maxLength: 40,
  }),
  fc.string({ unit: anyCharacter, maxLength: 40 }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.integer({ min: 0, max: 2_000_000_000 }).map((cents) => cents / 100),
  fc.constantFrom(0, -0, 0.1, 1e21, 1e22, 123456.789, 2 ** 53, -(2 ** 53), 1e-7),
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    texts,
    numbers,
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 5 }),
  ),
}));

/** A JSON text of a value as anybody may write it: escapes that need not be, white space, numbers of another form. */
function written(value: unknown, choice: () => number): string {
  const blank = (): string => ['', '', '', ' ', '\n', '\r\n\t', ' '.repeat(choice() % 40)][choice() % 7]!;
  if (typeof value === 'string') return writtenText(value, choice);
  if (typeof value === 'number') return writtenNumber(value, choice);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value))
    return `[${value.map((item) => `${blank()}${written(item, choice)}${blank()}`).join(',') || blank()}]`;
  const members = Object.entries(value).map(
    ([key, inner]) => `${blank()}${writtenText(key, choice)}${blank()}:${blank()}${written(inner, choice)}${blank()}`,
  );
  if (choice() % 2 === 0) members.reverse();
  return `{${members.join(',') || blank()}}`;
}

function writtenText(text: string, choice: () => number): string {
  const plain = JSON.stringify(text);
  if (choice() % 2 === 0) return plain;
  const units = text.split('').map((unit) => {
    const escape = `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return choice() % 3 === 0
      ? choice() % 2 === 0
        ? escape
        : escape.toUpperCase().replace('U', 'u')
      : JSON.stringify(unit).slice(1, -1);
  });
  // A pair may not be half escaped and half not: split gave its halves, which only escapes can write.
  return `"${units.join('').replaceAll('/', choice() % 2 === 0 ? '/' : '\\/')}"`;
}

function writtenNumber(value: number, choice: () => number): string {
  const forms = [String(value), JSON.stringify(value), value.toExponential(), value.toExponential().replace('e', 'E')];
  if (Number.isInteger(value) && Math.abs(value) < 1e9) forms.push(`${value}.0`, `${value}.00E+00`, `${value}.0e0`);
  const form = Object.is(value, -0) ? '-0' : forms[choice() % forms.length]!;
  return form;
}

describe('the fingerprint made of bytes', () => {
  test('is the one made of the parsed value, however it is written', () => {
    let unread = 0;
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat(1 << 20)), fc.nat(15), (value, choices, shift) => {
        const text = written(value, () => choices.next().value as number);
        const made = wasm.ofText(text, INPUT + shift);
        if (made === undefined) unread++;
        else expect(made).toBe(byJavaScript(JSON.parse(text)));
      }),
      { numRuns: 5000, seed: SEED },
    );
    expect(unread).toBeLessThan(50);
  });

  test('is that of the text at every length and every place of a character of two, three, four bytes or an escape', () => {
    for (const inner of [
      '',
      'é',
      '’',
      '😀',
      '\\"',
      '\\\\',
      '\\u00e9',
      '\\ud83d\\ude00',
      '\\ud83d',
      '\\ude00\\ud83d',
      '\\ud83dx',
      '\\ud83d\\n',
    ])
      for (let length = 0; length <= 50; length++)
        for (let at = 0; at <= length; at += 1 + (length >> 4)) {
          const text = `"${'a'.repeat(at)}${inner}${'b'.repeat(length - at)}"`;
          expect(wasm.ofText(text)).toBe(byJavaScript(JSON.parse(text)));
        }
  });

  test('is that of texts longer than what JavaScript encodes at once, with pairs across its pieces', () => {
    for (const unit of ['a', 'é', '’', '😀', '\ud83d'])
      for (const length of [511, 512, 1023, 1024, 1025, 2047, 2048, 2049, 5000]) {
        const text = JSON.stringify(`x${unit.repeat(length)}`);
        expect(wasm.ofText(text)).toBe(byJavaScript(JSON.parse(text)));
      }
  });

  test.each([
    ...['0', '-0', '0.0', '-0.0e5', '0e999', '12.0', '12', '1.2e1', '120e-1', '0.1', '-0.1', '1e22', '1e-22', '123456789012345'],
    ...['9007199254740992', '9007199254740991', '9007199254740991e-22', '0.000001', '1E+2', '767919.9', '-1.5e-3'],
  ])('reads the number %s', (text) => {
    expect(wasm.ofText(text)).toBe(byJavaScript(JSON.parse(text)));
    expect(wasm.ofText(`[${text}]`)).toBe(byJavaScript([JSON.parse(text)]));
  });

  test.each([
    '9007199254740993',
    '1e23',
    '1e-23',
    '0.30000000000000004',
    '0.30000000000000000',
    '1e999',
    '1e99999999999',
    '123456789012345678901',
    '1e4294967297',
  ])('leaves the number %s to JavaScript', (text) => {
    expect(wasm.ofText(text)).toBeUndefined();
    expect(wasm.ofText(`{"a":[${text}]}`)).toBeUndefined();
  });

  test('leaves very deep values to JavaScript, and makes others again after them', () => {
    const deep = (levels: number): string => `${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`;
    expect(wasm.ofText(deep(128))).toBe(byJavaScript(JSON.parse(deep(128))));
    expect(wasm.ofText(deep(129))).toBeUndefined();
    expect(wasm.ofText('[1]')).toBe(byJavaScript([1]));
  });

  test('of a key is that of the list of its values', () => {
    const scalars = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), numbers, fc.boolean());
    fc.assert(
      fc.property(fc.array(scalars, { maxLength: 6 }), (key) => {
        expect(wasm.ofKey(key)).toBe(byJavaScript(key));
      }),
      { numRuns: 1000, seed: SEED },
    );
  });
});

test.each(FAULTS.map(([name, , text], number) => ({ name, text, number })))('these tests find $name', ({ text, number }) => {
  const right = byJavaScript(JSON.parse(text));
  expect([right, undefined]).toContain(wasm.ofText(text));
  expect([right, undefined]).not.toContain(faulty[number]!.ofText(text));
});
