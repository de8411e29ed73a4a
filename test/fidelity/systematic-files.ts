/** Changes of a whole file: its root, its lists, twins among its records. */
import type { Operation } from 'fast-json-patch';
import type { Change } from './systematic.ts';

const replace = (path: string, value: unknown, why: string): Change => ({ patch: [{ op: 'replace', path, value }], why });
const add = (path: string, value: unknown, why: string): Change => ({ patch: [{ op: 'add', path, value }], why });
const move = (from: string, path: string, why: string): Change => ({ patch: [{ op: 'move', from, path }], why });
const remove = (path: string, why: string): Change => ({ patch: [{ op: 'remove', path }], why });
const copies = (from: string, path: string, ...then: Operation[]): Operation[] => [{ op: 'copy', from, path }, ...then];

const VALUES = [
  null,
  true,
  0,
  'coucou',
  [],
  [[]],
  {},
  [null],
  { marche: [] },
  { 'contrat-concession': [] },
  { marche: null },
  { accordCadre: [{}] },
];

/** The base holds one marché and one concession, in one list or in a list each. */
export function fileChanges(flat: boolean): Change[] {
  return [...everywhere(), ...(flat ? inMixedList() : inListsByKind())];
}

function everywhere(): Change[] {
  return [
    ...VALUES.map((value) => replace('', value, 'another root')),
    ...VALUES.map((value) => replace('/marches', value, 'another marches')),
    remove('/marches', 'no marches'),
    move('/marches', '/Marches', 'marches under another name'),
    move('/marches', '/marche', 'marches under another name'),
    ...['version', 'source', 'marche', 'contrat-concession'].map((key) => add(`/${key}`, '2.0', `the key ${key} at the root`)),
    { patch: [{ op: 'move', from: '/marches', path: '' }], why: 'what is under marches as the root' },
    { patch: [{ op: 'replace', path: '', value: { data: {} } }], why: 'a wrapper' },
    {
      patch: [
        { op: 'add', path: '/data', value: {} },
        { op: 'move', from: '/marches', path: '/data/marches' },
      ],
      why: 'a wrapper',
    },
  ];
}

/** `/marches/0` is the marché, `/marches/1` the concession. */
function inMixedList(): Change[] {
  const twin = (from: number, ...then: Operation[]): Operation[] => copies(`/marches/${from}`, '/marches/-', ...then);
  return [
    remove('/marches/0', 'only a concession'),
    remove('/marches/1', 'only a marché'),
    move('/marches/0', '/marches/-', 'another order'),
    ...[null, 'texte', 5, [], {}].map((value) => add('/marches/-', value, 'an item that is no record')),
    { patch: twin(0), why: 'twins' },
    { patch: twin(1), why: 'twins' },
    { patch: twin(0, { op: 'move', from: '/marches/2/id', path: '/marches/2/id' }), why: 'twins' },
    {
      patch: twin(
        0,
        { op: 'move', from: '/marches/2/objet', path: '/marches/2/note' },
        { op: 'move', from: '/marches/2/note', path: '/marches/2/objet' },
      ),
      why: 'twins whose keys have another order',
    },
    { patch: twin(0, { op: 'replace', path: '/marches/2/montant', value: 50001 }), why: 'two records that differ in a number' },
    {
      patch: twin(1, { op: 'replace', path: '/marches/2/objet', value: 'Exploitation du théâtre' }),
      why: 'two records that differ in a string',
    },
    {
      patch: [{ op: 'copy', from: '/marches/1/autoriteConcedante', path: '/marches/0/autoriteConcedante' }],
      why: 'a marché with a field of a concession',
    },
    {
      patch: [{ op: 'copy', from: '/marches/0/acheteur', path: '/marches/1/acheteur' }],
      why: 'a concession with a field of a marché',
    },
    {
      patch: [{ op: 'add', path: '/marches/0/autoriteConcedante', value: null }],
      why: 'a marché with an empty field of a concession',
    },
    remove('/marches/0/acheteur', 'a marché without acheteur'),
    remove('/marches/1/autoriteConcedante', 'a concession without autoriteConcedante'),
    replace('/marches/0/nature', 'Concession de travaux', 'a marché of the nature of a concession'),
    replace('/marches/1/nature', 'Marché', 'a concession of the nature of a marché'),
    {
      patch: [
        { op: 'add', path: '/marche', value: [] },
        { op: 'move', from: '/marches/0', path: '/marche/0' },
      ],
      why: 'a list by kind beside marches',
    },
  ];
}

function inListsByKind(): Change[] {
  const [marche, concession] = ['/marches/marche', '/marches/contrat-concession'];
  const twin = (list: string, ...then: Operation[]): Operation[] => copies(`${list}/0`, `${list}/-`, ...then);
  return [
    ...[marche, concession].flatMap((list) => [
      remove(list, 'one list left out'),
      replace(list, [], 'an empty list'),
      ...[null, {}, 'texte'].map((value) => replace(list, value, 'a list that is none')),
      ...[null, 'texte', 5, [], {}].map((value) => add(`${list}/-`, value, 'an item that is no record')),
      { patch: twin(list), why: 'twins' },
      { patch: twin(list, { op: 'replace', path: `${list}/1/objet`, value: 'Un autre objet' }), why: 'two records that differ' },
      move(list, '/marches/accordCadre', 'a list under another name'),
    ]),
    { patch: [{ op: 'move', from: `${marche}/0`, path: `${concession}/0` }], why: 'a marché among the concessions' },
    { patch: [{ op: 'move', from: `${concession}/0`, path: `${marche}/0` }], why: 'a concession among the marchés' },
    { patch: [{ op: 'move', from: marche, path: '/marches' }], why: 'one list for both kinds' },
    add('/marches/accordCadre', [{}], 'a list that no version knows'),
    remove(`${marche}/0/acheteur`, 'a marché without acheteur'),
    {
      patch: [
        { op: 'replace', path: marche, value: [] },
        { op: 'replace', path: concession, value: [] },
      ],
      why: 'two empty lists',
    },
  ];
}
