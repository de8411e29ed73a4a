/**
 * The law of a migration, held by a program of its own that shares nothing with `src/migrate` but JSON Pointers and the equality of JSON values: each value of a record is at its place in the one that
 * comes out, or is named by a finding with its level; each value that comes out is one that was given, or is named.
 *
 * The place of a value is that of the stable name of its field (`x-field`), read in the bundled schemas of both versions. A value of which the version says nothing (a name
 * that it does not define, an object where it has a text) may also stay under its own name, in the same object, or go where the field is that a version on the way has under
 * this name: the file mixes versions.
 */
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Severity } from '../../src/finding.ts';
import { equal, isObject } from '../../packages/base/src/json.ts';
import { child, isWithin, tokens, valueAt } from '../../packages/base/src/pointer.ts';

/** A finding, as reports have it; paths are JSON Pointers from the record. `in`: the record of which `path` is one. */
export type LawFinding = {
  in: 'input' | 'output';
  code: string;
  severity: Severity;
  path: string;
  params: Readonly<Record<string, unknown>>;
  there?: string | undefined;
  level?: string | undefined;
};

/** A record before a migration and after it, with all that was said of it. */
export type Migrated = { kind: RecordKind; before: unknown; after: unknown; findings: readonly LawFinding[] };

/** A bundled schema of a version. */
export type RawSchema = { $defs?: Record<string, RawSchema>; [keyword: string]: unknown };

/** What breaks the law, one sentence each; none where it is kept. `between`: the versions on the way, in its order. */
export function lawFaults(
  { kind, before, after, findings }: Migrated,
  from: RawSchema,
  to: RawSchema,
  between: readonly RawSchema[] = [],
): string[] {
  const out = readBy(to, kind, after);
  const said = findings.filter(({ code }) => SAID_OF_VALUES.test(code));
  const names = new Named(said);
  const stays = (leaf: Leaf): boolean =>
    names.input(leaf.pointer) || placesOf(leaf, out).some((one) => isKept(leaf.value, valueAt(after, one)));
  const given = mixed(readBy(from, kind, before), { stays, readings: () => between.map((one) => readBy(one, kind, before)) });
  const faults = said.flatMap((one) => untrue(one, before, after));
  const taken = new Set<string>();
  const lists = [...given.lists].flatMap(([address, list]) => listFaults({ address, list, out, after, names, taken }));
  const lost = given.leaves.flatMap((leaf) => {
    if (names.input(leaf.pointer)) return [];
    const places = placesOf(leaf, out).filter((one) => !taken.has(one));
    // An empty item that gets an object around it is inside of that one.
    const place =
      places.find((one) => equal(leaf.value, valueAt(after, one))) ??
      places.find((one) => isKept(leaf.value, valueAt(after, one)));
    if (place !== undefined) taken.add(place);
    // An object that the version knows holds values, and is none: the other version may have a list in its place.
    else if (!isEmptyObject(leaf.value) || leaf.address === undefined || leaf.raw !== undefined)
      return [`lost: ${leaf.pointer} ${shown(leaf.value)}`];
    return [];
  });
  const isKnown = (pointer: string): boolean => taken.has(pointer) || names.output(pointer);
  /** Or made of values that are known. */
  const isMade = (pointer: string, value: unknown): boolean =>
    isKnown(pointer) ||
    (isContainer(value) && !isEmpty(value) && Object.entries(value).every(([name, one]) => isMade(child(pointer, name), one)));
  const invented = out.leaves.flatMap(({ pointer, value, address, raw }) => {
    if (isKnown(pointer)) return [];
    // What is empty since all that was in it is named is not invented.
    if (isEmpty(value) && address !== undefined && given.filled.has(address)) return [];
    // Nor is an object where one was given, or the object around what an item says, of an item that says nothing there.
    const items = raw?.rest === '' ? (given.objects.get(raw.object) ?? []) : [];
    if (isEmptyObject(value) && [pointer, ...items].some((one) => isObject(valueAt(before, one)))) return [];
    return [`invented: ${pointer} ${shown(value)}`];
  });
  const added = [...out.lists].flatMap(([address, { pointer, items }]) => {
    if (given.lists.has(address)) return [];
    if (items.length === 0) return isKnown(pointer) ? [] : [`invented: ${pointer} []`];
    return items.flatMap((item, i) => (isMade(child(pointer, i), item) ? [] : [`invented: ${child(pointer, i)} ${shown(item)}`]));
  });
  return [...faults, ...lists, ...lost, ...invented, ...added];
}

