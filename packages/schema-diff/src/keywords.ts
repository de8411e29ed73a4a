/**
 * What each keyword of each dialect does here, as one table that the reader of schemas, the judge and the engine consult. A test holds it
 * against the meta-schemas, so that no keyword of a dialect can be skipped without a word.
 */
import type { Dialect } from './types.ts';
import { groupBy } from '../../base/src/lists.ts';

export const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** Whether one dialect is older than another. */
export const isOlder = (dialect: Dialect, than: Dialect): boolean => DIALECTS.indexOf(dialect) < DIALECTS.indexOf(than);

/**
 * `read`: what it says counts in the answer. `annotation`: it refuses no instance. `makes unknown`: its meaning is not settled in this
 * dialect, so that the answer is unknown wherever it stands.
 */
export type Does = 'read' | 'annotation' | 'makes unknown';

/** What a keyword holds: one schema, a list of them, either, or schemas by name. */
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
  // Where formats are asserted, as FORMATS says of each; else an annotation.
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

/** What Ajv reads beyond any dialect: a promise instead of an answer, null beside a type, branches by a property. */
const OF_AJV_ALONE = new Set(['$async', 'nullable', 'discriminator']);

const BY_NAME = groupBy(KEYWORDS, ({ keyword }) => keyword);

/** What a keyword does in a dialect; undefined where it is none of its keywords. */
export function doesOf(keyword: string, dialect: Dialect): Does | undefined {
  return BY_NAME.get(keyword)?.find(({ from, to }) => !isOlder(dialect, from) && !isOlder(to, dialect))?.does;
}

/**
 * Whether a keyword is left out of what a dialect reads: other dialects know it and this one does not, or Ajv alone does. A keyword that
 * nobody knows stays, for references may lead into it; so does `$defs`, where schemas of older dialects keep definitions, too.
 */
export const isForeign = (keyword: string, dialect: Dialect): boolean =>
  OF_AJV_ALONE.has(keyword) || (keyword !== '$defs' && BY_NAME.has(keyword) && doesOf(keyword, dialect) === undefined);

/** What a keyword holds, whichever dialect is read. */
export const holdsOf = (keyword: string): Holds | undefined => BY_NAME.get(keyword)?.find(({ holds }) => holds)?.holds;

/** The keywords that make every answer about a schema of a dialect unknown. */
export const unsettledIn = (dialect: Dialect): string[] =>
  KEYWORDS.filter(({ keyword, does }) => does === 'makes unknown' && doesOf(keyword, dialect) === does).map(
    ({ keyword }) => keyword,
  );
