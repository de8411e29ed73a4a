import { valueAt } from '../../packages/base/src/pointer.ts';
import type { RecordKind } from './kinds.ts';
import type { Model, Schema } from './types.ts';

/**
 * What a schema node says of a value, in a few plain forms: its references followed, its annotations gone. A node that says
 * more than these forms can is `unsure`: every value there is left to Ajv.
 */
export type Shape = ObjectShape | ListShape | CodesShape | TextShape | NumberShape | { form: 'boolean' } | { form: 'unsure' };

/** `required` holds names of members. `closed`: the schema refuses keys that are not members. */
export type ObjectShape = { form: 'object'; members: Member[]; required: string[]; closed: boolean };
export type Member = { name: string; shape: Shape };
export type ListShape = { form: 'list'; items: Shape; minItems: number; unique: boolean };
export type CodesShape = { form: 'codes'; codes: string[] };
/** Lengths in code points; every pattern must match. */
export type TextShape = { form: 'text'; minLength: number; maxLength: number; patterns: string[] };
export type NumberShape = { form: 'number'; integer: boolean; minimum: number; maximum: number };

/** Keywords that say nothing about a value. In our Models no constraint rests on `format` (see DESIGN §3). */
const SILENT = /^(x-|\$id$|\$schema$|\$comment$|\$defs$|title$|description$|examples$|default$|deprecated$|format$)/;

/** The bits of a mask of the members of an object that were seen. */
export const MOST_MEMBERS = 64;
const DEEPEST = 24;

const UNSURE: Shape = { form: 'unsure' };

/** The shape of a record of a kind, or undefined where its schema is beyond these forms as a whole. */
export function recordShape(model: Model, kind: string): ObjectShape | undefined {
  const node = model.schema.$defs?.[kind];
  const shape = node && shapeOf(model.schema, node, 0);
  return shape?.form === 'object' ? shape : undefined;
}

function shapeOf(root: Schema, schema: Schema, depth: number): Shape {
  const node = depth > DEEPEST ? undefined : flat(root, schema);
  if (!node) return UNSURE;
  const { keywords, patterns } = node;
  if (keywords['enum'] !== undefined) return codes(keywords, patterns);
  const make = MAKE[typeOf(keywords)];
  return make ? make(keywords, { root, depth, patterns }) : UNSURE;
}

type Keywords = Record<string, unknown>;

/** A schema without `type` but with members is an object shape: other values, which it accepts, are left to Ajv. */
function typeOf({ type, properties }: Keywords): string {
  if (type === undefined) return properties === undefined ? '' : 'object';
  return typeof type === 'string' ? type : '';
}
type Around = { root: Schema; depth: number; patterns: string[] };

/**
 * A node and the definition that it refers to as one: of bounds the narrower, of patterns all. Undefined where they say the same keyword
 * in another way, or too many references follow one another.
 */
function flat(root: Schema, schema: Schema): { keywords: Keywords; patterns: string[] } | undefined {
  const keywords: Keywords = {};
  const patterns: string[] = [];
  let node: Schema | undefined = schema;
  for (let hops = 0; node && hops < DEEPEST; hops++) {
    for (const [name, value] of Object.entries(node)) {
      if (SILENT.test(name) || name === '$ref') continue;
      if (name === 'pattern') patterns.push(String(value));
      else if (!(name in keywords)) keywords[name] = value;
      else if (NARROWER[name]) keywords[name] = NARROWER[name](Number(keywords[name]), Number(value));
      else if (keywords[name] !== value) return undefined;
    }
    if (node.$ref === undefined) return { keywords, patterns };
    node = valueAt(root, node.$ref.slice(1)) as Schema | undefined;
  }
  return undefined;
}

const NARROWER: Record<string, ((a: number, b: number) => number) | undefined> = {
  minLength: Math.max,
  minimum: Math.max,
  minItems: Math.max,
  maxLength: Math.min,
  maximum: Math.min,
};

