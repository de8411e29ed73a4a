/** What random schemas are written of: keywords that go together, by the type that they speak of. */
import type { Random } from '../fidelity/random.ts';
import type { Dialect, Schema } from './dialect.ts';

export type Keywords = Record<string, unknown>;
export type Writer = (depth: number) => Keywords;
export type Group = 'numbers' | 'strings' | 'arrays' | 'objects' | 'any';

export type Tools = {
  random: Random;
  known: (first: Dialect) => boolean;
  /** A schema with fewer levels. */
  sub: (depth: number) => Schema;
  valued: () => Keywords;
  reference: () => string;
};

const NAMES = ['a', 'b', 'c'];
const NAME_PATTERNS = ['^a', 'b$', '^[ab]$', '^[abc]$', 'c', '^.$', '^$', '^[^a]'];
const PATTERNS = ['^a', 'a$', '^a*$', 'b', '^[ab]+$', '^.$', '^(a|b)$', '^aa?$', '^[^b]*$', '^$'];

export const writersOf = (tools: Tools): Record<Group, Writer[]> => ({
  numbers: numbers(tools),
  strings: strings(tools),
  arrays: arrays(tools),
  objects: objects(tools),
  any: any(tools),
});

function numbers({ random, known }: Tools): Writer[] {
  const number = (): number => random.pick([0, 1, 2, 3, -1, 1.5]);
  const exclusive = (bound: string, keyword: string): Keywords =>
    known('draft-06') ? { [keyword]: number() } : { [bound]: number(), [keyword]: random.chance(0.7) };
  return [
    () => ({ minimum: number() }),
    () => ({ maximum: number() }),
    () => exclusive('minimum', 'exclusiveMinimum'),
    () => exclusive('maximum', 'exclusiveMaximum'),
    () => ({ multipleOf: random.pick([1, 2, 3, 0.5, 1.5]) }),
  ];
}

const strings = ({ random }: Tools): Writer[] => [
  () => ({ minLength: random.below(4) }),
  () => ({ maxLength: random.below(4) }),
  () => ({ pattern: random.pick(PATTERNS) }),
  () => ({ not: { pattern: random.pick(PATTERNS) } }),
];

function arrays({ random, known, sub }: Tools): Writer[] {
  const small = (): number => random.below(4);
  const [places, rest] = known('2020-12') ? ['prefixItems', 'items'] : ['items', 'additionalItems'];
  const tuple: Writer = (depth) => ({
    [places]: Array.from({ length: 1 + random.below(3) }, () => sub(depth)),
    ...(random.chance(0.5) && { [rest]: ruled(random, depth, sub) }),
  });
  const since06: Writer[] = [(depth) => ({ contains: sub(depth) })];
  const since19: Writer[] = [
    (depth) => ({ contains: sub(depth), minContains: small() }),
    (depth) => ({ contains: sub(depth), maxContains: small() }),
    (depth) => ({ contains: sub(depth), minContains: small(), maxContains: small() }),
    (depth) => ({ unevaluatedItems: ruled(random, depth, sub) }),
  ];
  return [
    () => ({ minItems: small(), maxItems: 1 + small() }),
    () => ({ minItems: small() }),
    () => ({ maxItems: small() }),
    () => ({ uniqueItems: true }),
    (depth) => ({ items: sub(depth) }),
    (depth) => ({ items: sub(depth), minItems: small() }),
    (depth) => ({ items: sub(depth), uniqueItems: true, minItems: small() }),
    tuple,
    tuple,
    ...(known('draft-06') ? since06 : []),
    ...(known('2019-09') ? since19 : []),
  ];
}

/** What stands for all the others: mostly nothing at all. */
const ruled = (random: Random, depth: number, sub: Tools['sub']): Schema =>
  depth === 0 || random.chance(0.6) ? false : sub(depth);

function objects(tools: Tools): Writer[] {
  const { random, known, sub } = tools;
  const few = <T>(list: readonly T[]): T[] => random.shuffle(list).slice(0, 1 + random.below(2));
  const map = (keys: readonly string[], value: () => unknown): Keywords =>
    Object.fromEntries(few(keys).map((key) => [key, value()]));
  const properties: Writer = (depth) => ({ properties: map(NAMES, () => sub(depth)) });
  const patterns: Writer = (depth) => ({ patternProperties: map(NAME_PATTERNS, () => sub(depth)) });
  const closed =
    (more: Writer): Writer =>
    (depth) => ({ ...more(depth), additionalProperties: ruled(random, depth, sub) });
  const since06: Writer[] = [(depth) => ({ propertyNames: names(tools, depth) })];
  const before19: Writer[] = [(depth) => ({ dependencies: map(NAMES, () => (random.chance(0.5) ? few(NAMES) : sub(depth))) })];
  const since19: Writer[] = [
    () => ({ dependentRequired: map(NAMES, () => few(NAMES)) }),
    (depth) => ({ dependentSchemas: map(NAMES, () => sub(depth)) }),
    (depth) => ({ unevaluatedProperties: ruled(random, depth, sub) }),
  ];
  return [
    () => ({ required: few(NAMES) }),
    () => ({ minProperties: random.below(4) }),
    () => ({ maxProperties: random.below(4) }),
    properties,
    (depth) => ({ ...properties(depth), required: few(NAMES) }),
    closed(properties),
    patterns,
    closed(patterns),
    (depth) => ({ additionalProperties: sub(depth) }),
    () => ({ additionalProperties: { required: few(NAMES) } }),
    ...(known('draft-06') ? since06 : []),
    ...(known('2019-09') ? since19 : before19),
  ];
}

function names({ random, sub }: Tools, depth: number): Schema {
  const kind = random.below(5);
  if (kind === 0) return { enum: random.shuffle(NAMES).slice(0, 1 + random.below(2)) };
  if (kind === 1) return { pattern: random.pick(NAME_PATTERNS) };
  if (kind === 2) return { maxLength: random.below(3) };
  return kind === 3 ? { not: { const: random.pick(NAMES) } } : sub(Math.min(2, depth));
}

function any({ random, known, sub, valued, reference }: Tools): Writer[] {
  const list = (depth: number): Schema[] => Array.from({ length: 1 + random.below(3) }, () => sub(depth));
  const conditional: Writer = (depth) => {
    const sides = random.pick([['then'], ['else'], ['then', 'else']]);
    return { if: sub(depth), ...Object.fromEntries(sides.map((side) => [side, sub(depth)])) };
  };
  return [
    valued,
    valued,
    (depth) => ({ allOf: list(depth) }),
    (depth) => ({ anyOf: list(depth) }),
    (depth) => ({ oneOf: list(depth) }),
    (depth) => ({ not: sub(depth) }),
    () => ({ $ref: reference() }),
    ...(known('draft-07') ? [conditional, conditional] : []),
  ];
}
