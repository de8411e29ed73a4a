/** Values near which rules change their mind. */
import type { Random } from '../fidelity/random.ts';
import { NOMENCLATURE_NAMES } from '../../src/rules/nomenclature-names.ts';
import { VAT } from './function-cases.ts';
import { nomenclatures } from './function-laws.ts';
import { RULES } from './rule-texts.ts';

/** The reference day. Examples stand before it, dates move around it. */
export const TODAY = '2025-06-30';

const literals = [...new Set(JSON.stringify(RULES.map(({ on }) => on)).match(/\b\d+(\.\d+)?\b/g))].map(Number);
const whole = literals.filter(Number.isInteger);
const ODD = [
  0,
  1,
  -0,
  12.0,
  0.1 + 0.2,
  0.1,
  0.29,
  123456789.12,
  1234567890,
  111111111.1,
  1e300,
  5e-324,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
];
const ROUND = [1, 2, 12, 1000, 39999.99, 4e4, 1e8, 99999999.99, 1e9, 3e9, 15e9, 222222222, 123123123, 100000000.01];

/** A number that rules may take for another; `seen` are the numbers of the record. */
export function numberNear(random: Random, seen: readonly number[]): number {
  const base = random.pick([random.pick(literals), random.pick(ODD), random.pick(ROUND), random.pick(seen)]);
  return random.pick([base, base, base - 1, base + 1, base * (1 + 2 ** -52), base * 10, base / 10, base + 0.001, base - 0.01]);
}

const HUGE = [2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 60, 1e300];

export function integerNear(random: Random, seen: readonly number[]): number {
  if (random.chance(0.15)) return random.pick(HUGE);
  const base = random.pick([random.pick(whole), random.pick(seen), random.below(4)]);
  return Math.trunc(base + random.pick([0, 0, 0, -1, 1]));
}

const DAY = 86_400_000;
const EDGES = [
  '0000-01-01',
  '1999-12-31',
  '2000-02-29',
  '2009-12-31',
  '2010-01-01',
  '2039-12-31',
  '2040-01-01',
  '2000-01-01',
  '9999-12-31',
  '2024-02-29',
];

/** A day around another of the record, or around the reference day. */
export function dateNear(random: Random, seen: readonly string[]): string {
  if (random.chance(0.1)) return random.pick(EDGES);
  const start = random.pick([...seen, TODAY]);
  if (random.chance(0.3)) return start;
  const moved = new Date(`${start}T00:00:00Z`);
  if (random.chance(0.5)) moved.setUTCMonth(moved.getUTCMonth() + random.pick([-2, -1, 1, 2, 3]));
  moved.setTime(moved.getTime() + random.pick([-31, -1, -1, 0, 0, 1, 1, 28, 30, 31]) * DAY);
  const text = moved.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : start;
}

const LUHN_DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
const withKey = (rest: string): string =>
  rest +
  String((10 - ([...rest].reverse().reduce((sum, d, i) => sum + (i % 2 ? Number(d) : LUHN_DOUBLED[Number(d)]!), 0) % 10)) % 10);
const digits = (random: Random, count: number): string => Array.from({ length: count }, () => String(random.below(10))).join('');
const POSTE = ['35600000000048', '35600000049837', '35600000000010', '35600000000011', '35600000000040', '35600000000041'];

export const siret = (random: Random): string =>
  random.pick([
    () => withKey(digits(random, 13)),
    () => withKey(digits(random, 13)),
    () => digits(random, 14),
    () => random.pick(POSTE),
    () => '00000000000000',
  ])();

const vat = Object.values(VAT).flatMap(({ right, wrong }) => [...right, ...wrong]);
const OTHER_IDS = [
  'A12345678',
  'A1234567',
  '1234567890',
  '0123456ABC',
  'FRWF12345678901234',
  'FRWF1234',
  '12345',
  '12345Dupont',
  '1234D',
  'CH',
  'CHE123456789',
  'CHe',
  'ch123456',
  'frwf12345678901234',
  'EU\u{1F600}12345678901',
  'GB-123',
  'CH1234567890123456',
  'CH12345678901234567',
  '35600000000048 ',
  '９９９',
  'É',
  ' 1',
  '12345678901234\n',
  'CH\u{1F600}',
  '123',
];

