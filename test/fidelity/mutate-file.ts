/** Changes to a file around its records: another root, other lists, records where they do not belong, twins. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { cloned, put, shuffled } from './mutate.ts';
import type { Random } from './random.ts';
import type { Words } from './values.ts';

export type KindedRecord = { kind: RecordKind; value: unknown };
type Root = Record<string, unknown>;

/** A file that holds these records, in one mixed list or in a list a kind. */
export function fileOf(records: readonly KindedRecord[], flat: boolean): Root {
  if (flat) return { marches: records.map(({ value }) => value) };
  const lists: Record<string, unknown[]> = {};
  for (const { kind, value } of records) (lists[kind] ??= []).push(value);
  return { marches: lists };
}

type Context = { random: Random; words: Words };
/** Changes the file in the box; says nothing and does nothing where it does not apply. */
type Change = (box: { value: unknown }, context: Context) => boolean;

/** Changes the file in the box `count` times, and says what was done. */
export function mutateFile(box: { value: unknown }, count: number, context: Context): string[] {
  return Array.from({ length: count }, () => {
    for (;;) {
      const [name, change] = context.random.pick(CHANGES);
      if (change(box, context)) return name;
    }
  });
}

const SCALARS = [null, true, false, 0, 1.5, '', 'coucou'];
const isObject = (value: unknown): value is Root => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The root, where it is an object. */
const root = (box: { value: unknown }): Root | undefined => (isObject(box.value) ? box.value : undefined);

type Held = { holder: Root; key: string; items: unknown[] };

/** Every list of the file that is meant for records. */
function lists(box: { value: unknown }): Held[] {
  const top = root(box);
  const marches = top?.['marches'];
  if (top && Array.isArray(marches)) return [{ holder: top, key: 'marches', items: marches }];
  if (!isObject(marches)) return [];
  return Object.entries(marches).flatMap(([key, items]) => (Array.isArray(items) ? [{ holder: marches, key, items }] : []));
}

/** A change of one list. */
const onList =
  (change: (list: Held, context: Context) => void): Change =>
  (box, context) => {
    const found = lists(box);
    if (found.length > 0) change(context.random.pick(found), context);
    return found.length > 0;
  };

/** A change of one record that is an object. */
const onRecord =
  (change: (list: unknown[], at: number, context: Context) => void): Change =>
  (box, context) => {
    const found = lists(box).flatMap(({ items }) => items.flatMap((item, at) => (isObject(item) ? [{ items, at }] : [])));
    if (found.length === 0) return false;
    const { items, at } = context.random.pick(found);
    change(items, at, context);
    return true;
  };

/** A change of the object at the root, or of the one under `marches`. */
const onObject =
  (change: (object: Root, context: Context) => void): Change =>
  (box, context) => {
    const found = [root(box), root(box)?.['marches']].filter(isObject);
    if (found.length > 0) change(context.random.pick(found), context);
    return found.length > 0;
  };

const replaceRoot =
  (make: (value: unknown, random: Random) => unknown): Change =>
  (box, { random }) => {
    box.value = make(box.value, random);
    return true;
  };

/** Each change as often as it stands here. */
const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['scalar root', replaceRoot((_, random) => random.pick(SCALARS))],
  ['list around the root', replaceRoot((value) => [value])],
  [
    'wrapper around the root',
    replaceRoot((value, random) => ({ [random.pick(['data', 'paquet', 'marches', 'marche'])]: value })),
  ],
  ['only what is under the first key', replaceRoot((value) => (isObject(value) ? (Object.values(value)[0] ?? null) : value))],
  ['key dropped', onObject(dropKey)],
  ['key renamed', onObject(renameKey)],
  ['key added', onObject(addKey)],
  ['key added', onObject(addKey)],
  ['list emptied', onList(({ items }) => items.splice(0))],
  [
    'list replaced',
    onList(({ holder, key, items }, { random }) => {
      put(holder, key, random.pick<unknown>([...SCALARS, {}, items[0] ?? null, { ...items }]));
    }),
  ],
  ['list under the other name', onList(moveList)],
  ['lists in the other layout', changeLayout],
  ['record moved to the other list', moveRecord],
  [
    'item replaced',
    onRecord((items, at, { random }) => items.splice(at, 1, random.pick<unknown>([...SCALARS, [], {}, [items[at]]]))),
  ],
  ['scalar items', onList(({ items }, { random }) => items.push(random.pick(SCALARS), random.pick(SCALARS)))],
  ['twin', onRecord((items, at) => items.push(cloned(items[at])))],
  ['twin', onRecord((items, at) => items.splice(0, 0, cloned(items[at])))],
  ['twin with other key order', onRecord((items, at, { random }) => items.push(shuffled(cloned(items[at]) as Root, random)))],
  ['near twin', onRecord(addNearTwin)],
  ['field of the other kind', onRecord(addKindField)],
  ['field of the other kind', onRecord(addKindField)],
  ['field of the other kind', onRecord(addKindField)],
  ['fields of both kinds', bothKinds],
  ['list reversed', onList(({ items }) => items.reverse())],
];

