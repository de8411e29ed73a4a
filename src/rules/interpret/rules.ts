import type { RecordScope } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { type CheckedEntry, type CheckedFileEntry, type CheckedRule, LONG } from '../checked-rule.ts';
import type { CompiledKey, CompiledKind, CompiledRules } from '../compiled.ts';
import type { LibraryFunctions } from '../library.ts';
import { interpret, type Compute, type Names } from './expression.ts';
import { escape } from '../../../packages/base/src/pointer.ts';
import { childOf, type CelType } from '../cel/types.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import { recordType, WHOLE } from '../places.ts';
import { isObject } from '../../../packages/base/src/json.ts';

/**
 * Makes checked rules ready to run without compiling them, for short-lived rules such as two versions of one in a diff. Verdicts are those of
 * the compiled module; a test compares the two.
 */
export const interpretRules = (rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions): CompiledRules => ({
  marche: kindOf('marche', rules, model, functions),
  concession: kindOf('concession', rules, model, functions),
});

type Named<E> = { id: string; entry: E };

function kindOf(scope: RecordScope, rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions): CompiledKind {
  const entries = rules.flatMap(({ rule: { id }, entries: own }) =>
    own.filter((entry) => entry.scope === scope).map((entry) => ({ id, entry })),
  );
  const keys = rules.flatMap(({ rule: { id }, fileEntries }) =>
    fileEntries.filter(({ kind }) => kind === scope).map((entry) => ({ id, entry })),
  );
  const fields = [...new Set([...entries, ...keys].flatMap(({ entry }) => entry.fields))].sort();
  const lists = fields.filter((field) => field.endsWith('[]')).map((field) => field.slice(0, -2));
  return {
    fields,
    lists: indexes(lists, fields),
    view: (record) => record,
    gate: gateOf(fields, scope, model),
    judges: entries.map(({ entry }, place) => judgeOf(entry, place, functions)),
    entries: entries.map((named, place) => ({
      ...facts(named, fields),
      place,
      judge: place,
      deviates: named.entry.deviation !== undefined,
    })),
    keys: keys.map((named) => ({ ...facts(named, fields), key: keyOf(named.entry, functions) })),
  };
}

const indexes = (names: readonly string[], fields: readonly string[]): number[] =>
  [...new Set(names)].map((name) => fields.indexOf(name));

const facts = ({ id, entry }: Named<CheckedEntry | CheckedFileEntry>, fields: readonly string[]) => ({
  id,
  index: entry.index,
  fields: indexes(entry.fields, fields),
  strict: indexes(entry.strict, fields),
});

function keyOf({ key, kind, types }: CheckedFileEntry, functions: LibraryFunctions): CompiledKey['key'] {
  const parts = key?.map((part) => interpret(part, types, functions));
  return parts && ((view) => parts.map((part) => part({ [kind]: view }) as string | number | boolean));
}

type Judge = CompiledKind['judges'][number];

/** An item of `each`, with its pointer from the record. `item` is undefined where there is no `each`. */
type Place = { pointer: string; item: unknown };

/** Runs entry number `place` of its kind, as the JavaScript of `emitEntry` does. */
function judgeOf(entry: CheckedEntry, place: number, functions: LibraryFunctions): Judge {
  const holds = (expr: CheckedEntry['assert']): Compute => interpret(expr, entry.types, functions);
  const when = entry.when && holds(entry.when);
  const assert = holds(entry.assert);
  const national = entry.deviation && { assert: holds(entry.deviation.assert), first: entry.deviation.first };
  const broken = (view: object, test: Compute, first?: number): Place[] =>
    placesOf(entry.each, view, first).filter(({ item }) => {
      const names: Names = { [entry.scope]: view, item };
      return when?.(names) !== false && test(names) !== true;
    });
  return (view, on, out, toNational) => {
    if (on[place] === 0) return;
    for (const { pointer, item } of broken(view, assert)) out(place, pointer + entry.at, item);
    if (on[place] === 2 && national && broken(view, national.assert, national.first).length > 0) toNational(place);
  };
}

/** `first` limits the items of the first list. */
function placesOf(each: CheckedEntry['each'], view: object, first: number | undefined): Place[] {
  let bound = first;
  let places: Place[] = [{ pointer: '', item: view }];
  for (const { name, list } of each) {
    places = places.flatMap(({ pointer, item }) => {
      const value = (item as Record<string, unknown>)[name];
      const here = `${pointer}/${escape(name)}`;
      if (value === undefined) return [];
      if (!list) return [{ pointer: here, item: value }];
      return (value as unknown[]).slice(0, bound).map((it, i) => ({ pointer: `${here}/${i}`, item: it }));
    });
    if (list) bound = undefined;
  }
  return each.length === 0 ? [{ pointer: '', item: undefined }] : places;
}

type Gate = (view: object, bad: Uint8Array) => number;

/** A field that rules read, with the fields below it. `item` is the node of the items of a list. */
type Node = { name: string; index: number; type: CelType; required: boolean; children: Node[]; item: Node | undefined };

/** Checks every field that rules read, as the JavaScript of `emitGate` does. */
function gateOf(fields: readonly string[], scope: RecordScope, model: Model): Gate {
  const nodes = childrenOf('', recordType(model, scope), fields, model);
  return (view, bad) => Math.max(0, ...nodes.map((node) => look(node, (view as Record<string, unknown>)[node.name], bad)));
}

function childrenOf(path: string, type: CelType, fields: readonly string[], model: Model): Node[] {
  const prefix = path === '' ? '' : `${path}.`;
  const inside = fields.filter((field) => field.startsWith(prefix)).map((field) => field.slice(prefix.length));
  const names = new Set(inside.map((rest) => /^[^.[]+/.exec(rest)?.[0] ?? '').filter((name) => name !== ''));
  return [...names].map((name) => {
    const { type: own, required } = childOf(model, type, name, WHOLE);
    return nodeOf(name, `${prefix}${name}`, own, required, fields, model);
  });
}

function nodeOf(name: string, path: string, type: CelType, required: boolean, fields: readonly string[], model: Model): Node {
  const items = type.kind === 'list' && fields.includes(`${path}[]`);
  return {
    name,
    index: fields.indexOf(path),
    type,
    required,
    children: type.kind === 'object' ? childrenOf(path, type, fields, model) : [],
    item: items ? nodeOf('', `${path}[]`, type.of, true, fields, model) : undefined,
  };
}

/** The level of a value and everything in it: 2 where it is not of its type or absent though required, 1 where `isLimited`. */
function look(node: Node, value: unknown, bad: Uint8Array): number {
  if (value === undefined && !node.required) return 0;
  if (!isOfType(value, node.type)) return mark(node, 2, bad);
  const own = mark(node, isLimited(value, node.type) ? 1 : 0, bad);
  const { item, children } = node;
  const items = item ? (value as unknown[]).map((it) => look(item, it, bad)) : [];
  const inside = children.map((child) => look(child, (value as Record<string, unknown>)[child.name], bad));
  return Math.max(own, ...items, ...inside);
}

function mark({ index }: Node, level: number, bad: Uint8Array): number {
  if (level > (bad[index] ?? 0)) bad[index] = level;
  return level;
}

/** Whether a value is a date that does not exist, or a list that is too long for some rules. */
const isLimited = (value: unknown, { kind }: CelType): boolean =>
  kind === 'date' ? !isDay(value as string) : kind === 'list' && (value as unknown[]).length > LONG;

function isOfType(value: unknown, { kind }: CelType): boolean {
  switch (kind) {
    case 'object':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'int':
      return Number.isInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}
