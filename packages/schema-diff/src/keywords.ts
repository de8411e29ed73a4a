/**
 * The role of each keyword in each dialect, in one table for the schema reader, the validator and the engine. A test compares it
 * with the meta-schemas, so that no keyword is skipped silently.
 */
import type { Dialect } from './types.ts';
import { groupBy } from '../../base/src/lists.ts';

export const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** Whether one dialect is older than another. */
export const isOlder = (dialect: Dialect, than: Dialect): boolean => DIALECTS.indexOf(dialect) < DIALECTS.indexOf(than);

/**
 * `read`: the keyword counts in the result. `annotation`: it refuses no instance. `makes unknown`: its meaning in this dialect is
 * not defined, so the result is unknown.
 */
export type Does = 'read' | 'annotation' | 'makes unknown';

/** The value of a keyword: one schema, a list of schemas, either, or schemas by name. */
export type Holds = 'schema' | 'list' | 'schema or list' | 'map';

export type Keyword = {
  readonly keyword: string;
  /** First and last dialect of which it is a keyword in this way. */
  readonly from: Dialect;
  readonly to: Dialect;
  readonly does: Does;
  readonly holds?: Holds;
};

type Range = readonly [from: Dialect, to: Dialect];

const ALWAYS: Range = ['draft-04', '2020-12'];
const SINCE_06: Range = ['draft-06', '2020-12'];
const SINCE_07: Range = ['draft-07', '2020-12'];
const SINCE_2019: Range = ['2019-09', '2020-12'];
const ONLY_2019: Range = ['2019-09', '2019-09'];
const ONLY_2020: Range = ['2020-12', '2020-12'];

const rows = (does: Does, [from, to]: Range, keywords: readonly string[], holds?: Holds): Keyword[] =>
  keywords.map((keyword) => ({ keyword, from, to, does, ...(holds && { holds }) }));

export const KEYWORDS: readonly Keyword[] = [
  ...rows('read', ['draft-04', 'draft-04'], ['id']),
  ...rows('read', SINCE_06, ['$id']),
  ...rows('read', ALWAYS, ['$schema', '$ref']),
  ...rows('read', SINCE_2019, ['$anchor', '$vocabulary']),
  ...rows('read', ONLY_2019, ['$recursiveRef', '$recursiveAnchor']),
  ...rows('read', ONLY_2020, ['$dynamicRef', '$dynamicAnchor']),
  // The meta-schema of 2020-12 keeps both for schemas that are not updated; the specification gives them no meaning any more.
  ...rows('makes unknown', ONLY_2020, ['$recursiveRef']),
  ...rows('annotation', ONLY_2020, ['$recursiveAnchor']),
  ...rows('read', SINCE_2019, ['$defs'], 'map'),
  ...rows('read', ALWAYS, ['definitions'], 'map'),

  ...rows('read', ALWAYS, ['type', 'enum']),
  ...rows('read', SINCE_06, ['const']),
  ...rows('read', ALWAYS, ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum']),
  ...rows('read', ALWAYS, ['maxLength', 'minLength', 'pattern']),
  // A constraint if formats are asserted (see FORMATS), otherwise an annotation.
  ...rows('read', ALWAYS, ['format']),

  ...rows('read', ALWAYS, ['maxItems', 'minItems', 'uniqueItems']),
  ...rows('read', ['draft-04', '2019-09'], ['items'], 'schema or list'),
  ...rows('read', ['draft-04', '2019-09'], ['additionalItems'], 'schema'),
  ...rows('read', ONLY_2020, ['items'], 'schema'),
  ...rows('read', ONLY_2020, ['prefixItems'], 'list'),
  ...rows('read', SINCE_06, ['contains'], 'schema'),
  ...rows('read', SINCE_2019, ['minContains', 'maxContains']),
  ...rows('read', SINCE_2019, ['unevaluatedItems', 'unevaluatedProperties'], 'schema'),

  ...rows('read', ALWAYS, ['maxProperties', 'minProperties', 'required']),
  ...rows('read', ALWAYS, ['properties', 'patternProperties'], 'map'),
  ...rows('read', ALWAYS, ['additionalProperties'], 'schema'),
  ...rows('read', SINCE_06, ['propertyNames'], 'schema'),
  ...rows('read', SINCE_2019, ['dependentRequired']),
  ...rows('read', SINCE_2019, ['dependentSchemas'], 'map'),
  ...rows('read', ['draft-04', 'draft-07'], ['dependencies'], 'map'),
  // Replaced, and left in the meta-schema: some validators go on reading it, others do not.
  ...rows('makes unknown', SINCE_2019, ['dependencies'], 'map'),

  ...rows('read', ALWAYS, ['allOf', 'anyOf', 'oneOf'], 'list'),
  ...rows('read', ALWAYS, ['not'], 'schema'),
  ...rows('read', SINCE_07, ['if', 'then', 'else'], 'schema'),

  ...rows('annotation', ALWAYS, ['title', 'description', 'default']),
  ...rows('annotation', SINCE_06, ['examples']),
  ...rows('annotation', SINCE_07, ['$comment', 'readOnly', 'writeOnly', 'contentMediaType', 'contentEncoding']),
  ...rows('annotation', SINCE_2019, ['deprecated']),
  ...rows('annotation', SINCE_2019, ['contentSchema'], 'schema'),
];

/** Keywords of Ajv that belong to no dialect: a promise instead of a result, null beside a type, branches by a property. */
const OF_AJV_ALONE = new Set(['$async', 'nullable', 'discriminator']);

const BY_NAME = groupBy(KEYWORDS, ({ keyword }) => keyword);

/** The role of a keyword in a dialect; undefined if the dialect does not have it. */
export function doesOf(keyword: string, dialect: Dialect): Does | undefined {
  return BY_NAME.get(keyword)?.find(({ from, to }) => !isOlder(dialect, from) && !isOlder(to, dialect))?.does;
}

/**
 * Whether a keyword is ignored: other dialects or only Ajv have it, but this one does not. Unknown keywords are kept, since
 * references may lead into them; so is `$defs`, where schemas of older dialects keep definitions as well.
 */
export const isForeign = (keyword: string, dialect: Dialect): boolean =>
  OF_AJV_ALONE.has(keyword) || (keyword !== '$defs' && BY_NAME.has(keyword) && doesOf(keyword, dialect) === undefined);

/** Keywords that name schemas and keep them, and refuse nothing themselves. */
const NAMING = new Set([
  ...['id', '$id', '$schema', '$anchor', '$dynamicAnchor', '$recursiveAnchor', '$vocabulary', '$defs', 'definitions'],
]);

/** Whether a schema of a dialect may refuse an instance by a keyword, or it is not settled whether it does. */
export function isAsserting(keyword: string, dialect: Dialect): boolean {
  const does = doesOf(keyword, dialect);
  return does !== undefined && does !== 'annotation' && !NAMING.has(keyword);
}

/** Keywords that refer to another schema, in any dialect. */
export const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

/** The names that `type` may have. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** The kind of value that a keyword has, in any dialect. */
export const holdsOf = (keyword: string): Holds | undefined => BY_NAME.get(keyword)?.find(({ holds }) => holds)?.holds;

/** The keywords that make every answer about a schema of a dialect unknown. */
export const unsettledIn = (dialect: Dialect): string[] =>
  KEYWORDS.filter(({ keyword, does }) => does === 'makes unknown' && doesOf(keyword, dialect) === does).map(
    ({ keyword }) => keyword,
  );
