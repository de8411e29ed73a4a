import type { JsonSchema } from '../../types.ts';
import { areAlike, comingOrGoing, pick } from '../directed.ts';
import type { Family } from '../types.ts';
import { ASSERTION_KEYWORDS } from './assertions.ts';
import { BOUND_KEYWORDS } from './bounds.ts';

/** Keywords that a family of their own takes apart. */
const TAKEN = new Set([
  ...[...ASSERTION_KEYWORDS, ...BOUND_KEYWORDS, 'type', 'enum', 'const'],
  ...['properties', 'patternProperties', 'additionalProperties', 'required'],
  ...['prefixItems', 'items', 'additionalItems', 'allOf', 'anyOf', 'oneOf'],
]);

/** Keywords that no family handles. The caller asks the engine and drops those without effect. */
export const rest: Family = ({ p, n, pair }) => {
  const keywords = [...new Set([...Object.keys(p), ...Object.keys(n)])].filter(
    (keyword) => !TAKEN.has(keyword) && !areAlike(p, n, [keyword]),
  );
  return {
    drafts: keywords.map((keyword) => {
      const kind = comingOrGoing('constraint', keyword in p, keyword in n);
      // The effect of unevaluated… depends on all adjacent keywords, so the schemas do not show which of them caused the change.
      const whole = keyword.startsWith('unevaluated');
      const [previous, next] = whole
        ? [{ allOf: [pair.previous.schema] }, { allOf: [pair.next.schema] }]
        : [pick(p, [keyword]), pick(n, [keyword])];
      const [before, after] = [pair.previous.schema, pair.next.schema].map((schema) => without(schema, keyword));
      const otherwise = before !== undefined && after !== undefined && { otherwise: { previous: before, next: after } };
      return { kind, params: { keyword }, previous, next, ...(whole && { made: { also: keyword }, ...otherwise }) };
    }),
  };
};

/** The schema without a keyword; undefined where it refers to others, for a reference counts from the very schema that it stands in. */
function without(schema: JsonSchema, keyword: string): JsonSchema | undefined {
  if (typeof schema === 'boolean') return schema;
  const { [keyword]: _, ...others } = schema;
  return ['$ref', '$dynamicRef', '$recursiveRef'].some((reference) => reference in others) ? undefined : others;
}
