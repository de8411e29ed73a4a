/** Odd roots, lists given twice, and records that are taken for the same or for either kind. */
import { completeRecord, type Fields } from '../complete.ts';
import { ALL, BY_KIND, FLAT, OLD, file, marche, pair, pairWith, raw, type Oddity } from './kit.ts';

export const ROOT_ODDITIES: readonly Oddity[] = [
  ...['[]', '[[]]', '"coucou"', 'null', '12', 'true', '-0.5e3'].map((text) => ({
    name: `${text} as the whole file`,
    accepted: BY_KIND,
    text: raw(text),
  })),
  { name: 'an empty object as the whole file', accepted: ALL.slice(0, -1), text: raw('{}') },
  { name: 'no list under marches', accepted: ['2.0.1', '2.0.2'], text: raw('{"marches":{}}') },
  { name: 'an empty mixed list', accepted: [], text: raw('{"marches":[]}') },
  { name: 'an empty list by kind', accepted: BY_KIND, text: raw('{"marches":{"marche":[]}}') },
  { name: 'null as marches', accepted: [], text: raw('{"marches":null}') },
  {
    name: 'keys that no version defines at the root',
    accepted: ALL.slice(0, -1),
    text: raw('{"marche":[{"id":1}],"version":"2.0","__proto__":null}'),
  },
  { name: 'another list under marches', accepted: BY_KIND, text: raw('{"marches":{"marche":[],"accordCadre":[{}]}}') },
  { name: 'a bare list of records', accepted: BY_KIND, text: (version) => JSON.stringify([completeRecord(version, 'marche')]) },
  {
    name: 'a record as the whole file',
    accepted: ALL.slice(0, -1),
    text: (version) => JSON.stringify(completeRecord(version, 'marche')),
  },
  { name: 'an item that is null', accepted: [], text: (version) => file(version, { kind: 'marche', value: null }) },
];

export const TWIN_ODDITIES: readonly Oddity[] = [
  { name: 'the same record twice', accepted: BY_KIND, text: pair((value) => value) },
  {
    name: 'the same record twice, its keys in another order',
    accepted: BY_KIND,
    text: pair((value) => Object.fromEntries(Object.entries(value).reverse())),
  },
  {
    name: 'the same record twice, its numbers spelt in another way',
    accepted: BY_KIND,
    text: (version) => pair((value) => value)(version).replace(/"dureeMois":(\d+)/, '"dureeMois":$10.0E-1'),
  },
  { name: 'two records that differ in one amount', accepted: ALL, text: pair((value) => ({ ...value, montant: 50000.5 })) },
  {
    name: 'two records that differ in a key of their own: null and a number too great',
    accepted: OLD,
    text: pairWith('"note":null', '"note":1e400'),
  },
  {
    name: 'two records that differ in a key of their own: two numbers too great',
    accepted: OLD,
    text: pairWith('"note":-1e400', '"note":1e400'),
  },
  {
    name: 'the same record twice, with a key named constructor',
    accepted: [],
    text: pairWith('"constructor":{}', '"constructor":{}'),
  },
  {
    name: 'two records that differ in a key named constructor',
    accepted: OLD,
    text: pairWith('"constructor":{}', '"constructor":[]'),
  },
  {
    name: 'the same record in a marché and a concession list, or mixed',
    accepted: [],
    text: (version) =>
      file(
        version,
        { kind: 'marche', value: completeRecord(version, 'marche') },
        { kind: 'contrat-concession', value: completeRecord(version, 'marche') },
      ),
  },
];

const both = (extra: Fields) => (version: string) =>
  file(version, {
    kind: 'marche',
    value: { ...completeRecord(version, 'contrat-concession'), ...completeRecord(version, 'marche'), ...extra },
  });
export const KIND_ODDITIES: readonly Oddity[] = [
  { name: 'a marché that also has all the fields of a concession', accepted: OLD, text: both({}) },
  {
    name: 'the same with the nature of a concession: neither of both',
    accepted: [],
    text: both({ nature: 'Concession de travaux' }),
  },
  {
    name: 'a marché with an empty autoriteConcedante',
    accepted: OLD,
    text: marche((value) => {
      value['autoriteConcedante'] = null;
    }),
  },
  {
    name: 'a concession in the place of a marché',
    accepted: FLAT,
    text: (version) => file(version, { kind: 'marche', value: completeRecord(version, 'contrat-concession') }),
  },
];

/** A file that gives its list of records twice. */
const twice = (first: (record: string) => string, second: (record: string) => string) => (version: string) => {
  const value = JSON.stringify(completeRecord(version, 'marche'));
  const name = FLAT.includes(version) ? 'marches' : 'marche';
  const members = `"${name}":[${first(value)}],"${name}":[${second(value)}]`;
  return FLAT.includes(version) ? `{${members}}` : `{"marches":{${members}}}`;
};
const it = (text: string): string => text;
export const REPEAT_ODDITIES: readonly Oddity[] = [
  { name: 'a list of records given twice, the last one sound', accepted: ALL, text: twice(() => 'null', it) },
  { name: 'a list of records given twice, the last one wrong', accepted: [], text: twice(it, () => 'null') },
  { name: 'a list of records given twice, both the same', accepted: ALL, text: twice(it, it) },
  {
    name: 'marches given twice, the last one sound',
    accepted: ALL,
    text: (version) => marche(() => undefined)(version).replace('{', '{"marches":"texte",'),
  },
  {
    name: 'marches given twice, the last one wrong',
    accepted: [],
    text: (version) => marche(() => undefined)(version).replace(/\}$/, ',"marches":"texte"}'),
  },
  {
    name: 'a field of a record given twice, the last one sound',
    accepted: ALL,
    text: (version) => marche(() => undefined)(version).replace('"montant"', '"montant":"texte","montant"'),
  },
];
