import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { itemsOf, membersOf } from './skip.ts';

/** How many keys the objects in a parsed value have. As many as there were colons in the text, unless a key came twice. */
export function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countKeys(item);
    return count;
  }
  // for…in is the fastest way over plain objects; it relies on nobody having added to Object.prototype.
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    count++;
    const field = fields[key];
    if (typeof field === 'object') count += countKeys(field);
  }
  return count;
}

/** How many values a parsed value is made of, itself included. */
export function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const inner of Object.values(value)) count += countValues(inner);
  return count;
}

/** A key that its object already has: where the later one is, and the pointer of its value relative to the whole value. */
export type Duplicate = { key: string; keyAt: number; pointer: string };

/** Every key in the value at `bytes[at]` that came before in the same object, in the order of the text. */
export function* duplicatesIn(bytes: Uint8Array, at: number, end: number, pointer = ''): Generator<Duplicate, void> {
  if (bytes[at] === OPEN_BRACE) {
    const seen = new Set<string>();
    for (const { key, keyAt, valueAt } of membersOf(bytes, at, end)) {
      const inner = child(pointer, key);
      if (seen.has(key)) yield { key, keyAt, pointer: inner };
      seen.add(key);
      yield* duplicatesIn(bytes, valueAt, end, inner);
    }
  } else if (bytes[at] === OPEN_BRACKET) {
    let index = 0;
    for (const valueAt of itemsOf(bytes, at, end)) yield* duplicatesIn(bytes, valueAt, end, child(pointer, index++));
  }
}