const only = (keywords: Keywords, names: readonly string[]): boolean =>
  Object.keys(keywords).every((name) => names.includes(name));

const MAKE: Record<string, (keywords: Keywords, around: Around) => Shape> = {
  object(keywords, { root, depth, patterns }) {
    if (!only(keywords, ['type', 'properties', 'required', 'additionalProperties']) || patterns.length > 0) return UNSURE;
    if (typeof (keywords['additionalProperties'] ?? true) !== 'boolean') return UNSURE;
    const members = Object.entries((keywords['properties'] ?? {}) as Record<string, Schema>).map(([name, child]) => ({
      name,
      shape: shapeOf(root, child, depth + 1),
    }));
    const required = (keywords['required'] ?? []) as string[];
    const known = required.every((name) => members.some((member) => member.name === name));
    if (members.length === 0 || members.length > MOST_MEMBERS || !known) return UNSURE;
    return { form: 'object', members, required, closed: keywords['additionalProperties'] === false };
  },
  array(keywords, { root, depth, patterns }) {
    if (!only(keywords, ['type', 'items', 'minItems', 'uniqueItems']) || patterns.length > 0 || !keywords['items']) return UNSURE;
    const items = shapeOf(root, keywords['items'] as Schema, depth + 1);
    return { form: 'list', items, minItems: Number(keywords['minItems'] ?? 0), unique: keywords['uniqueItems'] === true };
  },
  string(keywords, { patterns }) {
    if (!only(keywords, ['type', 'minLength', 'maxLength'])) return UNSURE;
    const { minLength, maxLength } = keywords;
    return { form: 'text', minLength: Number(minLength ?? 0), maxLength: Number(maxLength ?? Infinity), patterns };
  },
  number: (keywords, { patterns }) => number(keywords, patterns, false),
  integer: (keywords, { patterns }) => number(keywords, patterns, true),
  boolean: (keywords, { patterns }) => (only(keywords, ['type']) && patterns.length === 0 ? { form: 'boolean' } : UNSURE),
};

function number(keywords: Keywords, patterns: string[], integer: boolean): Shape {
  if (!only(keywords, ['type', 'minimum', 'maximum']) || patterns.length > 0) return UNSURE;
  const { minimum, maximum } = keywords;
  return { form: 'number', integer, minimum: Number(minimum ?? -Infinity), maximum: Number(maximum ?? Infinity) };
}

/** What JSON must escape, and halves of surrogate pairs, which UTF-8 cannot write. */
const NOT_PLAIN = /[\p{Cc}\p{Cs}"\\]/u;

/** Codes that are written in JSON as they are. */
function codes(keywords: Keywords, patterns: string[]): Shape {
  const values = keywords['enum'] as unknown[];
  const plain = values.every((code) => typeof code === 'string' && !NOT_PLAIN.test(code));
  if (!plain || patterns.length > 0 || !only(keywords, ['enum', 'type']) || (keywords['type'] ?? 'string') !== 'string')
    return UNSURE;
  return { form: 'codes', codes: values as string[] };
}

/** The names of the members of a record by rank, and those of `required` in its own order, which is that of the findings; `path` is that of their list. */
export type Known = { path: string; members: string[]; required: string[] };
export type KnownKinds = Partial<Record<RecordKind, Known>>;

/** The lists of a version whose records are judged one by one, each by itself and member by member. */
export function knownKinds(model: Model): KnownKinds {
  const kinds: KnownKinds = {};
  for (const {
    path,
    kinds: [kind, ...others],
    uniqueItems,
  } of model.lists) {
    const shape = kind && others.length === 0 && !uniqueItems ? recordShape(model, kind) : undefined;
    if (kind && shape) kinds[kind] = { path, members: shape.members.map(({ name }) => name), required: shape.required };
  }
  return kinds;
}

/** Whether files of a version have a fast path: those whose lists hold records of one kind (2.0.1 and later). */
export const hasRecogniser = (model: Model): boolean => Object.keys(knownKinds(model)).length > 0;
