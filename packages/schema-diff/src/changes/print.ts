/** Fingerprints of what schemas require, independent of how it is written. */
import { canonical, isObject } from '../../../base/src/json.ts';
import { within } from '../dialect.ts';
import type { Located } from '../containment/engine.ts';
import { flat, hash } from '../fingerprint.ts';
import type { JsonSchema } from '../types.ts';
import type { Fact, Keywords } from './types.ts';
import { follow, viewOf, isAnnotation } from './view.ts';

/** Maximum number of subschemas per fingerprint: mutually recursive schemas may have unbounded expansions. */
const MANY = 20_000;

/** Keywords whose values are sets, and keywords whose subschemas may be in any order. */
const SETS = new Set(['required', 'enum', 'type']);
const ANY_ORDER = new Set(['allOf', 'anyOf', 'oneOf']);

const DYNAMIC = ['$dynamicRef', '$recursiveRef'];

const known = new WeakMap<Fact, string>();

/** The fingerprint of a difference: the requirements of both sides and the instances to which they apply. */
export function madeOf(fact: Fact): string {
  const found = known.get(fact);
  if (found !== undefined) return found;
  const { pair, made = {}, within: inside = {} } = fact;
  const sides = (['previous', 'next'] as const).map((side) => [
    printOf({ ...pair[side], schema: made[side] ?? fact[side] }),
    inside[side] && !made.also ? printOf({ ...pair[side], schema: inside[side] }) : null,
  ]);
  const text = hash(canonical([sides, made.also ?? null]));
  known.set(fact, text);
  return text;
}

/**
 * The fingerprint of a schema: references are followed, annotations ignored, keys and sets sorted. A recursive reference is
 * represented by the number of levels up to its target.
 */
function printOf(located: Located): string {
  try {
    return new Printer(located).print(located.schema);
  } catch (error) {
    if (error === TOO_MANY || error instanceof RangeError) return hash(flat([located.document.root, located.schema]));
    throw error;
  }
}

const TOO_MANY = new Error('Too many schemas for one print.');

class Printer {
  readonly #document: Located['document'];
  readonly #open: JsonSchema[] = [];
  /** Fingerprints that do not depend on surrounding schemas. */
  readonly #closed = new Map<JsonSchema, string>();
  #loops = 0;
  #count = 0;

  constructor({ document }: Located) {
    this.#document = document;
  }

  print(schema: JsonSchema): string {
    const target = follow(this.#document, schema).schema;
    if (!isObject(target)) return String(target);
    const up = this.#open.lastIndexOf(target);
    if (up >= 0) {
      this.#loops += 1;
      return `up ${String(this.#open.length - up)}`;
    }
    const closed = this.#closed.get(target);
    if (closed !== undefined) return closed;
    if (++this.#count > MANY) throw TOO_MANY;
    const loops = this.#loops;
    this.#open.push(target);
    const print = this.#lines(target);
    this.#open.pop();
    if (loops === this.#loops) this.#closed.set(target, print);
    return print;
  }

  #lines(schema: Keywords): string {
    const view = viewOf({ document: this.#document, schema });
    // If a schema cannot be split, its view is the schema itself within `allOf`.
    const read = isWithin(schema, view) ? schema : view;
    const below = [...within(read)].map(({ keyword, pointer, schema: each }) => {
      const place = ANY_ORDER.has(keyword) ? [keyword] : pointer;
      return canonical([place, this.print(each)]);
    });
    const lines = [...below, ...plainLines(read), ...this.#references(read)].sort();
    return lines.length === 0 ? 'true' : hash(lines.join('\n'));
  }

  #references(schema: Keywords): string[] {
    const { $ref } = schema;
    const target = typeof $ref === 'string' ? [canonical(['$ref', this.print(this.#document.resolve($ref, schema))])] : [];
    // The target of a dynamic reference depends on the scope, so the whole document is included.
    const dynamic = DYNAMIC.some((keyword) => keyword in schema) ? [canonical(['dynamic', hash(flat(this.#document.root))])] : [];
    return [...target, ...dynamic];
  }
}

const isWithin = (schema: JsonSchema, { allOf }: Keywords): boolean => Array.isArray(allOf) && allOf.includes(schema);

/** The keywords without subschemas; for `dependencies`, its lists of names. */
function plainLines(schema: Keywords): string[] {
  const holding = new Set([...within(schema)].map(({ keyword }) => keyword));
  return Object.entries(schema).flatMap(([keyword, value]): string[] => {
    if (isAside(keyword)) return [];
    if (keyword.startsWith('depend') && isObject(value))
      return Object.entries(value).flatMap(([name, names]) =>
        Array.isArray(names) ? [canonical([keyword, name, ordered(names)])] : [],
      );
    if (holding.has(keyword)) return [];
    return [canonical([keyword, SETS.has(keyword) ? ordered([value].flat()) : value])];
  });
}

const isAside = (keyword: string): boolean => keyword === '$ref' || isAnnotation(keyword);

/** The distinct values in canonical form, sorted. */
export const ordered = (values: readonly unknown[]): string[] => [...new Set(values.map(canonical))].sort();
