/** Schemas of schemas, whose references lead where they led before. */
import type { Dialect, Schema } from './dialect.ts';

type Keywords = Record<string, unknown>;

/** What both accept. */
export const both = (a: Schema, b: Schema, dialect: Dialect): Schema => composed('allOf', a, b, dialect);

/** What one accepts at least. */
export const either = (a: Schema, b: Schema, dialect: Dialect): Schema => composed('anyOf', a, b, dialect);

function composed(keyword: string, a: Schema, b: Schema, dialect: Dialect): Schema {
  const definitions = dialect === '2019-09' || dialect === '2020-12' ? '$defs' : 'definitions';
  const at = (name: string): string => `#/${definitions}/${name}`;
  return {
    [keyword]: [{ $ref: at('a') }, { $ref: at('b') }],
    [definitions]: { a: moved(asObject(a), at('a')), b: moved(asObject(b), at('b')) },
  };
}

/** draft-04 has no boolean schemas. */
const asObject = (schema: Schema): Schema => (typeof schema === 'object' ? schema : schema ? {} : { not: {} });

/** A schema that stands under another root from now on: `#…` of old is below `at`. No constant of the random schemas has a key `$ref`. */
function moved(value: unknown, at: string): unknown {
  if (Array.isArray(value)) return value.map((one) => moved(one, at));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Keywords).map(([key, one]) => [
      key,
      key === '$ref' && typeof one === 'string' ? one.replace('#', at) : moved(one, at),
    ]),
  );
}
