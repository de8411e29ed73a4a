/** Tells schemas from documents that are none: of these anything could be said, for they accept everything. */
import { isObject } from '../../base/src/json.ts';
import { child } from '../../base/src/pointer.ts';
import { bounded, isUnknown } from './automata/unknown.ts';
import { dialectOf } from './dialect.ts';
import { SchemaError } from './errors.ts';
import { isAsserting, TYPE_NAMES } from './keywords.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

/** Places that are named, and values that are looked at to find them. */
const NAMED = 5;
const LOOKED_AT = 20_000;

/**
 * Throws a SchemaError for a document that says something, but nothing that could refuse an instance: data, a file of definitions, a
 * description of an interface. `{}` and `true` say in so many words that they accept everything.
 */
export function refuseWithoutAssertion(side: 'previous' | 'next', document: JsonSchema, options: DiffOptions): void {
  const dialect = bounded(0, () => dialectOf(document, options));
  // What the keywords of a dialect say that is not known is not known either.
  if (!isObject(document) || isUnknown(dialect)) return;
  const names = Object.keys(document);
  if (names.length === 0 || names.some((name) => isAsserting(name, dialect))) return;
  const places = schemasIn(document, dialect);
  throw new SchemaError('input.schema-no-assertion', { side, dialect, places, first: places[0] ?? '' });
}

/** References to the first schemas within a document, none within another. In a reference `%` begins a character written otherwise. */
function schemasIn(document: JsonSchema, dialect: Dialect): string[] {
  const found: string[] = [];
  const open: { at: string; value: unknown }[] = [{ at: '#', value: document }];
  for (let i = 0; i < open.length && found.length < NAMED; i++) {
    const { at, value } = open[i] as (typeof open)[number];
    if (i > 0 && looksLikeSchema(value, dialect)) found.push(at);
    else if (typeof value === 'object' && value !== null && open.length < LOOKED_AT)
      for (const [key, below] of Object.entries(value)) open.push({ at: child(at, key.replaceAll('%', '%25')), value: below });
  }
  return found;
}

/** Whether a value has an asserting keyword whose value is of a form that data seldom has. */
function looksLikeSchema(value: unknown, dialect: Dialect): boolean {
  if (!isObject(value)) return false;
  const { type, properties, $ref } = value;
  return (
    Object.keys(value).some((name) => isAsserting(name, dialect)) &&
    ([type].flat().every((name) => TYPE_NAMES.has(String(name))) || isObject(properties) || typeof $ref === 'string')
  );
}
