/** Laws of the functions of rules, against independent computations. Each throws when the functions do not keep it. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type RuleFunctions, ruleFunctions } from '../../src/rules/functions.ts';
import { isDay } from '../../packages/base/src/days.ts';
import { codePoints } from '../../src/rules/functions/texts.ts';
import { readNomenclatures } from '../../src/rules/read-nomenclatures.node.ts';
import { readText } from '../support/engine.ts';
import { draws } from '../support/tier.ts';

export type Functions = RuleFunctions & { isDay: typeof isDay; codePoints: typeof codePoints };

const FOLDER = new URL('../../schema/nomenclatures/', import.meta.url);
export const files = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name, readText(`schema/nomenclatures/${name}`)]),
);
export const nomenclatures = readNomenclatures(files);
export const functions: Functions = { ...ruleFunctions(nomenclatures, '2031-05-17'), isDay, codePoints };

const DAY = 86_400_000;
const midnight = (year: number, month: number, day: number): Date => new Date(new Date(0).setUTCFullYear(year, month, day));
const text = (date: Date): string => date.toISOString().slice(0, 10);
const daysFrom = (first: Date, last: Date) =>
  fc
    .integer({ min: first.getTime() / DAY, max: last.getTime() / DAY })
    .map((days) => ({ days, date: text(new Date(days * DAY)) }));
const anyDay = daysFrom(midnight(0, 0, 1), midnight(9999, 11, 31));
const usualDay = daysFrom(midnight(1890, 0, 1), midnight(2110, 11, 31));

/** The same day of another month, or its last day. */
function addMonths(date: string, months: number): Date {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = midnight(year, month + months, 0).getUTCDate();
  return midnight(year, month - 1 + months, Math.min(day, last));
}

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
/** The digits followed by Luhn's key. */
const withKey = (rest: string): string =>
  rest + String((10 - ([...rest].reverse().reduce((sum, d, i) => sum + (i % 2 === 0 ? DOUBLED[+d]! : +d), 0) % 10)) % 10);
const siren = digits(8).map(withKey);
const siret = digits(13)
  .map(withKey)
  .filter((number) => !number.startsWith('356000000') && !/^0+$/.test(number));

const change = (number: string, at: number, by: number): string =>
  number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
const by = fc.integer({ min: 1, max: 9 });

const unit = fc.constantFrom('a', 'b', '\uE000', '\uFFFF', '😀', '😁', '\uD83D', '\uDE00');
const byCodePoints = (a: string, b: string): number => {
  const [x, y] = [a, b].map((side) => Array.from(side, (char) => char.codePointAt(0)!));
  const at = x!.findIndex((code, i) => code !== y![i]);
  return at === -1 ? x!.length - y!.length : x![at]! - (y![at] ?? -1);
};
/** Digits that JavaScript keeps all, the first not 0. */
const wholeNumber = fc.stringMatching(/^[1-9][0-9]{0,14}$/);

type Law = (f: Functions) => void;
const law =
  <T>(arbitrary: fc.Arbitrary<T>, holds: (f: Functions, value: T) => void, numRuns = 1000): Law =>
  (f) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        // Not returned: an assertion that holds may return false.
        holds(f, value);
      }),
      { numRuns: draws(numRuns, 5 * numRuns) },
    );
  };