/** A value that is in no list of values. `address`: the place that the version gives it; `raw`: where it is in the nearest object that the version knows, if it does not know the value. */
type Leaf = { pointer: string; value: unknown; address?: string; raw?: { object: string; rest: string } };

/** A list of values, such as codes: they have no names, only an order. */
type ValueList = { pointer: string; items: unknown[] };

/**
 * `objects`: the places of the objects that the version knows, by address; `fields`: of all values; `filled`: the addresses of what is not empty; `unknown`: the places of what
 * the version does not know.
 */
type Reading = {
  leaves: Leaf[];
  lists: Map<string, ValueList>;
  objects: Map<string, string[]>;
  fields: Map<string, string>;
  filled: Set<string>;
  unknown: string[];
};

/** A reading of a record in which a version on the way reads what its own does not know, unless it stays under its name. */
function mixed(own: Reading, { stays, readings }: { stays: (leaf: Leaf) => boolean; readings: () => Reading[] }): Reading {
  const moved = own.unknown.filter((root) => !own.leaves.every((leaf) => !isWithin(leaf.pointer, root) || stays(leaf)));
  if (moved.length === 0) return own;
  const others = readings();
  let { leaves } = own;
  const lists = new Map(own.lists);
  const filled = new Set(own.filled);
  for (const root of moved) {
    const having = others.filter(({ fields }) => [...fields.values()].includes(root));
    // Rather one that has such a value there.
    const reading = having.find(({ unknown }) => !unknown.includes(root)) ?? having[0];
    if (!reading) continue;
    leaves = [
      ...leaves.filter(({ pointer }) => !isWithin(pointer, root)),
      ...reading.leaves.filter(({ pointer }) => isWithin(pointer, root)),
    ];
    for (const [address, list] of reading.lists) if (isWithin(list.pointer, root)) lists.set(address, list);
    for (const [address, pointer] of reading.fields)
      if (isWithin(pointer, root) && reading.filled.has(address)) filled.add(address);
  }
  return { ...own, leaves, lists, filled };
}