const KIND_FIELDS = ['autoriteConcedante', 'acheteur', '_type'];
/** Two records that differ in one key, or not even there. */
function addNearTwin(items: unknown[], at: number, { random, words }: Context): void {
  const name = random.pick(words.names);
  items.push({ ...(cloned(items[at]) as Root), [name]: random.pick([...SCALARS, Infinity]) });
  if (random.chance(0.5)) put(items[at] as Root, name, random.pick([...SCALARS, Infinity]));
}

const AUTHORITY = { id: '21990041200012', nom: 'Commune de Valbourg' };

function addKindField(items: unknown[], at: number, { random }: Context): void {
  put(items[at] as Root, random.pick(KIND_FIELDS), random.pick<unknown>([null, AUTHORITY]));
}

const OTHER: Record<string, string> = { marche: 'contrat-concession', 'contrat-concession': 'marche' };

function dropKey(object: Root, { random }: Context): void {
  Reflect.deleteProperty(object, random.pick([...Object.keys(object), 'marches']));
}

function renameKey(object: Root, { random }: Context): void {
  const key = random.pick([...Object.keys(object), 'marches']);
  const value = object[key] ?? null;
  Reflect.deleteProperty(object, key);
  put(
    object,
    random.pick(['Marches', 'marchés', 'marche', 'contrat-concession', 'contrats-concession', 'marches', 'accordCadre']),
    value,
  );
}

function addKey(object: Root, { random, words }: Context): void {
  const name = random.pick(['version', 'accordCadre', 'marche', 'contrat-concession', 'marches', random.pick(words.names)]);
  put(object, name, random.pick<unknown>([null, '2.0', 1, [], {}, [{}], { marches: [] }, { marche: [] }]));
}

function moveList({ holder, key, items }: Held, { random }: Context): void {
  Reflect.deleteProperty(holder, key);
  put(holder, OTHER[key] ?? random.pick(['marche', 'contrat-concession', 'marché']), items);
}

function changeLayout(box: { value: unknown }, { random }: Context): boolean {
  const items = lists(box).flatMap((list) => list.items);
  if (items.length === 0) return false;
  const flat = Array.isArray(root(box)?.['marches']);
  box.value = flat ? { marches: { [random.pick(['marche', 'contrat-concession'])]: items } } : { marches: items };
  return true;
}

function moveRecord(box: { value: unknown }, { random }: Context): boolean {
  const marches = root(box)?.['marches'];
  const from = lists(box).find(({ items }) => items.length > 0);
  if (!from || !isObject(marches)) return false;
  const to = OTHER[from.key] ?? 'marche';
  const target = Array.isArray(marches[to]) ? (marches[to] as unknown[]) : [];
  put(marches, to, target);
  target.push(...from.items.splice(random.below(from.items.length), 1));
  return true;
}

/** One record with the fields of two: in 1.x, where records are open, this is how something can be both kinds. */
function bothKinds(box: { value: unknown }, { random }: Context): boolean {
  const list = lists(box).find(({ items }) => items.filter(isObject).length > 1);
  if (!list) return false;
  const [one, other] = random.shuffle(list.items.filter(isObject));
  list.items.push({ ...other, ...one });
  return true;
}
