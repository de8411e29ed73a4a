import { beforeAll, describe, expect, test } from 'vitest';
import { library } from '../../src/rules/library.ts';
import { Random } from '../fidelity/random.ts';
import { CASES, type Case } from '../rules/function-cases.ts';
import { type Functions, functions, LAWS, nomenclatures } from '../rules/function-laws.ts';
import { NOMENCLATURE_NAMES } from '../../src/rules/nomenclature-names.ts';
import { FUNCTION_PLANTS } from './function-plants.ts';
import { type WasmFunctions, wasmFunctions } from './wasm-functions.ts';

let wasm: WasmFunctions;
beforeAll(async () => {
  wasm = await wasmFunctions(FUNCTION_PLANTS);
});

const called = (f: Functions, [name, args]: Case): unknown => (f[name] as (...args: readonly unknown[]) => unknown)(...args);

const OF_TEXT = [
  'siretValide',
  'sirenValide',
  'luhnValide',
  'tvaValide',
  'cpvExiste',
  'cpvCle',
  'isDay',
  'jour',
  'codePoints',
] as const;
const OF_NUMBER = ['partieEntiere', 'chiffreRepete', 'decimales'] as const;
const TEXTS = CASES.flatMap(([, args]) => (args as readonly unknown[]).filter((arg): arg is string => typeof arg === 'string'));

/** A text with one character more, less or changed: for another digit most often. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const char = random.pick([...'0123456789', ...'0123456789', 'A', 'Z', '-', ' ', 'é', '😀', ':', '/']);
  return text.slice(0, at) + random.pick(['', char, char]) + text.slice(at + random.below(2));
}

/** What the tests of the functions in JavaScript do not ask. */
const MORE: Record<string, (wasm: WasmFunctions) => void> = {
  'an integer is cut to 53 bits': ({ int }) => {
    const own = library({}, '');
    for (const x of [0, 1, -1, 2 ** 53 - 1, 2 ** 53, 1e300, -(2 ** 53), -1e300, 12]) expect(int(x)).toBe(own.int(x));
  },
  'two texts are the same where JavaScript says so': ({ same }) => {
    const random = new Random('same');
    for (let i = 0; i < 2000; i++) {
      const text = random.pick(TEXTS);
      const other = random.chance(0.2) ? text : edited(text, random);
      expect(same(text, other), `${text} ${other}`).toBe(text === other);
    }
  },
  'texts near those that are known get the answer of JavaScript': ({ of }) => {
    const random = new Random('texts');
    for (let i = 0; i < 10_000; i++) {
      const text = edited(random.pick(TEXTS), random);
      for (const name of OF_TEXT) if (of[name](text) !== functions[name](text)) throw new Error(`${name}(${text})`);
    }
  },
  'numbers get the answer of JavaScript': ({ of }) => {
    const random = new Random('numbers');
    for (let i = 0; i < 3000; i++) {
      const x = (random.next() - 2 ** 31) * 2 ** (random.below(90) - 45);
      for (const name of OF_NUMBER) if (!Object.is(of[name](x), functions[name](x))) throw new Error(`${name}(${x})`);
      const digits = String(x).slice(0, random.below(5));
      if (of.commencePar(x, digits) !== functions.commencePar(x, digits)) throw new Error(`commencePar(${x}, ${digits})`);
    }
  },
  'amounts of whole cents are reported without JavaScript': ({ of, fallen }) => {
    const random = new Random('cents');
    const before = fallen();
    for (let i = 0; i < 1000; i++) of.decimales((random.next() * random.pick([1, 10, 1000])) / 100);
    expect(fallen()).toBe(before);
  },
  'every code of a nomenclature is known, and none that is near it': ({ of }) => {
    for (const name of NOMENCLATURE_NAMES) {
      const codes = new Set(nomenclatures[name]);
      for (const code of codes) {
        const near = [
          code,
          `${code}0`,
          code.slice(1),
          code.slice(0, -1),
          code.replace(/\d$/, (d) => String((Number(d) + 3) % 10)),
        ];
        for (const other of near) if (of.nomenclature(name, other) !== codes.has(other)) throw new Error(`${name} ${other}`);
      }
    }
  },
};

/** Throws where the functions do not give the known answers, or keep a law. */
function check(wasm: WasmFunctions): void {
  for (const found of CASES) expect(called(wasm.of, found), `${found[0]}(${JSON.stringify(found[1])})`).toBe(found[2]);
  for (const more of Object.values(MORE)) more(wasm);
  for (const law of Object.values(LAWS)) law(wasm.of);
}

describe('the functions of rules in WebAssembly', () => {
  test('give the known answers and keep the laws', () => check(wasm));

  test('leave little to JavaScript', () => {
    const before = wasm.fallen();
    for (const found of CASES) called(wasm.of, found);
    expect(wasm.fallen() - before).toBeLessThan(CASES.length / 10);
  });

  test.each(FUNCTION_PLANTS.map(({ name, file }, number) => ({ name, file, number })))(
    'a fault is noticed: $name ($file)',
    ({ number }) => {
      wasm.wake(number);
      try {
        expect(() => check(wasm)).toThrow();
      } finally {
        wasm.wake(-1);
      }
    },
  );
});