export const LAWS = {
  'changing one digit of a valid SIREN or SIRET makes it invalid': law(
    fc.tuple(siren, siret, fc.nat(8), fc.nat(13), by),
    (f, [nine, fourteen, i, j, step]) => {
      fc.pre(nine !== '000000000');
      expect([f.sirenValide(nine), f.luhnValide(nine), f.sirenValide(change(nine, i, step))]).toEqual([true, true, false]);
      fc.pre(!change(fourteen, j, step).startsWith('356000000'));
      expect([f.siretValide(fourteen), f.luhnValide(fourteen), f.siretValide(change(fourteen, j, step))]).toEqual([
        true,
        true,
        false,
      ]);
    },
  ),
  'the SIRETs of La Poste are those whose digits add up to a multiple of five, and the head office': law(digits(5), (f, nic) => {
    const sum = [...`356000000${nic}`].reduce((total, digit) => total + Number(digit), 0);
    expect(f.siretValide(`356000000${nic}`)).toBe(sum % 5 === 0 || nic === '00048');
  }),
  'a SIREN has one French VAT number with a key of digits: the key and SIREN12 are the same modulo 97': law(
    siren,
    (f, number) => {
      fc.pre(number !== '000000000');
      const keys = Array.from({ length: 100 }, (_, key) => String(key).padStart(2, '0'));
      const right = keys.filter((key) => f.tvaValide(`FR${key}${number}`));
      expect(right.map(BigInt)).toEqual([BigInt(`${number}12`) % 97n]);
    },
    200,
  ),
  'each CPV code of the list exists with and without key, and is what its root leads to': (f) => {
    for (const code of nomenclatures['cpv']!) {
      const root = code.slice(0, 8);
      const wrong = `${root}-${String((Number(code[9]) + 1) % 10)}`;
      const found = [code, root, wrong].filter((way) => f.cpvExiste(way) && f.cpvCle(way) === code);
      if (found.length !== 3) throw new Error(code);
    }
  },
  'jour counts the days as Date.UTC does, and isDay knows them, from 0000-01-01 to 9999-12-31': (f) => {
    law(anyDay, ({ jour, isDay: known }, { days, date }) => expect([jour(date), known(date)]).toEqual([days, true]))(f);
    for (let days = midnight(0, 0, 1).getTime() / DAY; days * DAY <= midnight(9999, 11, 31).getTime(); days += 23) {
      const date = text(new Date(days * DAY));
      if (f.jour(date) !== days || !f.isDay(date)) throw new Error(date);
    }
  },
  'a month or a day too many rolls over in jour, as in Date.UTC, and is no day': law(
    // Half of them at the ends of months, where the calendar is decided.
    fc.tuple(
      fc.nat(9998),
      fc.oneof(fc.nat(99), fc.constantFrom(2, 4, 6, 9, 11)),
      fc.oneof(fc.nat(99), fc.constantFrom(29, 30, 31)),
    ),
    (f, [year, month, day]) => {
      const date = [String(year).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join('-');
      const real = midnight(year, month - 1, day);
      expect(f.jour(date)).toBe(real.getTime() / DAY);
      expect(f.isDay(date)).toBe(real.toISOString().startsWith(`${date}T`));
    },
  ),
  'as many months are begun as were added': law(
    fc.tuple(usualDay, fc.integer({ min: -600, max: 600 })),
    (f, [{ date }, months]) => expect(f.moisEntre(date, text(addMonths(date, months)))).toBe(months),
  ),
  'the months begun are the least that reach the day': law(fc.tuple(usualDay, usualDay), (f, [a, b]) => {
    const months = f.moisEntre(a.date, b.date);
    expect(addMonths(a.date, months).getTime() / DAY).toBeGreaterThanOrEqual(b.days);
    expect(addMonths(a.date, months - 1).getTime() / DAY).toBeLessThan(b.days);
  }),
  'a number written with k decimals, the last not 0, has k': law(
    fc.tuple(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), fc.integer({ min: 1, max: 300 })),
    (f, [n, k]) => {
      fc.pre(n % 10 !== 0);
      expect(f.decimales(Number(`${n}e-${k}`))).toBe(k);
    },
  ),
  'the integer part begins with its own digits, and its digits are counted': law(
    fc.tuple(wholeNumber, fc.nat(99), fc.nat(15)),
    (f, [whole, cents, cut]) => {
      const x = Number(whole.length > 12 ? whole : `${whole}.${String(cents)}`);
      expect(f.partieEntiere(x)).toBe(Number(whole));
      expect(f.commencePar(x, whole.slice(0, cut))).toBe(true);
      expect(f.commencePar(x, `${whole}0`)).toBe(false);
      expect(f.chiffreRepete(x)).toBe(Math.max(...[...'123456789'].map((digit) => whole.split(digit).length - 1)));
    },
  ),
  'premier is the first of the texts in the order of their code points': law(fc.array(fc.string({ unit })), (f, list) =>
    expect(f.premier(list)).toBe([...list].sort(byCodePoints)[0] ?? ''),
  ),
  'codePoints counts as the iterator of texts does': law(fc.string({ unit }), (f, value) =>
    expect(f.codePoints(value)).toBe([...value].length),
  ),
} satisfies Record<string, Law>;
