import type { Leaf, LeafType } from '../../model/tree.ts';
import type { Column } from '../../model/tables.ts';
import { codesTable } from './codelists.ts';
import { postgresPattern } from './pattern.ts';
import { identifier, literal } from './text.ts';

/** The type of dates: the pattern of the schema, written once. */
export const DAY = 'jour';

/**
 * `numeric` keeps a number as it is written and adds up euros to the cent, where `double precision` would drift: every number of JSON
 * passes through it unchanged. `bigint` is what programs expect of a count; it ends at 9223372036854775807.
 */
const TYPES: Record<LeafType, string> = { string: 'text', number: 'numeric', integer: 'bigint', boolean: 'boolean' };

/** One column of a CREATE TABLE, with its constraints. `day`: the pattern of the domain of dates. */
export function columnLine(column: Column, day: string | undefined): string {
  const name = identifier(column.name);
  const presence = column.required ? ' NOT NULL' : '';
  return `  ${[`${name} ${typeOf(column, day)}${presence}`, ...checksOf(column, name, day)].join(' ')}`;
}

const typeOf = (column: Column, day: string | undefined): string =>
  column.role !== 'value' ? 'integer' : isDay(column.leaf, day) ? DAY : TYPES[column.leaf.type];

function checksOf(column: Column, name: string, day: string | undefined): string[] {
  if (column.role === 'key') return [`CHECK (${name} >= 1)`];
  if (column.role === 'count') return [`CHECK (${name} >= 0)`];
  const { leaf } = column;
  if (leaf.codelist !== undefined) return [`REFERENCES ${identifier(codesTable(leaf.codelist))}`];
  return conditions(leaf, name, isDay(leaf, day)).map((condition) => `CHECK (${condition})`);
}

/** Whether a value has the type of dates: its pattern is that of the domain. A date of another form is a text with its own check. */
const isDay = ({ isDate, schema }: Leaf, day: string | undefined): boolean =>
  isDate && day !== undefined && schema.pattern === day;

/** What the schema asks of a value, as conditions. Lengths are in characters (code points), as in JSON Schema. */
function conditions(leaf: Leaf, name: string, isDay: boolean): string[] {
  const { schema } = leaf;
  const pattern = isDay || schema.pattern === undefined ? undefined : postgresPattern(schema.pattern);
  return [
    ...(schema.minLength === undefined ? [] : [`char_length(${name}) >= ${schema.minLength}`]),
    ...(schema.maxLength === undefined ? [] : [`char_length(${name}) <= ${schema.maxLength}`]),
    ...(pattern === undefined ? [] : [`${name} ~ ${literal(pattern)}`]),
    ...(schema.minimum === undefined ? [] : [`${name} >= ${schema.minimum}`]),
    ...(schema.maximum === undefined ? [] : [`${name} <= ${schema.maximum}`]),
    ...(leaf.type === 'number' && schema.maximum === undefined ? [`${name} < 'Infinity'`] : []),
    ...(schema.enum
      ? [
          `${name} IN (${schema.enum
            .filter((value) => value !== null)
            .map((value) => literal(typeof value === 'string' ? value : JSON.stringify(value)))
            .join(', ')})`,
        ]
      : []),
  ];
}

/** Whether a pattern of the column had to be left out, since PostgreSQL has no such expression. */
export const leavesPatternOut = (column: Column): boolean =>
  column.role === 'value' &&
  column.leaf.schema.pattern !== undefined &&
  postgresPattern(column.leaf.schema.pattern) === undefined;