/** Reads a record as the schema of a version says. */
function readBy(root: RawSchema, kind: RecordKind, record: unknown): Reading {
  const reading: Reading = {
    ...{ leaves: [], lists: new Map(), objects: new Map(), fields: new Map(), filled: new Set(), unknown: [] },
  };
  const { leaves, lists, objects, fields, filled } = reading;
  const follow = (schema: RawSchema): RawSchema => {
    const { $ref, ...own } = schema;
    return typeof $ref === 'string' ? { ...follow(valueAt(root, $ref.slice(1)) as RawSchema), ...own } : schema;
  };
  const propertiesOf = (schema: RawSchema) => schema['properties'] as Record<string, RawSchema> | undefined;
  const itemsOf = (schema: RawSchema): RawSchema | undefined => {
    const [first] = (schema['prefixItems'] ?? []) as RawSchema[];
    return first ?? (schema['items'] as RawSchema | undefined);
  };

  /** What the version does not know: values with their way from the object around them. */
  const unknown = (value: unknown, pointer: string, raw: NonNullable<Leaf['raw']>, address?: string): void => {
    if (isEmpty(value) || typeof value !== 'object' || value === null) {
      leaves.push({ pointer, value, raw, ...(address !== undefined && { address }) });
      return;
    }
    for (const [name, inside] of Object.entries(value)) {
      const at = { object: raw.object, rest: child(raw.rest, name) };
      unknown(inside, child(pointer, name), at, address && child(address, name));
    }
  };

  /** `scope`: the address of the record, or of the item that the object is in; `object`: that of the object itself. */
  const members = (value: object, schema: RawSchema, place: { pointer: string; scope: string; object: string }): void => {
    const { pointer, scope, object } = place;
    objects.set(object, [...(objects.get(object) ?? []), pointer]);
    const properties = propertiesOf(schema) ?? {};
    for (const [name, inside] of Object.entries(value)) {
      const at = child(pointer, name);
      const property = Object.hasOwn(properties, name) ? follow(properties[name] as RawSchema) : undefined;
      const id = property?.['x-field'];
      if (property && typeof id === 'string')
        field(inside, property, { pointer: at, scope, id, raw: { object, rest: child('', name) } });
      else {
        reading.unknown.push(at);
        unknown(inside, at, { object, rest: child('', name) });
      }
    }
  };

  type FieldPlace = { pointer: string; scope: string; id: string; raw: NonNullable<Leaf['raw']> };

  const field = (value: unknown, schema: RawSchema, { pointer, scope, id, raw }: FieldPlace): void => {
    const address = `${scope}/${id}`;
    fields.set(address, pointer);
    if (!isEmpty(value)) filled.add(address);
    const item = itemsOf(schema);
    if (item && Array.isArray(value)) {
      const of = follow(item);
      if (!propertiesOf(of)) lists.set(address, { pointer, items: value });
      else if (value.length === 0) leaves.push({ pointer, value, address });
      else for (const [i, one] of value.entries()) itemOf(one, of, { pointer: child(pointer, i), address: `${address}[${i}]` });
    } else if (propertiesOf(schema) && isObject(value)) {
      members(value, schema, { pointer, scope, object: address });
      if (isEmpty(value)) leaves.push({ pointer, value, address });
    } else if (!item && !propertiesOf(schema) && !isContainer(value)) leaves.push({ pointer, value, address });
    else {
      reading.unknown.push(pointer);
      unknown(value, pointer, raw, address);
    }
  };

  /** An item that is an object, perhaps in an object with one member around it. */
  const itemOf = (value: unknown, schema: RawSchema, { pointer, address }: { pointer: string; address: string }): void => {
    objects.set(address, [...(objects.get(address) ?? []), pointer]);
    const [[name, inner] = ['', {}], ...others] = Object.entries(propertiesOf(schema) ?? {});
    const wrapped = others.length === 0 ? follow(inner) : undefined;
    if (!wrapped || !propertiesOf(wrapped)) {
      if (isObject(value) && !isEmpty(value)) members(value, schema, { pointer, scope: address, object: address });
      else unknown(value, pointer, { object: address, rest: '' });
      return;
    }
    const inside = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (!isObject(value) || !isObject(inside)) {
      unknown(value, pointer, { object: address, rest: '' });
      return;
    }
    if (isEmpty(inside)) leaves.push({ pointer: child(pointer, name), value: inside, raw: { object: address, rest: '' } });
    members(inside, wrapped, { pointer: child(pointer, name), scope: address, object: address });
    objects.set(`${address}~`, [pointer]);
    for (const [other, beside] of Object.entries(value))
      if (other !== name) unknown(beside, child(pointer, other), { object: `${address}~`, rest: child('', other) });
  };

  const schema = follow({ $ref: `#/$defs/${kind}` });
  if (isObject(record) && !isEmpty(record)) {
    filled.add('');
    members(record, schema, { pointer: '', scope: '', object: '' });
  } else {
    objects.set('', ['']);
    unknown(record, '', { object: '', rest: '' }, isObject(record) ? '' : undefined);
  }
  return reading;
}

/** The places where a value may be in the record that comes out. */
const placesOf = ({ address, raw }: Leaf, { objects, fields }: Reading): string[] => {
  const known = address === undefined ? [] : [fields.get(address) ?? within(address, fields)].filter((one) => one !== undefined);
  return [...known, ...(raw ? (objects.get(raw.object) ?? []).map((object) => object + raw.rest) : [])];
};

/** The place of what is in a field that does not have the shape of the field. */
function within(address: string, fields: Reading['fields']): string | undefined {
  for (let end = address.lastIndexOf('/'); end > 0; end = address.lastIndexOf('/', end - 1)) {
    const place = fields.get(address.slice(0, end));
    if (place !== undefined) return place + address.slice(end);
  }
  return undefined;
}

type ListCase = { address: string; list: ValueList; out: Reading; after: unknown; names: Named; taken: Set<string> };

