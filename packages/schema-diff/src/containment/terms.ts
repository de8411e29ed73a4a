import type { Texts } from '../../../base/src/language.ts';
import type { JsonSchema } from '../types.ts';
import type { Document } from './document.ts';

/** The six types of JSON. `integer` of JSON Schema is a number that is a multiple of 1. */
export const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
export type Type = (typeof TYPES)[number];

/** A term or its negation: twice the number of the term, and one more where it is negated. */
export type Literal = number;

export type Scalar = string | number | boolean;

/**
 * A term about an instance. A term with a `type` holds for every instance of another type, like the keywords of JSON Schema;
 * except `type` and `among`, which hold for no other type.
 */
export type Term =
  | { kind: 'all'; of: readonly Literal[] }
  | { kind: 'schema'; document: Document; schema: JsonSchema }
  | { kind: 'opaque'; reason: Texts }
  | { kind: 'type'; type: Type }
  | { kind: 'among'; type: 'boolean' | 'number' | 'string'; values: ReadonlySet<Scalar> }
  | { kind: 'bound'; type: 'number'; at: number; end: 'min' | 'max'; exclusive: boolean }
  | { kind: 'multiple'; type: 'number'; of: number }
  | { kind: 'length'; type: 'string'; min: number; max: number }
  | { kind: 'pattern'; type: 'string'; pattern: string; unicode: boolean }
  | { kind: 'format'; type: 'string'; format: string }
  /** The number of items with an index in [from, to) that satisfy `of`. */
  | { kind: 'items'; type: 'array'; from: number; to: number; of: Literal; min: number; max: number }
  | { kind: 'unique'; type: 'array' }
  /** The number of properties whose name satisfies `names` and whose value satisfies `of`. */
  | { kind: 'members'; type: 'object'; names: Literal; of: Literal; min: number; max: number };

export type Atom = Exclude<Term, { kind: 'all' | 'schema' | 'opaque' }>;
export type Of<K extends Term['kind']> = Extract<Term, { kind: K }>;

/** Holds of every instance: the conjunction of nothing. */
export const TRUE: Literal = 0;
/** Holds of none. */
export const FALSE: Literal = 1;

export const not = (literal: Literal): Literal => literal ^ 1;
export const isNegated = (literal: Literal): boolean => (literal & 1) === 1;

/** All terms that are spoken of, each written once: equal terms have one number. */
export class Terms {
  readonly #terms: Term[] = [];
  readonly #ids = new Map<string, Literal>();
  readonly #schemas = new Map<Document, Map<JsonSchema, Literal>>();
  #bytes = 0;

  /** Bytes of all terms, about. */
  get bytes(): number {
    return this.#bytes;
  }

  constructor() {
    this.#intern('all', { kind: 'all', of: [] });
  }

  at(literal: Literal): Term {
    return this.#terms[literal >> 1] as Term;
  }

  /** All of these hold. */
  all(literals: readonly Literal[]): Literal {
    const of = [...new Set(literals)].filter((literal) => literal !== TRUE).sort((a, b) => a - b);
    if (of.some((literal, i) => literal === FALSE || (i > 0 && of[i - 1] === not(literal)))) return FALSE;
    const [only, ...more] = of;
    if (more.length === 0) return only ?? TRUE;
    return this.#intern(`all ${of.join()}`, { kind: 'all', of });
  }

  /** One of these holds, at least. */
  any = (literals: readonly Literal[]): Literal => not(this.all(literals.map(not)));

  /** Implication: if the first holds, so does the second. */
  implies = (condition: Literal, consequence: Literal): Literal => this.any([not(condition), consequence]);

  /** A schema, read only when it is looked into. */
  schema(document: Document, schema: JsonSchema): Literal {
    if (typeof schema === 'boolean') return schema ? TRUE : FALSE;
    let known = this.#schemas.get(document);
    if (!known) this.#schemas.set(document, (known = new Map<JsonSchema, Literal>()));
    let literal = known.get(schema);
    if (literal === undefined) known.set(schema, (literal = this.#add({ kind: 'schema', document, schema })));
    return literal;
  }

  /**
   * A part of a schema that is not interpreted. It equals no other term, not even one with the same reason, unless both have the
   * same `key`.
   */
  opaque(reason: Texts, key?: string): Literal {
    const term: Term = { kind: 'opaque', reason };
    return key === undefined ? this.#add(term) : this.#intern(`opaque ${key}`, term);
  }

  atom(atom: Exclude<Atom, { kind: 'among' }>): Literal {
    return this.#intern(
      JSON.stringify(atom, (_, value: unknown) => (value === Infinity ? 'Infinity' : value)),
      atom,
    );
  }

  type = (type: Type): Literal => this.atom({ kind: 'type', type });

  among(type: 'boolean' | 'number' | 'string', values: Iterable<Scalar>): Literal {
    const sorted = [...new Set(values)].sort(byText);
    if (sorted.length === 0) return FALSE;
    return this.#intern(`among ${JSON.stringify(sorted)}`, { kind: 'among', type, values: new Set(sorted) });
  }

  #intern(key: string, term: Term): Literal {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const literal = this.#add(term);
    this.#ids.set(key, literal);
    // The key, and what it is about once more.
    this.#bytes += key.length * 3;
    return literal;
  }

  #add(term: Term): Literal {
    this.#bytes += 150;
    return (this.#terms.push(term) - 1) * 2;
  }
}

const byText = (a: Scalar, b: Scalar): number => (String(a) < String(b) ? -1 : 1);
