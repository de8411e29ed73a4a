import { canonical } from '../../base/src/json.ts';

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;
const MASK = 0xffffffffffffffffn;

/**
 * 16 hexadecimal digits that identify a change of this kind at this place, stable across runs. `made`: the content of the change;
 * lists without significant order must be sorted.
 */
export const fingerprintOf = (kind: string, place: string, made: unknown): string => hash(canonical([kind, place, made]));

/** FNV-1a, 64 bits, over the UTF-8 bytes, in hexadecimal digits. */
export function hash(text: string): string {
  let sum = BASIS;
  for (const byte of new TextEncoder().encode(text)) sum = ((sum ^ BigInt(byte)) * PRIME) & MASK;
  return sum.toString(16).padStart(16, '0');
}

/** The canonical text of a value that may be nested more deeply than what is recursive can follow. */
export function flat(value: unknown): string {
  const text: string[] = [];
  const open: ({ value: unknown } | string)[] = [{ value }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one === 'string') text.push(one);
    else open.push(...partsOf(one.value).reverse());
  }
  return text.join('');
}

/** A value as signs and the values within it. */
function partsOf(value: unknown): ({ value: unknown } | string)[] {
  if (typeof value !== 'object' || value === null) return [canonical(value)];
  if (Array.isArray(value)) return ['[', ...value.flatMap((item: unknown) => [{ value: item }, ',']), ']'];
  const object = value as Record<string, unknown>;
  const names = Object.keys(object).sort();
  return ['{', ...names.flatMap((name) => [`${canonical(name)}:`, { value: object[name] }, ',']), '}'];
}
