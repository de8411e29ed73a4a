import { expect, test } from 'vitest';
import { daysIn } from '../../packages/base/src/days.ts';
import { exists, iso, readDay } from '../../src/messages/dates.ts';
import { en, fr } from '../../packages/base/src/language.ts';
import { fieldKey, fieldPath, isRecord, nameOfPath } from '../../src/messages/paths.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { type Advice, formAdvice, type ValueForm } from '../../src/messages/pattern.ts';
import { typeAdvice } from '../../src/messages/type.ts';

test.each([
  [0, '0', '0'],
  [999, '999', '999'],
  [1146, '1 146', '1,146'],
  [-1234567.891, '-1 234 567,891', '-1,234,567.891'],
  [0.1, '0,1', '0.1'],
  [9007199254740991, '9 007 199 254 740 991', '9,007,199,254,740,991'],
  [1.5e300, '1,5 × 10^300', '1.5 × 10^300'],
  [1e-7, '1 × 10^-7', '1 × 10^-7'],
])('the number %d is written exactly, as each language does', (value, french, english) => {
  expect(fr.number(value)).toBe(french);
  expect(en.number(value)).toBe(english);
});

test.each([
  ['01/03/2024', '2024-03-01'],
  ['1-3-2024', '2024-03-01'],
  ['03/25/2024', '2024-03-25'],
  ['2024/03/01', '2024-03-01'],
  ['2024-03-01+01:00', '2024-03-01'],
  ['2024-03-01 00:00:00', '2024-03-01'],
  [' 2024-03-01', '2024-03-01'],
  ['15 août 2024', '2024-08-15'],
  ['1er Février 2024', '2024-02-01'],
  ['lundi 4 mars 2024', '2024-03-04'],
  ['15-sept-2024', '2024-09-15'],
  ['3 juil. 2024', '2024-07-03'],
])('the date “%s” is understood', (text, expected) => {
  const day = readDay(text);
  expect(day && exists(day) && iso(day)).toBe(expected);
});

test.each(['', 'mars 2024', '2024', '12/2024', '1 brumaire 2024', '3 jui 2024', '9'.repeat(1_000_000)])(
  'a text that is no date is none',
  (text) => {
    expect(readDay(text)).toBeUndefined();
  },
);

test.each([
  ['15/09/26', 'short-year', '2026-09-15'],
  ['15-sept-26', 'short-year', '2026-09-15'],
  ['46280', 'day-number', '2026-09-15'],
  ['46280,4375', 'day-number', '2026-09-15'],
])('the date “%s” is to be verified: %s', (text, kind, day) => {
  expect(formAdvice('date', text)).toEqual({ kind, text: day });
});

// No month 15, no day 31; numbers of days before 2010 and after 2039; a year alone.
test.each(['09/15/26', '31/09/26', '25', '40178', '51135', '2026', '09/2026', '26'])('“%s” is not taken for one', (text) => {
  expect(formAdvice('date', text)).toEqual({ kind: 'none' });
});

test.each<[ValueForm, string, Advice]>([
  ['cpv', '45261900-3 - Réparation de toitures', { kind: 'alone', text: '45261900-3' }],
  ['cpv', '45261900 (toitures)', { kind: 'alone', text: '45261900' }],
  ['cpv', '45261900-3 Lot 2', { kind: 'none' }],
  ['cpv', '3113000-4', { kind: 'lost-zero', text: '03113000-4' }],
  ['cpv', '5233140-2', { kind: 'none' }],
  ['siret', 'Toitures Abeille (99287450300012)', { kind: 'alone', text: '99287450300012' }],
  ['siret', 'Toitures Abeille (99287450300013)', { kind: 'none' }],
  ['siret', 'Lot 2 : 99287450300012', { kind: 'none' }],
])('of a text for a %s, “%s”, it is known what to write', (form, text, advice) => {
  expect(formAdvice(form, text)).toEqual(advice);
});

test('months know their days, February the leap years', () => {
  expect([2023, 2024, 1900, 2000].map((year) => daysIn(year, 2))).toEqual([28, 29, 28, 29]);
  expect([0, 1, 4, 12, 13].map((month) => daysIn(2024, month))).toEqual([0, 31, 30, 31, 0]);
});

const numberOf = (value: string, more: { inTable?: boolean; isRate?: boolean } = {}) => ({
  ...{ expected: ['number'], value, inTable: false, isRate: false, item: false, wrapper: undefined },
  ...more,
});

