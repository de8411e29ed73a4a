/** The changes by which a case is made of its base, and the places in a file as a person writes them. */
import { descend, isIndex, tokens } from '../../../packages/base/src/pointer.ts';

/** What a case changes of its base: `set` gives values to places, `remove` takes places away. A place is written as `placeOf` reads it. */
export type Change = { set?: Readonly<Record<string, unknown>>; remove?: readonly string[] };

/**
 * The tokens of a place from the root of a file. `montant`, `titulaires[0].titulaire.id`: in the first contract of the file; a place that begins with `/` is a
 * JSON Pointer from the root, for what is outside of that contract.
 */
export function placeOf(written: string, file: unknown): string[] {
  if (written.startsWith('/')) return tokens(written === '/' ? '' : written);
  return [...recordIn(file), ...(written.match(/[^.[\]]+/g) ?? [])];
}

/** The tokens of the first contract of a file. */
export function recordIn(file: unknown): string[] {
  const lists = isObject(file) ? file['marches'] : undefined;
  if (Array.isArray(lists)) return ['marches', '0'];
  const filled = Object.entries(isObject(lists) ? lists : {}).find(([, list]) => Array.isArray(list) && list.length > 0);
  return filled ? ['marches', filled[0], '0'] : ['marches'];
}

/** A place as `placeOf` reads it, from its tokens. */
export function written(place: readonly string[], file: unknown): string {
  const record = recordIn(file);
  const inside = place.slice(record.length);
  // Without a list of contracts a place is said from the root: the base has one.
  const isPlain = record.at(-1) === '0' && record.every((token, i) => token === place[i]) && inside.every((token) => /^[^.[\]/]+$/.test(token));
  if (!isPlain || inside.length === 0) return place.length === 0 ? '/' : descend('', place);
  return inside.map((token, i) => (isIndex(token) ? `[${token}]` : i === 0 ? token : `.${token}`)).join('');
}

/** A place that a change names and that its base does not have. */
export class NoSuchPlace extends Error {
  readonly place: string;
  constructor(place: string) {
    super(place);
    this.place = place;
  }
}

/** The names of an object in the order in which complete examples have them, by the place of the object without indices (see `orderIn`). */
export type Order = ReadonlyMap<string, readonly string[]>;

/** The order of names in parsed files. The first file that has an object at a place says the order there. */
export function orderIn(files: readonly unknown[]): Order {
  const order = new Map<string, readonly string[]>();
  const visit = (value: unknown, place: string): void => {
    if (Array.isArray(value)) value.forEach((item) => visit(item, place));
    else if (isObject(value)) {
      const names = Object.keys(value);
      if (names.length > (order.get(place)?.length ?? 0)) order.set(place, names);
      for (const name of names) visit(value[name], `${place}/${name}`);
    }
  };
  files.forEach((file) => visit(file, ''));
  return order;
}

/** Makes a change in a copy of a parsed file; where nothing changes the file itself is given. A name that is new takes its place in `order`, or the last one. Throws a NoSuchPlace. */
export function changed(file: unknown, { set = {}, remove = [] }: Change, order: Order): unknown {
  if (remove.length === 0 && Object.keys(set).length === 0) return file;
  const root = { file: structuredClone(file) };
  for (const place of remove) take(root, place, file);
  for (const [place, value] of Object.entries(set)) put(root, place, file, value, order);
  return root.file;
}

function put(root: { file: unknown }, place: string, file: unknown, value: unknown, order: Order): void {
  const { holder, last, path } = holderOf(root, place, file);
  if (Array.isArray(holder)) {
    if (Number(last) > holder.length) throw new NoSuchPlace(place);
    holder[Number(last)] = structuredClone(value);
    return;
  }
  const isNew = !Object.hasOwn(holder, last);
  (holder as Record<string, unknown>)[last] = structuredClone(value);
  const names = isNew ? order.get(path.map((token) => (isIndex(token) ? '' : `/${token}`)).join('')) : undefined;
  if (names?.includes(last)) sortNew(holder as Record<string, unknown>, last, names);
}

/** Moves the name that was put last before the first of those that come after it. */
function sortNew(holder: Record<string, unknown>, added: string, names: readonly string[]): void {
  const later = names.slice(names.indexOf(added) + 1);
  const others = Object.keys(holder).filter((name) => name !== added);
  const at = others.findIndex((name) => later.includes(name));
  for (const name of at < 0 ? [] : others.slice(at)) {
    const value = holder[name];
    Reflect.deleteProperty(holder, name);
    holder[name] = value;
  }
}

function take(root: { file: unknown }, place: string, file: unknown): void {
  const { holder, last } = holderOf(root, place, file);
  if (!Object.hasOwn(holder, last)) throw new NoSuchPlace(place);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
}

/** The object or list that holds a place. */
function holderOf(root: { file: unknown }, place: string, file: unknown): { holder: object; last: string; path: string[] } {
  const path = ['file', ...placeOf(place, file)];
  let holder: unknown = root;
  for (const token of path.slice(0, -1)) {
    if (!isObject(holder) || !Object.hasOwn(holder, token)) throw new NoSuchPlace(place);
    holder = holder[token];
  }
  const last = path.at(-1) ?? '';
  if (!isObject(holder) || (Array.isArray(holder) && !isIndex(last))) throw new NoSuchPlace(place);
  return { holder, last, path: path.slice(1, -1) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
