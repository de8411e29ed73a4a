/** Changes to a record, each where the published schema has something to say. */
import type { Random } from './random.ts';
import { pathOf, typesOf, type Holder, type Site, type Spot, type Tree } from './tree.ts';
import { made, near, ofOtherType, type Words } from './values.ts';

export type Context = { tree: Tree; words: Words; random: Random };
/** Changes the instance at a site; says what it did, or undefined where it does not apply. */
type Change = (site: Site, context: Context) => string | undefined;

/** Each change as often as it stands here. Their names are printed; values of the instance never are. */
const CHANGES: readonly (readonly [weight: number, change: Change])[] = [
  [12, nearValue],
  [3, otherType],
  [2, drop],
  [2, rename],
  [1, addUnknown],
  [2, addDefined],
  [5, changeList],
  [1, swapBrackets],
  [1, shuffleKeys],
];
const DRAWER = CHANGES.flatMap(([weight, change]) => Array.from({ length: weight }, () => change));

/** Changes the instance in the box `count` times, and says what was done where. */
export function mutate(box: { value: unknown }, count: number, context: Context): string[] {
  return Array.from({ length: count }, () => mutateOnce(box, context));
}

function mutateOnce(box: { value: unknown }, context: Context): string {
  const { tree, random } = context;
  const sites = tree.sites(box);
  for (;;) {
    const site = random.chance(0.5) ? random.pick(sites) : sitePerSpot(sites, context);
    const done = site && random.pick(DRAWER)(site, context);
    if (site && done !== undefined) return `${done} ${pathOf(site) || 'the record'}`;
  }
}

/** A site at a place of the schema drawn among all: long lists would otherwise draw nearly all the changes. */
function sitePerSpot(sites: readonly Site[], { tree, random }: Context): Site | undefined {
  const spot = random.pick(tree.spots);
  return sites.find((site) => site.spot === spot);
}

/** Sets a property as JSON.parse does: also `__proto__` is a key like any other. */
export function put(holder: Holder | { value: unknown }, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const cloned = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function nearValue({ holder, key, value, spot }: Site, { random, words }: Context): string | undefined {
  if (typeof value === 'object' && value !== null) return undefined;
  put(holder, key, near(spot, value, random, words));
  return 'a near value at';
}

function otherType({ holder, key, value }: Site, { random }: Context): string {
  put(holder, key, ofOtherType(value, random));
  return 'another type at';
}

function drop({ holder, key, parent }: Site): string | undefined {
  if (!parent || Array.isArray(holder)) return undefined;
  Reflect.deleteProperty(holder, key);
  return 'dropped';
}

function rename(site: Site, { random, words }: Context): string | undefined {
  const { holder, key, value, parent } = site;
  if (!parent || typeof key === 'number') return undefined;
  const spelling = [key.toLowerCase(), `${key} `, `${key}s`, key.replace(/s$/, ''), `_${key}`, random.pick(words.names)];
  Reflect.deleteProperty(holder, key);
  put(holder, random.pick(spelling), value);
  return 'renamed';
}

function addUnknown({ value, spot }: Site, { random, words }: Context): string | undefined {
  if (!isObject(value)) return undefined;
  const name = random.pick(words.names);
  put(value, name, random.pick([null, 'texte', 1, {}, [], spot.properties.size]));
  return `key ${JSON.stringify(name)} added to`;
}

/** A property that the schema defines here and the instance leaves out. */
function addDefined({ value, spot }: Site, { random }: Context): string | undefined {
  if (!isObject(value)) return undefined;
  const absent = [...spot.properties].filter(([name]) => !Object.hasOwn(value, name));
  if (absent.length === 0) return undefined;
  const [name, child] = random.pick(absent);
  put(value, name, made(child, random));
  return `key ${name} filled in`;
}

function swapBrackets({ holder, key, value }: Site): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  put(holder, key, Array.isArray(value) ? { ...(value as unknown[]) } : Object.values(value));
  return 'list and object swapped at';
}

function shuffleKeys({ holder, key, value }: Site, { random }: Context): string | undefined {
  if (!isObject(value)) return undefined;
  put(holder, key, shuffled(value, random));
  return 'keys shuffled in';
}

export const shuffled = (value: Record<string, unknown>, random: Random): Record<string, unknown> =>
  Object.fromEntries(random.shuffle(Object.entries(value)));

/** Changes to a list; where the site is none, it is the list that its schema asks for. */
function changeList(site: Site, context: Context): string | undefined {
  const { holder, key, value, spot } = site;
  if (!Array.isArray(value)) {
    if (!typesOf(spot.node).includes('array')) return undefined;
    put(holder, key, made(spot, context.random));
    return 'a new list at';
  }
  const [name, change] = context.random.pick(LIST_CHANGES);
  change(value, spot, context);
  return `${name} in`;
}

type ListChange = (list: unknown[], spot: Spot, context: Context) => void;
const LIST_CHANGES: readonly (readonly [name: string, change: ListChange])[] = [
  ['no item left', (list) => list.splice(0)],
  ['last item dropped', (list) => list.pop()],
  ['a twin', (list, _, { random }) => addTwin(list, random, (item) => cloned(item))],
  ['a twin', (list, _, { random }) => addTwin(list, random, (item) => cloned(item))],
  ['a twin', (list, _, { random }) => addTwin(list, random, (item) => cloned(item))],
  ['a twin', (list, _, { random }) => addTwin(list, random, (item) => cloned(item))],
  [
    'a twin with other key order',
    (list, _, { random }) => addTwin(list, random, (item) => (isObject(item) ? shuffled(cloned(item), random) : item)),
  ],
  [
    'a near twin',
    (list, _, { random }) => addTwin(list, random, (item) => (isObject(item) ? { ...cloned(item), note: 1 } : item)),
  ],
  [
    'a scalar item',
    (list, _, { random }) => list.splice(random.below(list.length + 1), random.below(2), ofOtherType(list[0] ?? null, random)),
  ],
  ['a wrong item second', (list, _, { random }) => list.splice(1, random.below(2), ofOtherType(null, random))],
  ['a wrong item second', (list, _, { random }) => list.splice(1, random.below(2), ofOtherType(null, random))],
  ['a new item', (list, { item }, { random }) => list.push(newItem(item, random))],
  ['two new items', (list, { item }, { random }) => list.push(newItem(item, random), newItem(item, random))],
  ['a list around', (list) => list.splice(0, list.length, cloned(list))],
];

function addTwin(list: unknown[], random: Random, copy: (item: unknown) => unknown): void {
  if (list.length === 0) list.push(null);
  list.splice(random.below(list.length + 1), 0, copy(random.pick(list)));
}

const newItem = (item: Spot | undefined, random: Random): unknown => (item ? made(item, random) : null);
