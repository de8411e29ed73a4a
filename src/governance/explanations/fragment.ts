/** The excerpts of one invalid example, before and after it is mended. */
import type { Rule } from '../../model/rules.ts';
import { child, tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { isItem, isRecord, parent } from '../../messages/paths.ts';
import type { Expected } from '../examples/expected.ts';
import { excerpt } from './excerpt.ts';
import { isOnFile, namedFields } from './named.ts';
import { nearest } from '../../messages/nearest.ts';
import { namesAt, nearestUnit, patched, type Valid } from './units.ts';

export type Fragment = { invalid: string; valid?: string };

/** Levels of a record that are shown below the block of the finding. */
const DEPTH = 3;

/** The excerpt of a file at an expected finding, and the same place when mended as in the valid record (or file) nearest to it. */
export function fragmentOf(root: unknown, expected: Expected, valid: readonly Valid[], rule: Rule | undefined): Fragment {
  const record = recordOf(expected.path);
  const place = record === undefined || isOnFile(rule) ? '' : record;
  const path = expected.property === undefined ? expected.path : child(expected.path, expected.property);
  const focus = path.slice(place.length);
  const before = valueAt(root, place);
  const surplus = expected.code === 'schema.additionalProperties';
  const names = surplus ? renamed(before, valid, place, focus) : [];
  const named = namedFields(rule, expected.path, record ?? '').map((pointer) => pointer.slice(place.length));
  const unit = nearestUnit(before, valid, place, focus, named);
  const after = rule || unit === undefined ? unit : mended(before, focus, surplus ? undefined : valueAt(unit, focus), names);
  // Where the finding is on a record as a whole, what the rule reads in it is worth showing, not its first fields.
  const kept = (place === '' || focus === '') && named.length > 0 ? named : [focus, ...names, ...named];
  return show(kept.map(fromList), before, after, place === '' ? DEPTH - tokens(focus).length : DEPTH);
}

/** The record that a path leads into. */
function recordOf(path: string): string | undefined {
  const ways = tokens(path).map((_, i, all) => all.slice(0, i + 1).reduce<string>(child, ''));
  return ways.find(isRecord);
}

/** Where a name is misspelt: where the value should stand, under a name that valid blocks of this place have. */
function renamed(before: unknown, valid: readonly Valid[], place: string, focus: string): string[] {
  const block = parent(focus);
  const names = namesAt(valid, place, block).filter((name) => valueAt(before, child(block, name)) === undefined);
  return nearest(tokens(focus).at(-1) ?? '', names, 1).map((name) => child(block, name));
}

/** A field is judged alone by the schema: the right value in the wrong record makes it right. */
const mended = (before: unknown, focus: string, right: unknown, names: readonly string[]): unknown =>
  names.reduce((value, name) => patched(value, name, valueAt(before, focus)), patched(before, focus, right));

/** An item of a list says little without the others. */
const fromList = (pointer: string): string => (isItem(pointer) && !isRecord(pointer) ? parent(pointer) : pointer);

function show(kept: readonly string[], before: unknown, after: unknown, depth: number): Fragment {
  const values = after === undefined ? [before] : [before, after];
  const top = commonBlock(kept, values);
  const beside = hasAll(values, kept[0] ?? '') ? [] : neighbour(before, top, kept);
  const shown = [...kept.map((pointer) => ({ pointer, depth })), ...beside.map((pointer) => ({ pointer, depth: 0 }))];
  const told = (value: unknown) =>
    excerpt(
      valueAt(value, top),
      shown.map((it) => ({ ...it, pointer: it.pointer.slice(top.length) })),
    );
  return { invalid: told(before), ...(after !== undefined && { valid: told(after) }) };
}

const hasAll = (values: readonly unknown[], pointer: string): boolean =>
  values.every((value) => valueAt(value, pointer) !== undefined);

/** Where a field is missing or too much, another one of its block shows which block it is. */
function neighbour(value: unknown, top: string, kept: readonly string[]): string[] {
  const block = valueAt(value, top);
  const others = Object.entries(typeof block === 'object' && block !== null ? block : {}).filter(
    ([key]) => !kept.includes(child(top, key)),
  );
  const [key] = others.find(([, item]) => typeof item !== 'object') ?? others[0] ?? [];
  return key === undefined ? [] : [child(top, key)];
}

/** The deepest block that holds all the places, in each of the values. */
function commonBlock(kept: readonly string[], values: readonly unknown[]): string {
  const [first = ''] = kept;
  let top = parent(first);
  const holds = (pointer: string) =>
    kept.every((other) => other.startsWith(`${pointer}/`)) && values.every((value) => isBlock(valueAt(value, pointer)));
  while (top !== '' && !holds(top)) top = parent(top);
  return top;
}

const isBlock = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
