/** Constraints of Table Schema, where they say exactly what the schema says. */
import type { Column } from '../../model/tables.ts';
import type { Schema } from '../../model/types.ts';

export type Constraints = Record<string, unknown>;

const COPIED = ['enum', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** `alone`: the column is the whole key of its table. */
export function constraintsOf(column: Column, alone: boolean): Constraints {
  if (column.role === 'key') return { required: true, ...(alone && { unique: true }), minimum: 1 };
  if (column.role === 'count') return { minimum: 0 };
  const { schema } = column.leaf;
  const copied = Object.fromEntries(COPIED.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])));
  const pattern = typeOf(column) === 'string' ? wholePattern(schema) : undefined;
  return { ...(column.required && { required: true }), ...copied, ...(pattern !== undefined && { pattern }) };
}

/** Dates that are exact by their pattern are dates of Table Schema too; those of versions before ours are texts. */
export function typeOf(column: Column): string {
  if (column.role !== 'value') return 'integer';
  return column.leaf.schema.format === 'date' ? 'date' : column.leaf.type;
}

/** What is not the same in the expressions of JSON Schema and of XML Schema, which Table Schema uses. */
const DIFFERS = /\\[bBdDwWsSpP]|\(\?|[$^]/;

/**
 * A pattern of Table Schema holds for the whole text and knows no anchors; one of JSON Schema is searched for.
 * Undefined where they cannot say the same.
 */
function wholePattern({ pattern }: Schema): string | undefined {
  if (pattern === undefined) return undefined;
  const anchored = /^\^(.*)\$$/s.exec(pattern)?.[1];
  const body = anchored ?? pattern;
  // `[^` is the one place where a circumflex is no anchor.
  if (DIFFERS.test(body.replaceAll('[^', '['))) return undefined;
  if (anchored !== undefined) return alternatives(body) ? undefined : body;
  return `[\\s\\S]*(${body})[\\s\\S]*`;
}

/** Whether a `|` stands outside of all brackets, where the anchors do not hold for both sides. */
function alternatives(body: string): boolean {
  let rest = body.replace(/\\.|\[[^\]]*\]/gs, '');
  let before: string;
  do {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, '');
  } while (rest !== before);
  return rest.includes('|');
}
