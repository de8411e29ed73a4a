import { undecidable } from '../../automata/unknown.ts';
import { sizeOf } from '../../../../base/src/json.ts';
import type { Context } from './context.ts';
import { type Literal, type Scalar, type Terms, TRUE, type Type } from '../terms.ts';

/** Values nested beyond this are not followed. */
const DEEP = 500;

/** `type`: one name or several. */
export function typeTerm({ terms, schema }: Context): Literal {
  const { type } = schema;
  if (type === undefined) return TRUE;
  return terms.any([type].flat().map((name) => (name === 'integer' ? integer(terms) : terms.type(name as Type))));
}

const integer = (terms: Terms): Literal =>
  terms.all([terms.type('number'), terms.atom({ kind: 'multiple', type: 'number', of: 1 })]);

/** Steps for a value in a list or an object that is listed: the terms that say what it is take a kilobyte. */
const PART = 64;

/** `enum` and `const`: `const` and `enum` of one value are one term. */
export function enumerated({ terms, schema }: Context, spend: (steps: number) => void): Literal[] {
  const lists = [...(Array.isArray(schema['enum']) ? [schema['enum']] : []), ...('const' in schema ? [[schema['const']]] : [])];
  return lists.map((list: unknown[]) => {
    for (const value of list) if (typeof value === 'object') spend(sizeOf(value) * PART);
    return oneOf(terms, list);
  });
}

/** The instance equals one of the values. Scalars of a type are one term, however many they are. */
function oneOf(terms: Terms, values: readonly unknown[]): Literal {
  const scalars = { boolean: new Set<Scalar>(), number: new Set<Scalar>(), string: new Set<Scalar>() };
  const others: Literal[] = [];
  for (const value of values) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      // As a text a number beyond all doubles (1e400) would be like any other such number.
      if (typeof value === 'number' && !Number.isFinite(value)) throw undecidable('not-a-double');
      scalars[typeof value as 'string'].add(Object.is(value, -0) ? 0 : value);
    } else others.push(equalTo(terms, value));
  }
  const lists = (['boolean', 'number', 'string'] as const).map((type) => terms.among(type, scalars[type]));
  return terms.any([...lists, ...others]);
}

/** The instance equals a value. Lists and objects are reported by what is in them. */
export function equalTo(terms: Terms, value: unknown, depth = 0): Literal {
  if (depth > DEEP) throw undecidable('too-deep');
  if (value === null) return terms.type('null');
  if (Array.isArray(value)) return equalList(terms, value, depth);
  if (typeof value === 'object') return equalObject(terms, value as Record<string, unknown>, depth);
  return oneOf(terms, [value]);
}

function equalList(terms: Terms, list: readonly unknown[], depth: number): Literal {
  const size = { kind: 'items', type: 'array', from: 0, to: Infinity, of: TRUE, min: list.length, max: list.length } as const;
  const items = list.map((item, i) =>
    terms.atom({ kind: 'items', type: 'array', from: i, to: i + 1, of: equalTo(terms, item, depth + 1) ^ 1, min: 0, max: 0 }),
  );
  return terms.all([terms.type('array'), terms.atom(size), ...items]);
}

function equalObject(terms: Terms, object: Readonly<Record<string, unknown>>, depth: number): Literal {
  const names = Object.keys(object);
  const members = names.map((name) => {
    const of = equalTo(terms, object[name], depth + 1);
    return terms.atom({ kind: 'members', type: 'object', names: terms.among('string', [name]), of, min: 1, max: Infinity });
  });
  const others = terms.among('string', names) ^ 1;
  const closed = terms.atom({ kind: 'members', type: 'object', names: others, of: TRUE, min: 0, max: 0 });
  return terms.all([terms.type('object'), closed, ...members]);
}
