import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TVA_FORMS } from '../../src/model/tva.ts';
import { ruleFunctions } from '../../src/rules/functions.ts';
import { readNomenclatures } from '../../src/rules/read-nomenclatures.node.ts';
import { CASES, type Case, VAT } from './function-cases.ts';
import { files, type Functions, functions, LAWS, nomenclatures } from './function-laws.ts';
import { PLANTS } from './function-plants.ts';
import { draws, NIGHT, TIER } from '../support/tier.ts';
import { NOMENCLATURE_NAMES, type Nomenclatures } from '../../src/rules/nomenclature-names.ts';
import { anyCharacter } from '../support/any-character.ts';

const called = (f: Functions, [name, args]: Case): unknown => (f[name] as (...args: readonly unknown[]) => unknown)(...args);

function checkCases(f: Functions): void {
  for (const found of CASES) expect(called(f, found), `${found[0]}(${JSON.stringify(found[1])})`).toBe(found[2]);
}

describe('the functions of rules', () => {
  test.each(CASES.map((found) => [found[0], JSON.stringify(found[1]), found[2], found] as const))(
    '%s%s is %j',
    (_name, _args, answer, found) => expect(called(functions, found)).toBe(answer),
  );

  test.each(Object.entries(LAWS))('%s', (_name, law) => law(functions));

  // Among few draws some are not.
  test.skipIf(TIER === 'fast').each(PLANTS)('$name is noticed: $notice', ({ notice, plant }) => {
    const planted = { ...functions, ...plant(functions) };
    expect(() => (notice === 'cases' ? checkCases(planted) : LAWS[notice](planted))).toThrow();
  });

  test('each function has known answers, and each but the constant one a planted fault', () => {
    const names = Object.keys(functions).sort();
    expect([...new Set(CASES.map(([name]) => name))].sort()).toEqual(names);
    const planted = new Set(PLANTS.flatMap(({ plant }) => Object.keys(plant(functions))));
    expect(names.filter((name) => !planted.has(name))).toEqual(['aujourdhui']);
  });

  test('each law has a planted fault', () => {
    const noticing = new Set<string>(PLANTS.map(({ notice }) => notice));
    expect(Object.keys(LAWS).filter((name) => !noticing.has(name))).toEqual([]);
  });

  test('VAT numbers of the 27 member States and Northern Ireland are known, each with right and wrong ones', () => {
    expect(Object.keys(VAT)).toHaveLength(28);
    expect([...TVA_FORMS.keys(), 'FR'].sort()).toEqual(Object.keys(VAT).sort());
  });
});

describe('any value', () => {
  const { aujourdhui, premier, nomenclature, moisEntre, partieEntiere, chiffreRepete, decimales, commencePar, ...ofText } =
    functions;

  test('is answered, never thrown at', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.stringMatching(/^[0-9A-Z+*-]{0,15}$/),
      fc.constantFrom('__proto__'),
    );
    fc.assert(
      fc.property(text, text, fc.oneof(fc.double(), fc.bigInt().map(Number)), (a, b, x) => {
        for (const f of Object.values(ofText)) expect(['boolean', 'string', 'number']).toContain(typeof f(a));
        expect([typeof nomenclature(a, b), typeof premier([a, b])]).toEqual(['boolean', 'string']);
        for (const count of [moisEntre(a, b), chiffreRepete(x), decimales(x)]) expect(Number.isInteger(count)).toBe(true);
        expect(Object.is(partieEntiere(x), -0)).toBe(false);
        expect(typeof commencePar(x, a)).toBe('boolean');
      }),
      { numRuns: draws(2000, 10_000) },
    );
  });

  const UNITS = TIER === 'fast' ? ['9'] : ['9', '0', ' ', 'é', '\uD83D'];

  const MILLIONS = NIGHT ? 16 : 4;

  test.each(UNITS)(`is cheap to answer when it is ${MILLIONS} million times %j`, (unit) => {
    const long = unit.repeat(MILLIONS << 20) + '1';
    for (const f of Object.values(ofText)) f(long);
    for (const name of NOMENCLATURE_NAMES) nomenclature(name, long);
    moisEntre(long, `2024-02-29${long}`);
    commencePar(1e300, long);
    premier([long, `${long}2`]);
    // Two of them must look at the whole text; one whose work grew faster than its length would never end.
    expect(aujourdhui()).toBe('2031-05-17');
  });
});

describe('the nomenclatures of rules', () => {
  test('are the lists that rules may name, and the CPV, without a repeated code', () => {
    expect(Object.keys(nomenclatures).sort()).toEqual(['cpv', ...NOMENCLATURE_NAMES].sort());
    const sizes = Object.entries(nomenclatures).map(([name, codes]) => [name, codes.length, new Set(codes).size]);
    expect(Object.fromEntries(sizes.map(([name, length]) => [name, length]))).toEqual({
      cpv: 9454,
      'cog-communes': 39254,
      'cog-departements': 109,
      'cog-regions': 26,
      'cog-arrondissements': 333,
      'pays-alpha2': 250,
      'pays-alpha3': 250,
    });
    expect(sizes.filter(([, length, distinct]) => length !== distinct)).toEqual([]);
  });

  test('are the same after JSON', () => {
    expect(JSON.parse(JSON.stringify(nomenclatures))).toEqual(nomenclatures);
  });

  test('come from the newest edition, whatever the order of the files', () => {
    const region = (code: string) => `code,libelle,zone\n${code},"Une, région",metro\n`;
    for (const editions of [
      ['2031', '2019'],
      ['2019', '2031'],
    ]) {
      const more = editions.map((year) => [`cog-${year}-regions.csv`, region(year)] as const);
      expect(readNomenclatures(new Map([...files, ...more]))['cog-regions']).toEqual(['2031']);
    }
  });

  test.each([
    ['no file of a list', 'cpv-2008.csv', undefined, /no file whose name matches/],
    ['no column of codes', 'cpv-2008.csv', 'key,libelle\n1,a\n', /cpv-2008\.csv.*“code”/],
    ['a line too long', 'pays-iso-3166.csv', 'alpha2,alpha3\nFR,FRA,250\n', /pays-iso-3166\.csv.*regular CSV/],
    ['an empty file', 'pays-iso-3166.csv', '', /“alpha2”/],
  ])('cannot be read with %s, and the error says so', (_fault, name, text, sentence) => {
    const faulty = new Map([...files].filter(([file]) => file !== name));
    if (text !== undefined) faulty.set(name, text);
    expect(() => readNomenclatures(faulty)).toThrow(sentence);
  });

  test('are asked only when a rule needs them, and once for many files', () => {
    const asked: string[] = [];
    const watched = new Proxy<Nomenclatures>(nomenclatures, {
      get: (target, name: string) => (asked.push(name), target[name]),
    });
    for (const today of ['2031-05-17', '2031-05-18']) {
      const f = ruleFunctions(watched, today);
      expect(f.aujourdhui()).toBe(today);
      if (today.endsWith('17')) expect(asked).toEqual([]);
      expect([f.cpvCle('30192000'), f.cpvExiste('30192000'), f.nomenclature('pays-alpha2', 'FR')]).toEqual([
        '30192000-1',
        true,
        true,
      ]);
    }
    expect(asked).toEqual(['cpv', 'pays-alpha2']);
  });

  test('that do not have a list know no code of it', () => {
    const f = ruleFunctions({}, '2031-05-17');
    expect([f.cpvExiste('30192000'), f.cpvCle('30192000'), f.nomenclature('pays-alpha2', 'FR')]).toEqual([false, '', false]);
  });
});