/** Values of a list are in their order in the list that comes out, but for those that findings name on either side. */
function listFaults({ address, list, out, after, names, taken }: ListCase): string[] {
  const place = out.fields.get(address);
  const there = place === undefined ? undefined : valueAt(after, place);
  const left = list.items.flatMap((item, i) =>
    names.input(child(list.pointer, i)) ? [] : [{ item, pointer: child(list.pointer, i) }],
  );
  if (list.items.length === 0 && !Array.isArray(there)) return names.input(list.pointer) ? [] : [`lost: ${list.pointer} []`];
  if (Array.isArray(there) && place !== undefined) {
    for (const [i, item] of there.entries()) {
      const pointer = child(place, i);
      if (left.length > 0 && equal(left[0]?.item, item)) {
        left.shift();
        taken.add(pointer);
      } else if (!names.output(pointer)) return [`invented: ${pointer} ${shown(item)}`];
      else taken.add(pointer);
    }
  }
  return left.map(({ item, pointer }) => `lost: ${pointer} ${shown(item)}`);
}

/** Findings that are about what became of a value, or of a field that has none. */
const SAID_OF_VALUES = /^migrate\.(?!not-used|unmet|row-unsure|lost-column|assumed-for-none|order|label|stray-around)/;

/** Findings about a value that was added: they name it where it is, and no value that was given. */
const ADDED: ReadonlySet<string> = new Set(['migrate.deduced', 'migrate.filled']);

/** Findings about a value that a person gave: they name it where it is, and no step decided it. */
const BY_A_PERSON: ReadonlySet<string> = new Set(['migrate.completed', 'migrate.assumed']);

/** Findings about a value that stays as it was read: they account for no change of it. */
const ABOUT_KEPT: ReadonlySet<string> = new Set(['migrate.no-code', 'migrate.rounded-number']);

/** Findings about a field that the data do not say. */
const ABOUT_NOTHING: ReadonlySet<string> = new Set(['migrate.no-source', 'migrate.not-asked']);

/** The values that findings account for, by their places. */
class Named {
  readonly #input: ReadonlySet<string>;
  readonly #output: ReadonlySet<string>;

