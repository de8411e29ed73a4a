/** The structure of the records of a version with the part that each field plays: a record becomes a contract by it, and a contract a record. */
import { isObject, setMember } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import type { RecordKind } from '../model/kinds.ts';
import { type Branch, type LeafType, type Member, type Node, treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import type { Lost } from '../write/lost.ts';
import type { Contract, Fields } from './contract.ts';
import { type Mapping, ROLES, type Role } from './mapping.ts';

type Scalar = 'string' | 'number' | 'boolean';

/** A member of an object. The members of an object within an object play their parts at the same level as those around it. */
type Shape =
  | { is: 'leaf'; type: Scalar; role: Role | undefined }
  | { is: 'codes'; type: Scalar; role: Role | undefined }
  | { is: 'object'; level: Level }
  | { is: 'list'; envelope: string | undefined; level: Level; role: Role | undefined };

/** An object of a record. `paths`: where the fields that play a part are, by names from the object. */
export type Level = { members: ReadonlyMap<string, Shape>; paths: ReadonlyMap<Role, readonly string[]> };

export type Shapes = Readonly<Record<RecordKind, Level>>;

/** The shapes of both kinds of record of a version (2.0.1 or later). */
export function shapesOf(model: Model, mapping: Mapping): Shapes {
  const trees = treesOf(model);
  return { marche: levelOf(trees.marche, mapping), 'contrat-concession': levelOf(trees['contrat-concession'], mapping) };
}

function levelOf({ members }: Branch, mapping: Mapping): Level {
  const shapes = new Map<string, Shape>();
  const paths = new Map<Role, readonly string[]>();
  for (const member of members) {
    const shape = shapeOf(member, mapping);
    shapes.set(member.name, shape);
    if (shape.is === 'object') for (const [role, path] of shape.level.paths) paths.set(role, [member.name, ...path]);
    else if (shape.role !== undefined) paths.set(shape.role, [member.name]);
  }
  return { members: shapes, paths };
}

function shapeOf({ node, id }: Member, mapping: Mapping): Shape {
  const role = id === undefined ? undefined : (mapping.fields[id]?.role as Role | undefined);
  const played = (types: readonly string[]): Role | undefined =>
    role !== undefined && types.includes(ROLES[role]) ? role : undefined;
  if (node.kind === 'leaf') {
    const type = scalarOf(node.type);
    return { is: 'leaf', type, role: played([type, 'any']) };
  }
  if (node.kind === 'object') return { is: 'object', level: levelOf(node, mapping) };
  return listOf(node.item, node.envelope, mapping, played);
}

function listOf(
  item: Node,
  envelope: string | undefined,
  mapping: Mapping,
  played: (types: readonly string[]) => Role | undefined,
): Shape {
  if (item.kind === 'leaf') return { is: 'codes', type: scalarOf(item.type), role: played(['codes']) };
  if (item.kind === 'object') return { is: 'list', envelope, level: levelOf(item, mapping), role: played(['list']) };
  throw new Error('a list of lists has no counterpart in OCDS');
}

const scalarOf = (type: LeafType): Scalar => (type === 'integer' ? 'number' : type);

/** What a record is as a contract, and what of it is of no type or name that its version knows, which the contract has not. */
export function contractOf(kind: RecordKind, record: unknown, { [kind]: level }: Shapes): { contract: Contract; lost: Lost[] } {
  const lost: Lost[] = [];
  const contract: Fields = { kind };
  contract['rest'] = isObject(record) ? readObject(level, record, '', contract, lost) : misplaced(record, '', lost);
  return { contract: contract as Contract, lost };
}

/** Reads the members of an object: parts into `into`, the rest is returned. */
function readObject(level: Level, object: Fields, at: string, into: Fields, lost: Lost[]): Fields {
  const rest: Fields = {};
  for (const name of Object.keys(object)) {
    const value = object[name];
    const shape = level.members.get(name);
    if (shape === undefined) {
      lost.push({ code: 'convert.unknown-property', path: child(at, name), params: { form: 'ocds', property: name } });
      continue;
    }
    if (shape.is === 'leaf') {
      if (!isOf(shape.type, value)) misplaced(value, child(at, name), lost);
      else if (shape.role !== undefined) into[shape.role] = value;
      else rest[name] = value;
    } else if (shape.is === 'object') {
      if (!isObject(value)) misplaced(value, child(at, name), lost);
      else {
        const inner = readObject(shape.level, value, child(at, name), into, lost);
        // An empty object is there all the same.
        if (Object.keys(inner).length > 0 || Object.keys(value).length === 0) rest[name] = inner;
      }
    } else if (!Array.isArray(value)) misplaced(value, child(at, name), lost);
    else {
      const items =
        shape.is === 'codes'
          ? value.flatMap((code: unknown, i) =>
              isOf(shape.type, code) ? [code] : none(misplaced(code, child(child(at, name), i), lost)),
            )
          : value.flatMap((item, i) => readItem(shape, item, child(child(at, name), i), lost));
      if (shape.role !== undefined && items.length > 0) into[shape.role] = items;
      else rest[name] = shape.is === 'list' ? builtItems(shape, items as Item[]) : items;
    }
  }
  return rest;
}

type Item = Fields & { rest: Fields };
type ListShape = Extract<Shape, { is: 'list' }>;

function readItem({ envelope, level }: ListShape, item: unknown, at: string, lost: Lost[]): Item[] {
  if (!isObject(item)) return none(misplaced(item, at, lost));
  let object: unknown = item;
  let path = at;
  if (envelope !== undefined) {
    for (const name of Object.keys(item))
      if (name !== envelope)
        lost.push({ code: 'convert.unknown-property', path: child(at, name), params: { form: 'ocds', property: name } });
    if (!Object.hasOwn(item, envelope)) return none(misplaced(item, at, lost));
    object = item[envelope];
    path = child(at, envelope);
    if (!isObject(object)) return none(misplaced(object, path, lost));
  }
  const into: Fields = {};
  const rest = readObject(level, object as Fields, path, into, lost);
  return [{ ...into, rest }];
}

const none = (_: unknown): [] => [];

/** Reports a value that is not of the type of its field, which nothing takes. */
function misplaced(value: unknown, path: string, lost: Lost[]): Fields {
  lost.push(
    value === null
      ? { code: 'convert.null', path, params: { form: 'ocds' } }
      : { code: 'convert.wrong-type', path, params: { form: 'ocds', value: printable(value) } },
  );
  return {};
}

const printable = (value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);

const isOf = (type: Scalar, value: unknown): boolean => typeof value === type && (type !== 'number' || Number.isFinite(value));

/** The record of a contract, in the order of the schema. */
export const recordOf = (contract: Contract, { [contract.kind]: level }: Shapes): Fields => built(level, contract);

/** An object of the parts of a level, and of its rest, which has the last word. */
function built(level: Level, of: { rest?: Fields }): Fields {
  const object = ofParts(level, of);
  return of.rest === undefined ? object : overlaid(object, of.rest);
}

function ofParts(level: Level, parts: Fields): Fields {
  const object: Fields = {};
  for (const [name, shape] of level.members) {
    if (shape.is === 'object') {
      const inner = ofParts(shape.level, parts);
      if (Object.keys(inner).length > 0) object[name] = inner;
      continue;
    }
    const value = shape.role === undefined ? undefined : parts[shape.role];
    if (value !== undefined) object[name] = shape.is === 'list' ? builtItems(shape, value as Item[]) : value;
  }
  return object;
}

/** The items of a list as a record has them. */
export const builtItems = (
  { envelope, level }: Pick<ListShape, 'envelope' | 'level'>,
  items: readonly { rest: Fields }[],
): Fields[] => items.map((item) => (envelope === undefined ? built(level, item) : { [envelope]: built(level, item) }));

/** `over` replaces the values and lists of `object`; objects are put together. */
function overlaid(object: Fields, over: Fields): Fields {
  for (const [name, over_] of Object.entries(over)) {
    const before = Object.hasOwn(object, name) ? object[name] : undefined;
    const value = isObject(over_) ? overlaid(isObject(before) ? before : {}, over_) : over_;
    setMember(object, name, value);
  }
  return object;
}

/** Puts the value of a field that plays a part into the rest, where it is under its own name. */
export function keepIn(rest: Fields, level: Level, role: Role, value: unknown): void {
  const path = level.paths.get(role);
  const name = path?.at(-1);
  if (path === undefined || name === undefined) return;
  let object = rest;
  for (const step of path.slice(0, -1)) {
    const inner = object[step];
    object = isObject(inner) ? inner : (object[step] = {});
  }
  object[name] = value;
}

/** The shape of the items of a list that plays a part. Throws where the version has no such list. */
export function itemsOf(level: Level, role: Role): Pick<ListShape, 'envelope' | 'level'> {
  const [name] = level.paths.get(role) ?? [];
  const shape = name === undefined ? undefined : level.members.get(name);
  if (shape?.is !== 'list') throw new Error(`no list plays the part ${role}`);
  return shape;
}