test.each([
  ['1,234', false, { kind: 'ambiguous', thousands: '1234', decimals: '1.234', sign: 'comma' }],
  ['-12,500', true, { kind: 'ambiguous', thousands: '-12500', decimals: '-12.500', sign: 'comma' }],
  ['348.720', true, { kind: 'ambiguous', thousands: '348720', decimals: '348.720', sign: 'other' }],
  ['348.720', false, { kind: 'ambiguous', thousands: '348720', decimals: '348.720', sign: 'other' }],
  ['0.125', false, { kind: 'unquote', json: '0.125' }],
  ['0,125', true, { kind: 'decimal', json: '0.125' }],
])('“%s” may be thousands or decimals: both are named, none is chosen (in a table: %s)', (value, inTable, advice) => {
  expect(typeAdvice(numberOf(value, { inTable }))).toEqual(advice);
});

test.each([
  ['5 %', true, { kind: 'percent', percent: '5', json: '0.05' }],
  ['12,5\u00a0%', true, { kind: 'percent', percent: '12,5', json: '0.125' }],
  ['100%', true, { kind: 'percent', percent: '100', json: '1' }],
  ['150 %', true, { kind: 'none' }],
  ['5 %', false, { kind: 'not-percent' }],
])('“%s” is a share where the field is a rate (%s), and else no number', (value, isRate, advice) => {
  expect(typeAdvice(numberOf(value, { isRate }))).toEqual(advice);
});

test.each([
  ['12000', '12000'],
  ['12000.50', '12000.50'],
  ['12 000', '12000'],
  ['12\u00a0000,5', '12000.5'],
  ['1\u202f234\u202f567 €', '1234567'],
  ['007', '7'],
  ['-0012,50 euros', '-12.50'],
])('“%s” is reported as the number %s', (value, json) => {
  const advice = typeAdvice(numberOf(value));
  expect(advice).toHaveProperty('json', json);
  expect(Number.isFinite(JSON.parse(json))).toBe(true);
});

test.each(['1.234.567,89', '12,5,7', 'NC', '12 00', '1e5'])('“%s” is no number that can be reported for sure', (value) => {
  expect(typeAdvice(numberOf(value))).toEqual({ kind: 'none' });
});

const EUROS = 'euros hors taxes';
const MONTHS = 'mois entiers';

test.each([
  ['184 500 € HT', EUROS, { kind: 'decimal', json: '184500' }],
  ['184500,50 hors taxes', EUROS, { kind: 'decimal', json: '184500.50' }],
  ['62 300 H.T.', EUROS, { kind: 'decimal', json: '62300' }],
  ['221 400 € TTC', EUROS, { kind: 'with-vat' }],
  ['184,5 k€', EUROS, { kind: 'in-thousands' }],
  ['1,2 million', EUROS, { kind: 'in-thousands' }],
  ['184 500 max', EUROS, { kind: 'with-words' }],
  ['cf. avenant', EUROS, { kind: 'none' }],
  ['12 mois', MONTHS, { kind: 'decimal', json: '12' }],
  ['4 ans', MONTHS, { kind: 'years', years: 4, json: '48' }],
  ['1 année', MONTHS, { kind: 'years', years: 1, json: '12' }],
  ['45 jours', MONTHS, { kind: 'in-months' }],
  ['12 mois reconductible 3 fois', MONTHS, { kind: 'in-months' }],
  ['3 offres', 'offres', { kind: 'decimal', json: '3' }],
  // The unit of another field says that the value is in the wrong column.
  ['12 mois', 'offres', { kind: 'with-words' }],
  ['3 offres', EUROS, { kind: 'with-words' }],
  ['Avenant n°1', undefined, { kind: 'with-words' }],
])('in a table, “%s” in a field of %s is said by its unit', (value, unit, advice) => {
  const expected = [unit === EUROS ? 'number' : 'integer'];
  expect(typeAdvice({ ...numberOf(value, { inTable: true }), expected, unit })).toEqual(advice);
});

test('paths of one field in all records have one key', () => {
  expect(fieldKey('/marches/marche/12/titulaires/0/titulaire/id')).toBe('/marches/marche/*/titulaires/*/titulaire/id');
  expect(fieldKey('/marches/3')).toBe('/marches/*');
  expect(fieldPath(findingOf('schema.required', '/marches/marche/1', { property: 'a/b' }))).toBe('/marches/marche/1/a~1b');
});

test('a field is named by its place in the record', () => {
  expect(nameOfPath('/marches/marche/12/titulaires/0/titulaire/id')).toBe('titulaires > titulaire > id');
  expect(nameOfPath('/marches/3/acheteur/id')).toBe('acheteur > id');
  expect(nameOfPath('/3/objet')).toBe('objet');
  expect(nameOfPath('/marches/contrat-concession')).toBe('marches > contrat-concession');
  expect(nameOfPath('/marches/marche/12')).toBe('');
  expect(isRecord('/marches/marche/12')).toBe(true);
  expect(isRecord('/marches/marche/12/titulaires/0')).toBe(false);
});
