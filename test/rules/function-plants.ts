/** Faults planted in the functions: the known answers, or a law, must notice each. */
import type { Functions, LAWS } from './function-laws.ts';

export type Plant = { name: string; notice: 'cases' | keyof typeof LAWS; plant: (f: Functions) => Partial<Functions> };

const ONE_DIGIT = 'changing one digit of a valid SIREN or SIRET makes it invalid';
const POSTE = 'the SIRETs of La Poste are those whose digits add up to a multiple of five, and the head office';
const VAT = 'a SIREN has one French VAT number with a key of digits: the key and SIREN12 are the same modulo 97';
const CPV = 'each CPV code of the list exists with and without key, and is what its root leads to';
const DAYS = 'jour counts the days as Date.UTC does, and isDay knows them, from 0000-01-01 to 9999-12-31';
const ROLLS = 'a month or a day too many rolls over in jour, as in Date.UTC, and is no day';
const ADDED = 'as many months are begun as were added';
const LEAST = 'the months begun are the least that reach the day';
const DECIMALS = 'a number written with k decimals, the last not 0, has k';
const DIGITS = 'the integer part begins with its own digits, and its digits are counted';
const FIRST = 'premier is the first of the texts in the order of their code points';
const COUNT = 'codePoints counts as the iterator of texts does';

const sum = (text: string): number => [...text].reduce((total, digit) => total + Number(digit), 0);
const key = (root: string): string => String([3, 7, 1, 3, 7, 1, 3, 7].reduce((s, w, i) => s + w * Number(root[i]), 0) % 10);
const parts = (date: string): number[] => date.split('-').map(Number);
const months = (a: string, b: string): number => (parts(b)[0]! - parts(a)[0]!) * 12 + parts(b)[1]! - parts(a)[1]!;
const isPoste = (text: string): boolean => /^356000000[0-9]{5}$/.test(text);

/** Months begun as the dates of JavaScript add months: 31 January + 1 month = 2 or 3 March. */
function rolling(a: string, b: string): number {
  const [year = 0, month = 0, day = 0] = parts(a);
  let n = months(a, b) - 2;
  while (Date.UTC(year, month - 1 + n, day) < Date.parse(b)) n += 1;
  return n;
}

