/** The records (or whole files) of the valid examples, to compare an invalid one with. */
import { distance } from 'fastest-levenshtein';
import { valueAt, child, tokens } from '../../../packages/base/src/pointer.ts';
import { parent } from '../../messages/paths.ts';

/** A valid example, and what was taken out of it, by the pointer of its list or `WHOLE`. */
export type Valid = { root: unknown; units: Map<string, Unit[]> };
type Unit = { value: unknown; leaves: Leaves };

/** Stands for the file itself: no pointer, since `''` is that of a file that is a list. */
const WHOLE = 'whole';

/** Worth as many differing leaves: the field is not there at all, has a value unlike the wrong one, or another that it is compared with differs. */
const ABSENT = 40;
const UNLIKE = 8;
const OTHER = 4;

/**
 * The valid unit with the fewest leaves that differ. One that has a like value at `focus`, and the same ones at the places
 * that it is compared with, goes first.
 */
export function nearestUnit(
  value: unknown,
  valid: readonly Valid[],
  place: string,
  focus: string,
  named: readonly string[],
): unknown {
  const leaves = leavesOf(value);
  const wrong = valueAt(value, focus);
  const compared = named.filter((pointer) => pointer !== focus && leaves.has(pointer));
  let best: { value: unknown; cost: number } | undefined;
  for (const unit of unitsAt(valid, place)) {
    const others = compared.filter((pointer) => unit.leaves.get(pointer) !== leaves.get(pointer)).length;
    const least = differences(leaves, unit.leaves) + OTHER * others;
    // To compare texts takes longer than all else.
    if (best && least >= best.cost) continue;
    const cost = least + unlike(wrong, valueAt(unit.value, focus));
    if (!best || cost < best.cost) best = { value: unit.value, cost };
  }
  return best?.value;
}

function unlike(wrong: unknown, right: unknown): number {
  if (right === undefined) return ABSENT;
  if (typeof wrong === 'number' && typeof right === 'number') {
    // Nought in place of a number would read as advice.
    return right === 0 ? ABSENT : (UNLIKE * Math.abs(wrong - right)) / Math.max(Math.abs(wrong), Math.abs(right));
  }
  const [a, b] = [wrong === undefined ? '' : JSON.stringify(wrong), JSON.stringify(right)];
  return (UNLIKE * distance(a, b)) / Math.max(a.length, b.length);
}

function unitsAt(valid: readonly Valid[], place: string): Unit[] {
  const key = place === '' ? WHOLE : parent(place);
  return valid.flatMap((one) => {
    const known = one.units.get(key) ?? valuesIn(one.root, key).map((value) => ({ value, leaves: leavesOf(value) }));
    one.units.set(key, known);
    return known;
  });
}

function valuesIn(root: unknown, key: string): unknown[] {
  if (key === WHOLE) return [root];
  const items: unknown = valueAt(root, key);
  return Array.isArray(items) ? items : [];
}

/** The value with another at a pointer, or without anything there. */
export function patched(value: unknown, pointer: string, right: unknown): unknown {
  if (pointer === '') return right;
  const copy = structuredClone(value);
  const above = valueAt(copy, parent(pointer));
  const key = tokens(pointer).at(-1) ?? '';
  if (Array.isArray(above) && right === undefined) above.splice(Number(key), 1);
  else if (typeof above !== 'object' || above === null) return value;
  else if (right === undefined) Reflect.deleteProperty(above, key);
  else (above as Record<string, unknown>)[key] = right;
  return copy;
}

/** Names that the valid units have in one of their blocks. */
export function namesAt(valid: readonly Valid[], place: string, block: string): string[] {
  const blocks = unitsAt(valid, place).map((unit) => valueAt(unit.value, block));
  return [...new Set(blocks.flatMap((it) => (typeof it === 'object' && it !== null ? Object.keys(it) : [])))];
}

/** The leaves of a value as JSON, by pointer. An empty list or object is a leaf. */
type Leaves = ReadonlyMap<string, string>;

function leavesOf(value: unknown, pointer = '', leaves = new Map<string, string>()): Leaves {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inside.length === 0) leaves.set(pointer, JSON.stringify(value));
  for (const [key, item] of inside) leavesOf(item, child(pointer, key), leaves);
  return leaves;
}

/** How many leaves one of the two lacks, or has otherwise. */
function differences(a: Leaves, b: Leaves): number {
  let shared = 0;
  let same = 0;
  for (const [pointer, json] of a) {
    const other = b.get(pointer);
    if (other !== undefined) shared++;
    if (other === json) same++;
  }
  return a.size + b.size - shared - same;
}
