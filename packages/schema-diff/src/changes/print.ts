/** What schemas ask for, as short texts that are the same however that is written. */
import { canonical, isObject } from '../../../base/src/json.ts';
import { within } from '../dialect.ts';
import type { Located } from '../containment/engine.ts';
import { flat, hash } from '../fingerprint.ts';
import type { JsonSchema } from '../types.ts';
import type { Fact, Keywords } from './types.ts';
import { follow, viewOf, isAnnotation } from './view.ts';

/** Subschemas that are read for one print: schemas that lead to one another in many ways have ways without number. */
const MANY = 20_000;

/** Keywords whose order and repetition say nothing: of values, and of schemas. */
const SETS = new Set(['required', 'enum', 'type']);
const ANY_ORDER = new Set(['allOf', 'anyOf', 'oneOf']);

const DYNAMIC = ['$dynamicRef', '$recursiveRef'];

const known = new WeakMap<Fact, string>();

/** All that one difference makes: what both sides ask for, and of which instances. */
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
 * A print of all that a schema asks for: references followed, annotations left aside, keys and sets in one order. A schema that refers to
 * itself is printed by how many schemas further up the reference leads.
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
  /** Prints that do not depend on what stands further up. */
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
    // Where nothing may be taken apart, the view is the schema itself within `allOf`.
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
    // Where these lead depends on the way: all of the document counts.
    const dynamic = DYNAMIC.some((keyword) => keyword in schema) ? [canonical(['dynamic', hash(flat(this.#document.root))])] : [];
    return [...target, ...dynamic];
  }
}

const isWithin = (schema: JsonSchema, { allOf }: Keywords): boolean => Array.isArray(allOf) && allOf.includes(schema);

/** What is said beside subschemas. Of `dependencies`, the lists of names. */
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

/** Values, each once, in an order of their own. */
export const ordered = (values: readonly unknown[]): string[] => [...new Set(values.map(canonical))].sort();
