import { canonical } from '../../../base/src/json.ts';
import { isObject } from '../../../base/src/json.ts';
import type { Keywords } from './types.ts';

/** Keywords that read one another: those of one group must come from one schema. */
const GROUPS: readonly (readonly string[])[] = [
  ['patternProperties', 'additionalProperties'],
  ['prefixItems', 'items', 'additionalItems'],
  ['contains', 'minContains', 'maxContains'],
  ['if', 'then', 'else'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];

const groupOf = (keyword: string): string => GROUPS.find((group) => group.includes(keyword))?.[0] ?? keyword;

/**
 * One object of keywords that says what these say together. Those that cannot be laid together without a change of meaning stay beside
 * the others, in `allOf`.
 */
export function merge(conjuncts: readonly Keywords[]): Keywords {
  const [first = {}, ...others] = conjuncts;
  let merged = first;
  const apart: Keywords[] = [];
  for (const other of others) {
    const both = together(merged, other);
    if (both) merged = both;
    else apart.push(other);
  }
  return apart.length === 0 ? merged : { ...merged, allOf: [...((merged['allOf'] as unknown[] | undefined) ?? []), ...apart] };
}

function together(a: Keywords, b: Keywords): Keywords | undefined {
  const groups = new Set(Object.keys(a).map(groupOf));
  const shared = Object.keys(b).filter((keyword) => groups.has(groupOf(keyword)) && !sameValue(a, b, keyword));
  if (shared.some((keyword) => !LAID[keyword]) || closes(a, b) || closes(b, a)) return undefined;
  const laid = shared.map((keyword) => [keyword, LAID[keyword]?.(a[keyword], b[keyword])]);
  return { ...a, ...b, ...(Object.fromEntries(laid) as Keywords) };
}

const sameValue = (a: Keywords, b: Keywords, keyword: string): boolean =>
  GROUPS.every((group) => !group.includes(keyword)) && keyword in a && canonical(a[keyword]) === canonical(b[keyword]);

/** Whether what one says of all other keys would come to know properties that the other names. */
const closes = (a: Keywords, b: Keywords): boolean =>
  ('additionalProperties' in a && ('properties' in b || 'patternProperties' in b)) ||
  'unevaluatedProperties' in a ||
  'unevaluatedItems' in a;

const greater = (a: unknown, b: unknown): unknown => Math.max(a as number, b as number);
const smaller = (a: unknown, b: unknown): unknown => Math.min(a as number, b as number);

/** How two values of a keyword say the same as one. */
const LAID: Record<string, (a: unknown, b: unknown) => unknown> = {
  required: (a, b) => [...new Set([...(a as string[]), ...(b as string[])])],
  properties: (a, b) => propertiesOf(a as Keywords, b as Keywords),
  minLength: greater,
  minItems: greater,
  minProperties: greater,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: (a, b) => a === true || b === true,
};

function propertiesOf(a: Keywords, b: Keywords): Keywords {
  const both = Object.keys(b).filter((name) => Object.hasOwn(a, name) && canonical(a[name]) !== canonical(b[name]));
  return { ...a, ...b, ...Object.fromEntries(both.map((name) => [name, conjunction(a[name], b[name])])) };
}

function conjunction(a: unknown, b: unknown): unknown {
  if (!isObject(a)) return a === true ? b : a;
  return b === true ? a : b === false ? b : { allOf: [a, b] };
}
