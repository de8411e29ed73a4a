import { REFERENCES } from '../../keywords.ts';
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
      const params = { keyword };
      if (!keyword.startsWith('unevaluated')) return { kind, params, previous: pick(p, [keyword]), next: pick(n, [keyword]) };
      // The effect of unevaluated… depends on all adjacent keywords, so the schemas do not show which of them caused the change.
      const [previous, next] = [pair.previous.schema, pair.next.schema];
      const [before, after] = [without(previous, keyword), without(next, keyword)];
      const otherwise = before !== undefined && after !== undefined && { otherwise: { previous: before, next: after } };
      return { kind, params, previous: { allOf: [previous] }, next: { allOf: [next] }, made: { also: keyword }, ...otherwise };
    }),
  };
};

/** The schema without a keyword; undefined where it refers to others, for a reference counts from the very schema that it stands in. */
function without(schema: JsonSchema, keyword: string): JsonSchema | undefined {
  if (typeof schema === 'boolean') return schema;
  const { [keyword]: _, ...others } = schema;
  return REFERENCES.some((reference) => reference in others) ? undefined : others;
}
