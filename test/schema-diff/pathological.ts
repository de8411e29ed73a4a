/** Schemas that are made to be too much. Run as a program with the name of one of them: it says the verdicts of both directions. */
import { argv } from 'node:process';
import { peakBytes } from '../../bench/runner/machine.ts';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';

type Sides = [JsonSchema, JsonSchema];

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

function nested(depth: number, leaf: JsonSchema): JsonSchema {
  let schema = leaf;
  for (let i = 0; i < depth; i++) schema = { properties: { a: schema } };
  return schema;
}

/** Definitions that each choose the next, or what is not the next: they accept everything, and a validator goes through them in 2^depth ways. */
export function doubling(depth: number, at: '#/$defs/' | '#/components/'): JsonSchema {
  const next = (index: number): JsonSchema => ({ $ref: `${at}d${String(index + 1)}` });
  const definitions = many(depth, (i): [string, JsonSchema] => [
    `d${String(i)}`,
    i === depth - 1 ? { type: 'object' } : { anyOf: [next(i), { not: next(i) }] },
  ]);
  return { $ref: `${at}d0`, [at.split('/')[1] ?? '']: Object.fromEntries(definitions) };
}

/** Fifty definitions, each of which refers to three others. */
function mutual(last: JsonSchema[], shape: (branches: JsonSchema[], index: number) => JsonSchema): JsonSchema {
  const at = (index: number): JsonSchema => ({ $ref: `#/$defs/d${index % 50}` });
  const definition = (index: number): JsonSchema => {
    const branches = [1, 2, 3].map((step) => at(index * step + step));
    return { anyOf: [{ type: 'null' }, shape(branches, index), ...(index === 49 ? last : [])] };
  };
  return { ...(at(0) as object), $defs: Object.fromEntries(many(50, (i) => [`d${i}`, definition(i)])) };
}

const lists = (branches: JsonSchema[]): JsonSchema => ({ type: 'array', items: { anyOf: branches } });
const objects = ([x = true, y = true]: JsonSchema[], k: number): JsonSchema => ({
  type: 'object',
  required: ['k'],
  properties: { k: { const: k }, x, y },
});

const text = (pattern: string, more: object = {}): JsonSchema => ({ type: 'string', pattern, ...more });
const branches = (keyword: string, count: number): JsonSchema => ({ [keyword]: many(count, (i) => ({ const: i })) });
const codes = (count: number): JsonSchema => ({ enum: many(count, (i) => `code-${i}`) });
const tree = (depth: number): JsonSchema => ({
  $ref: `#/$defs/d${depth}`,
  $defs: Object.fromEntries(
    many(depth + 1, (i) => [
      `d${i}`,
      i === 0 ? { type: 'string' } : { type: 'array', minItems: 2, items: { $ref: `#/$defs/d${i - 1}` } },
    ]),
  ),
});
const conditions = (shift: number): JsonSchema => ({
  type: 'object',
  allOf: many(40, (i) => ({
    if: { required: [`p${i}`] },
    then: { required: [`p${i + 1}`] },
    else: { not: { required: [`q${i + shift}`] } },
  })),
});
const pigeons: JsonSchema = {
  type: 'object',
  allOf: [
    ...many(10, (pigeon) => ({ anyOf: many(9, (hole) => ({ required: [`${pigeon} in ${hole}`] })) })),
    ...many(9, (hole) =>
      many(10, (one) => many(one, (other) => ({ not: { required: [`${one} in ${hole}`, `${other} in ${hole}`] } }))).flat(),
    ).flat(),
  ],
};

export const PATHOLOGICAL: Readonly<Record<string, () => Sides>> = {
  'ten thousand properties, each within the other': () => [
    nested(10_000, { type: 'string' }),
    nested(10_000, { type: 'number' }),
  ],
  'fifty definitions that refer to each other, in lists': () => [mutual([], lists), mutual([{ type: 'string' }], lists)],
  'fifty definitions that refer to each other, in objects': () => [mutual([], objects), mutual([{ type: 'string' }], objects)],
  'a pattern that backtracks': () => [text('^(a+)+$', { minLength: 40 }), text('^(a+)+b$')],
  'a pattern that backtracks on the witness': () => [text('^a+b$', { minLength: 40 }), text('^(a+)+$')],
  'a pattern that counts to a thousand': () => [text('^(a|a)*b{1000}$'), text('^a*b{1000}$')],
  'a pattern whose automaton doubles at each step': () => [text('^[ab]*a[ab]{30}$'), text('^[ab]*b[ab]{30}$')],
  'repetitions of repetitions': () => [text('^((x{1,100}){1,100}){1,100}$'), text('^x*$')],
  'thirty definitions that choose the next or what is not the next': () => [doubling(30, '#/$defs/'), { type: 'string' }],
  'a pattern of 21 characters that is as long as a book': () => [text('^(.{0,9999}){0,9999}$'), text('^.*$')],
  'oneOf with 100,000 branches': () => [branches('oneOf', 100_000), branches('oneOf', 100_001)],
  'anyOf with 100,000 branches': () => [branches('anyOf', 100_000), branches('anyOf', 100_001)],
  'lists of 100,000 codes': () => [codes(100_000), codes(100_001)],
  'forty conditions': () => [conditions(0), conditions(1)],
  'ten pigeons in nine holes': () => [pigeons, false],
  'twenty-one items in twenty places': () => [
    { type: 'array', maxItems: 20, allOf: many(21, (i) => ({ contains: { const: i } })) },
    false,
  ],
  'three thousand different items': () => [{ type: 'array', minItems: 3000, uniqueItems: true }, false],
  'an instance of 2^40 values': () => [tree(40), false],
  'a list of a thousand million items': () => [
    { type: 'array', minItems: 1e9 },
    { type: 'array', minItems: 1e9 + 1 },
  ],
  'a million properties': () => [{ type: 'object', minProperties: 1e6 }, false],
  'five thousand properties on each side': () => [
    { properties: Object.fromEntries(many(5000, (i) => [`p${i}`, { type: 'string' }])), additionalProperties: false },
    { properties: Object.fromEntries(many(5000, (i) => [`p${i}`, { type: ['string', 'null'] }])), additionalProperties: false },
  ],
  'twenty patterns of names that overlap': () =>
    [1, 2].map((more): JsonSchema => ({
      patternProperties: Object.fromEntries(many(20, (i) => [String.fromCharCode(97 + i), { multipleOf: i + more }])),
    })) as Sides,
};

const sides = PATHOLOGICAL[argv[2] ?? ''];
if (sides) {
  const { backward, forward } = contain(...sides());
  console.log(JSON.stringify({ verdicts: [backward.verdict, forward.verdict], memory: peakBytes() }));
}