export const PLANTS: readonly Plant[] = [
  ...(['cases', POSTE] as const).map((notice) => ({
    name: 'La Poste without its exception',
    notice,
    plant: (f: Functions) => ({ siretValide: (s: string) => (isPoste(s) ? f.luhnValide(s) : f.siretValide(s)) }),
  })),
  ...(['cases', POSTE] as const).map((notice) => ({
    name: 'La Poste with either key',
    notice,
    plant: (f: Functions) => ({ siretValide: (s: string) => f.siretValide(s) || (isPoste(s) && f.luhnValide(s)) }),
  })),
  {
    name: 'the head office of La Poste judged as its other establishments',
    notice: 'cases',
    plant: (f) => ({ siretValide: (s) => (isPoste(s) ? sum(s) % 5 === 0 : f.siretValide(s)) }),
  },
  {
    name: 'fourteen zeros accepted',
    notice: 'cases',
    plant: (f) => ({ siretValide: (s) => f.siretValide(s) || /^0{14}$/.test(s) }),
  },
  { name: 'a SIRET by its form alone', notice: ONE_DIGIT, plant: () => ({ siretValide: (s) => /^\d{14}$/.test(s) }) },
  { name: 'a SIRET by its SIREN', notice: ONE_DIGIT, plant: (f) => ({ siretValide: (s) => f.sirenValide(s.slice(0, 9)) }) },
  { name: 'a plain sum for Luhn', notice: ONE_DIGIT, plant: () => ({ sirenValide: (s) => sum(s) % 10 === 0 }) },
  {
    name: 'Luhn by digits doubled from the left',
    notice: ONE_DIGIT,
    plant: (f) => ({ luhnValide: (s) => f.luhnValide(`${s}0`) }),
  },
  {
    name: 'spaces taken out of a SIRET',
    notice: 'cases',
    plant: (f) => ({ siretValide: (s) => f.siretValide(s.replaceAll(' ', '')) }),
  },
  { name: 'a French key that is not computed', notice: VAT, plant: () => ({ tvaValide: (s) => /^FR[0-9]{11}$/.test(s) }) },
  {
    name: 'a French key that does not look at the SIREN',
    notice: 'cases',
    plant: (f) => ({
      tvaValide: (s) => f.tvaValide(s) || (/^FR\d{11}$/.test(s) && BigInt(`${s.slice(4)}12`) % 97n === BigInt(s.slice(2, 4))),
    }),
  },
  {
    name: 'Monaco forgotten',
    notice: 'cases',
    plant: (f) => ({ tvaValide: (s) => f.tvaValide(s) && (!/^FR\d{11}$/.test(s) || f.sirenValide(s.slice(4))) }),
  },
  {
    name: 'a key of letters refused',
    notice: 'cases',
    plant: (f) => ({ tvaValide: (s) => f.tvaValide(s) && !/^FR.?[A-Z]/.test(s) }),
  },
  { name: 'small letters accepted', notice: 'cases', plant: (f) => ({ tvaValide: (s) => f.tvaValide(s.toUpperCase()) }) },
  { name: 'spaces accepted', notice: 'cases', plant: (f) => ({ tvaValide: (s) => f.tvaValide(s.replaceAll(' ', '')) }) },
  {
    name: 'GR for Greece',
    notice: 'cases',
    plant: (f) => ({ tvaValide: (s) => f.tvaValide(s.replace(/^GR/, 'EL')) }),
  },
  {
    name: 'a CPV key that is computed',
    notice: CPV,
    plant: (f) => ({ cpvCle: (c) => (f.cpvExiste(c) ? `${c.slice(0, 8)}-${key(c)}` : '') }),
  },
  {
    name: 'a CPV code with a wrong key that does not exist',
    notice: 'cases',
    plant: (f) => ({ cpvExiste: (c) => f.cpvExiste(c) && (c.length === 8 || f.cpvCle(c) === c) }),
  },
  { name: 'any tail after a CPV root', notice: 'cases', plant: (f) => ({ cpvExiste: (c) => f.cpvExiste(c.slice(0, 8)) }) },
  {
    name: 'the arrondissements of Paris, Lyon and Marseille unknown',
    notice: 'cases',
    plant: (f) => ({ nomenclature: (n, c) => f.nomenclature(n, c) && !/^(751|132|6938)/.test(c) }),
  },
  { name: 'any list known', notice: 'cases', plant: (f) => ({ nomenclature: (n, c) => f.nomenclature(n, c) || n in {} }) },
  {
    name: 'years before 100 taken for those of the 1900s',
    notice: DAYS,
    plant: () => ({ jour: (d) => Date.UTC(parts(d)[0]!, parts(d)[1]! - 1, parts(d)[2]) / 86_400_000 }),
  },
  {
    name: 'a leap year every four years',
    notice: DAYS,
    plant: (f) => ({ jour: (d) => f.jour(d) + (d < '1900-03-01' ? -1 : 0) }),
  },
  { name: 'no more than twelve months', notice: ROLLS, plant: (f) => ({ jour: (d) => (parts(d)[1]! > 12 ? 0 : f.jour(d)) }) },
  {
    name: '31 days a month',
    notice: ROLLS,
    plant: () => ({ isDay: (d) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(d) }),
  },
  { name: 'a day with its time zone', notice: 'cases', plant: (f) => ({ isDay: (d) => f.isDay(d.slice(0, 10)) }) },
  { name: 'month ends that roll over into the next month', notice: 'cases', plant: () => ({ moisEntre: rolling }) },
  ...(['cases', LEAST] as const).map((notice) => ({
    name: 'months counted by their names',
    notice,
    plant: () => ({ moisEntre: months }),
  })),
  {
    name: 'a month begun on its first day',
    notice: ADDED,
    plant: () => ({ moisEntre: (a, b) => months(a, b) + (parts(b)[2]! >= parts(a)[2]! ? 1 : 0) }),
  },
  { name: 'the order of UTF-16', notice: FIRST, plant: () => ({ premier: (list) => [...list].sort()[0] ?? '' }) },
  { name: 'the first as written', notice: 'cases', plant: () => ({ premier: (list) => list[0] ?? '' }) },
  { name: 'the length in UTF-16', notice: COUNT, plant: () => ({ codePoints: (s) => s.length }) },
  { name: 'the floor below', notice: 'cases', plant: () => ({ partieEntiere: Math.floor }) },
  { name: 'the nearest integer', notice: DIGITS, plant: () => ({ partieEntiere: Math.round }) },
  {
    name: 'decimals counted in the text with its exponent',
    notice: DECIMALS,
    plant: () => ({ decimales: (x) => String(x).split('.')[1]?.length ?? 0 }),
  },
  {
    name: 'decimals counted as repeated digits',
    notice: 'cases',
    plant: (f) => ({ chiffreRepete: (x) => f.chiffreRepete(Number(String(x).replace('.', ''))) }),
  },
  {
    name: 'zeros counted as repeated digits',
    notice: 'cases',
    plant: (f) => ({ chiffreRepete: (x) => Math.max(f.chiffreRepete(x), String(Math.trunc(x)).split('0').length - 1) }),
  },
  { name: 'the digits with their exponent', notice: 'cases', plant: () => ({ commencePar: (x, s) => String(x).startsWith(s) }) },
  { name: 'digits anywhere', notice: DIGITS, plant: () => ({ commencePar: (x, s) => s.startsWith(String(Math.trunc(x))) }) },
];
