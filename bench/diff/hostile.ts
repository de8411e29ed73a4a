/** `tsx bench/diff/hostile.ts NAME`: compares one pair of hostile schemas and prints the answer as JSON. */
import { compareSchemas } from '../../packages/schema-diff/src/index.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';

type Pair = [previous: JsonSchema, next: JsonSchema];

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

function nested(depth: number, leaf: JsonSchema): JsonSchema {
  let schema = leaf;
  for (let i = 0; i < depth; i++) schema = { type: 'object', properties: { a: schema }, required: ['a'] };
  return schema;
}

/** Definitions that all refer to each other. */
const web = (size: number, leaf: JsonSchema): JsonSchema => ({
  $ref: '#/$defs/n0',
  $defs: Object.fromEntries(
    many(size, (i) => [
      `n${i}`,
      {
        type: 'object',
        properties: Object.fromEntries(many(size, (j) => [`c${j}`, { $ref: `#/$defs/n${j}` }])),
        additionalProperties: leaf,
      },
    ]),
  ),
});

const conditions = (count: number, strict: boolean): JsonSchema => ({
  type: 'object',
  allOf: many(count, (i) => ({
    if: { properties: { [`k${i}`]: { const: 1 } }, ...(strict && { required: [`k${i}`] }) },
    then: { required: [`z${i}`] },
    else: { required: [`y${i}`] },
  })),
});

/** Schemas that strain a reader: by depth, recursion, patterns, choices, lists, lengths. */
export const HOSTILE: Readonly<Record<string, () => Pair>> = {
  'properties nested 100 deep': () => [nested(100, { type: 'string' }), nested(100, { maxLength: 3 })],
  'properties nested 10,000 deep': () => [nested(10_000, { type: 'string' }), nested(10_000, { maxLength: 3 })],
  '50 definitions that all refer to each other': () => [web(50, { type: 'string' }), web(50, { minLength: 1 })],
  'a catastrophic pattern': () => [{ pattern: '^(a+)+$' }, { pattern: '^(a|aa)+$' }],
  'a pattern that doubles its states with each character': () => [
    { pattern: '^(a|b)*a(a|b){40}$' },
    { pattern: '^(a|b)*b(a|b){40}$' },
  ],
  'a oneOf of 100,000 branches': () => [
    { oneOf: many(100_000, (i) => ({ required: [`p${i}`] })) },
    { anyOf: many(100_000, (i) => ({ required: [`p${i}`] })) },
  ],
  'an enum of 100,000 codes': () => [{ enum: many(100_000, (i) => `c${i}`) }, { enum: many(100_000, (i) => `c${i + 1}`) }],
  '40 conditions': () => [conditions(40, true), conditions(40, false)],
  'a list of 1,000 different numbers at least': () => [
    { type: 'array', minItems: 1000, uniqueItems: true, items: { type: 'integer' } },
    { type: 'array', minItems: 1001 },
  ],
};

const [name = ''] = process.argv.slice(2);
const make = HOSTILE[name];
if (make) {
  const started = performance.now();
  const { relation, backward } = compareSchemas(...make());
  console.log(
    JSON.stringify({ relation, reason: 'reason' in backward ? backward.reason.en : undefined, ms: performance.now() - started }),
  );
}