  constructor(findings: readonly LawFinding[]) {
    const changes = findings.filter(({ code }) => !ABOUT_KEPT.has(code));
    const ofInput = changes.filter((one) => one.in === 'input' && !ADDED.has(one.code));
    this.#input = new Set(ofInput.map(({ path }) => path));
    this.#output = new Set(
      changes.flatMap(({ code, path, there }) => (BY_A_PERSON.has(code) ? [path] : there === undefined ? [] : [there])),
    );
  }

  input(pointer: string): boolean {
    return isNamed(pointer, this.#input);
  }

  output(pointer: string): boolean {
    return isNamed(pointer, this.#output);
  }
}

/** Whether a place, or one around it, is named. */
function isNamed(pointer: string, names: ReadonlySet<string>): boolean {
  for (let end = pointer.length; end >= 0; end = end === 0 ? -1 : pointer.lastIndexOf('/', end - 1))
    if (names.has(pointer.slice(0, end))) return true;
  return false;
}

/** What a person is told of each level. */
const GRAVITY: Readonly<Record<string, readonly Severity[]>> = {
  exact: ['info'],
  equivalent: ['info'],
  deduced: ['warning'],
  lost: ['warning'],
  absent: ['info', 'error'],
};

/** A finding that has no level, or says of a value what is not so. */
function untrue(
  { in: about, code, severity, path, params, there, level }: LawFinding,
  before: unknown,
  after: unknown,
): string[] {
  const place = `${code} ${path}`;
  if (BY_A_PERSON.has(code)) return equal(params['value'], valueAt(after, path)) ? [] : [`untrue: ${place}`];
  const faults: string[] = [];
  if (!(level === undefined ? [] : (GRAVITY[level] ?? [])).includes(severity))
    faults.push(`level ${level}, ${severity}: ${place}`);
  if (ABOUT_NOTHING.has(code)) return faults;
  if (about !== 'input') return [...faults, `not of the input: ${place}`];
  const now = there === undefined ? undefined : valueAt(after, there);
  const holds = (name: string, value: unknown): boolean => !Object.hasOwn(params, name) || equal(params[name], value);
  if (there !== undefined && now === undefined) faults.push(`nothing there: ${place} → ${there}`);
  if (ADDED.has(code)) {
    if (there === undefined ? code === 'migrate.filled' : !holds('value', now)) faults.push(`untrue: ${place}`);
    return faults;
  }
  const given = valueAt(before, path);
  // A number is named with all its digits, which a value does not have.
  const isRounded = code === 'migrate.rounded-number';
  if (given === undefined || !(isRounded || holds('value', given))) faults.push(`untrue: ${place} ${shown(given)}`);
  if (isRounded) return faults;
  if (Object.hasOwn(params, 'property') && params['property'] !== tokens(path).at(-1)) faults.push(`untrue: ${place}`);
  if (there !== undefined && (!holds('becomes', now) || !holds('day', now))) faults.push(`untrue: ${place} → ${shown(now)}`);
  if (there === undefined && (Object.hasOwn(params, 'becomes') || Object.hasOwn(params, 'day'))) faults.push(`nowhere: ${place}`);
  return faults;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown): boolean => isContainer(value) && Object.keys(value).length === 0;
const isEmptyObject = (value: unknown): boolean => isObject(value) && isEmpty(value);
/** What is empty is at its place where there is an object, or a list, as it is one: all that is in this one has come from somewhere else, or is named. */
const isKept = (value: unknown, there: unknown): boolean =>
  isEmpty(value) ? isContainer(there) && Array.isArray(value) === Array.isArray(there) : equal(value, there);
const shown = (value: unknown): string => (JSON.stringify(value) as string | undefined)?.slice(0, 80) ?? 'nothing';

/**
 * What breaks the law around the records of a file: each member of its root, and each list of records, is in the file that comes out or is named there; what comes out around
 * the records was given or is named. `findings`: those of the whole file, with pointers from its root.
 */
export function aroundFaults(before: unknown, after: unknown, findings: readonly LawFinding[]): string[] {
  const [given, written] = [around(before), around(after)];
  const named = new Set(findings.flatMap((one) => (one.in === 'input' && one.level !== undefined ? [one.path] : [])));
  const there = new Set(findings.flatMap((one) => one.there ?? []));
  const isThere = (pointer: string, value: unknown): boolean =>
    Array.isArray(value) && value.length === 0 && isListOfRecords(pointer)
      ? Array.isArray(valueAt(after, pointer))
      : equal(written.get(pointer), value);
  const lost = [...given].filter(([pointer, value]) => !named.has(pointer) && !isThere(pointer, value));
  const invented = [...written].filter(([pointer, value]) => !there.has(pointer) && !equal(given.get(pointer), value));
  const [read, kept] = [recordsOf(before), recordsOf(after)];
  return [
    ...lost.map(([pointer, value]) => `lost: ${pointer} ${shown(value)}`),
    ...invented.map(([pointer, value]) => `invented: ${pointer} ${shown(value)}`),
    ...(read === kept ? [] : [`${String(read)} records read, ${String(kept)} written`]),
  ];
}

const LISTS = ['/marches/marche', '/marches/contrat-concession'];
const isListOfRecords = (pointer: string): boolean => LISTS.includes(pointer);

/** What a file has around its records, lists without a record included, by place. */
function around(file: unknown): Map<string, unknown> {
  const members = (base: string, value: unknown) =>
    isObject(value) ? Object.entries(value).map(([name, inside]): [string, unknown] => [child(base, name), inside]) : [];
  return new Map([
    ...members('', file).filter(([pointer]) => pointer !== '/marches'),
    ...members('/marches', valueAt(file, '/marches')).filter(
      ([pointer, value]) => !isListOfRecords(pointer) || !Array.isArray(value) || value.length === 0,
    ),
  ]);
}

/** How many records a file has. */
function recordsOf(file: unknown): number {
  const marches = valueAt(file, '/marches');
  const lists = Array.isArray(marches) ? [marches] : LISTS.map((place) => valueAt(file, place));
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

/** The findings that are within a record at `place` of a file, with pointers from the record. */
export const ofRecord = <F extends LawFinding>(findings: readonly F[], input: string, output: string): F[] =>
  findings.flatMap((one) => {
    const base = one.in === 'input' ? input : output;
    if (!isWithin(one.path, base)) return [];
    const { there } = one;
    return [{ ...one, path: one.path.slice(base.length), ...(there !== undefined && { there: there.slice(output.length) }) }];
  });