/** An identifier of a firm, often of the kind that is asked for. */
export function identifier(random: Random, kind: string): string {
  if (random.chance(0.2)) return random.pick(OTHER_IDS);
  if (kind === 'SIRET') return random.chance(0.1) ? siret(random).slice(0, 13) : siret(random);
  if (kind === 'TVA') return random.pick(vat);
  return random.pick([...OTHER_IDS, siret(random), random.pick(vat)]);
}

const cpvs = nomenclatures['cpv']!;
const CPV_EDGES = [
  '45000000',
  '45000000-7',
  '99999999',
  '99000000-1',
  '15100000-9',
  '15800000',
  '18100000',
  '33190000-8',
  '33600000-6',
  '34500000-2',
  '34710000-7',
  '15990000',
  '33196000-0',
  '03000000-1',
];

export function cpv(random: Random): string {
  const code = random.chance(0.4) ? random.pick(CPV_EDGES) : random.pick(cpvs);
  const root = code.slice(0, 8);
  return random.pick([code, code, root, `${root}-${String(random.below(10))}`, digits(random, 8), `${digits(random, 8)}-1`]);
}

const PLACES = [
  '99100',
  '99',
  '75056',
  '75101',
  '69381',
  '13201',
  '751',
  '7501',
  '2A01',
  '97101',
  '2A',
  '01',
  '1',
  '84',
  '33000',
  '3300',
  'FR',
  'FRA',
  'fr',
  'ZZ',
  'GP',
  '2A004',
  '2a01',
  '01001',
  '0101',
  '011',
  '35238\n',
  '1234',
];

export const place = (random: Random): string =>
  random.chance(0.6) ? random.pick(PLACES) : random.pick(nomenclatures[random.pick(NOMENCLATURE_NAMES)]!);

const IDS = [
  '2024-01',
  '2024/01_a.b#c',
  'é',
  'a b',
  'a\u00A0b',
  'M–1',
  '*',
  '0123456789abcdef',
  '\u{1F600}',
  'a\n',
  '\uD83D',
  '٣',
  'ﬁ',
  '1,2',
];

/** The number of a record: 16 characters at most. */
export const recordId = (random: Random): string => random.pick(IDS);

const PIECES = [
  'Travaux',
  'réfection',
  ' ',
  '  ',
  '\n',
  '\t',
  '\r',
  '\u00A0',
  'a',
  'é',
  '<p>',
  '</p>',
  '<br/>',
  '< 3',
  '<!-- -->',
  '<a href=x>',
  '<a',
  '>',
  '&amp;',
  '&eacute;',
  '&#233;',
  '&#xE9;',
  '&#x;',
  '&copy',
  '&',
  ';',
  '&Agrave;',
  '&NBSP;',
  '&Euro;',
  'Ã©',
  'Ã ',
  'Ã',
  'Â°',
  'â€™',
  'â',
  'Å“',
  'ï¿½',
  '\uFFFD',
  '\u0085',
  '\u009F',
  '\u00A0',
  '😀',
  '𝒳',
  '\uD83D',
  '\uDE00',
  '\u0000',
  '\u2028',
  'ÃŠ',
  '12',
  "d'eau",
  'R&D;',
  'AT&T',
];

const SHORT = ['a', 'é', ' ', '\n', '\u00A0', '😀', '😀', '𝒳', '\uD83D'];

/** A subject: of pieces that rules look for, or of a few characters. */
export function text(random: Random): string {
  const [pieces, most] = random.chance(0.4) ? [SHORT, 5] : [PIECES, 7];
  const begun = Array.from({ length: random.below(most) }, () => random.pick(pieces)).join('');
  return begun + random.pick(['x', 'x', '', random.pick(PIECES).slice(0, 1)]);
}
