/** Fields whose constraint is not what one would think. */
import type { Fields } from '../complete.ts';
import { ALL, NEW, OLD, concession, listAt, listIn, marche, type Oddity } from './kit.ts';

const uid = (tail: string) =>
  marche((value) => {
    value['uid'] = `21990041200012${tail}`;
  });
const emoji = '😀';
export const UID_ODDITIES: readonly Oddity[] = [
  { name: 'a uid of 14 digits and 4 emoji, 8 UTF-16 units', accepted: OLD, text: uid(emoji.repeat(4)) },
  { name: 'a uid of 14 digits and 8 emoji, 16 UTF-16 units', accepted: OLD, text: uid(emoji.repeat(8)) },
  { name: 'a uid of 14 digits and 9 emoji, 9 characters but 18 UTF-16 units', accepted: [], text: uid(emoji.repeat(9)) },
  { name: 'a uid of 14 digits and 3 emoji, 6 UTF-16 units', accepted: [], text: uid(emoji.repeat(3)) },
  { name: 'a uid with a line break in it', accepted: [], text: uid('abc\ndefgh') },
  {
    name: 'an id of 16 emoji: lengths count characters',
    accepted: ALL,
    text: marche((value) => {
      value['id'] = emoji.repeat(16);
    }),
  },
];

const date = (text: string) =>
  marche((value) => {
    value['dateNotification'] = text;
  });
export const DATE_ODDITIES: readonly Oddity[] = [
  { name: 'a text with something like a date in it', accepted: NEW, text: date('x2024-99-99 texte') },
  { name: 'a number of five digits as the year', accepted: NEW, text: date('99999-12-310000') },
  { name: 'month and day 99', accepted: ['1.3.0', ...NEW], text: date('2024-99-99') },
  { name: 'the 31st of February', accepted: ALL, text: date('2024-02-31') },
  { name: 'a date with a zone', accepted: ['1.4.0', '1.5.0', ...NEW], text: date('2024-02-29+01:00') },
  { name: 'a date with a zone and Z', accepted: ['1.4.0', '1.5.0', ...NEW], text: date('2024-02-29-05:00Z') },
  { name: 'a date with a time', accepted: NEW, text: date('2024-02-29T10:00:00Z') },
  { name: 'a date and a line break', accepted: NEW, text: date('2024-02-29\n') },
  { name: 'a date in digits of another script', accepted: [], text: date('٢٠٢٤-٠٢-٢٩') },
];

const acheteur = (value: unknown) =>
  marche((fields) => {
    fields['acheteur'] = value;
  });
export const TYPE_ODDITIES: readonly Oddity[] = [
  ...[null, 'Commune de Valbourg', 5, ['x']].map((value) => ({
    name: `${JSON.stringify(value)} as acheteur, which had no type in 1.x`,
    accepted: OLD,
    text: acheteur(value),
  })),
  { name: 'an acheteur that is an object without name', accepted: NEW, text: acheteur({ id: '21990041200012' }) },
  {
    name: 'a text as autoriteConcedante, which had a type',
    accepted: [],
    text: concession((value) => {
      value['autoriteConcedante'] = 'Syndicat';
    }),
  },
  {
    name: 'the same tarif twice',
    accepted: ALL,
    text: concession((value, version) => {
      const tarifs = listIn(value, ['donneesExecution', 0, 'tarifs'], version);
      tarifs.push(tarifs[0]);
    }),
  },
  {
    name: '12.0 as a whole number',
    accepted: ALL,
    text: (version) => marche(() => undefined)(version).replace(/"dureeMois":\d+/, '"dureeMois":12.0'),
  },
  {
    name: '_type in a marché',
    accepted: ALL.slice(0, -1),
    text: marche((value) => {
      value['_type'] = 'Marché';
    }),
  },
  {
    name: 'null as idAccordCadre',
    accepted: ['2.0.0'],
    text: marche((value, version) => {
      if (!OLD.includes(version)) value['idAccordCadre'] = null;
      else value['id'] = null;
    }),
  },
];

/** Twins in a list inside the record, each with a key that JavaScript knows as a method. */
const named = (key: string, first: unknown, second: unknown) =>
  marche((value) => {
    value['titulaires'] = [first, second].map((own) => ({ ...(listAt(value, 'titulaires')[0] as Fields), [key]: own }));
  });
export const NAME_ODDITIES: readonly Oddity[] = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'].flatMap(
  (key) => [
    { name: `twins with a key ${key}`, accepted: [], text: (version) => named('§', {}, {})(version).replaceAll('§', key) },
    {
      name: `items that differ in a key ${key}`,
      accepted: ALL,
      text: (version) => named('§', 1, { a: 1 })(version).replaceAll('§', key),
    },
  ],
);
