/** Values that come near to what a node of a published schema asks for, on either side of it. */
import type { Random } from './random.ts';
import { distorted, stringOfLength, stringsFor } from './texts.ts';
import { typesOf, type Node, type Spot, type Tree } from './tree.ts';

/** Words of all published versions: what is right in one is the likeliest mistake in another. `codesOf` is by name of field. */
export type Words = { names: string[]; codes: string[]; codesOf: ReadonlyMap<string, string[]> };

/** Keys that mean something to JavaScript, to another tool, or to an older version of the data. */
const TRAPS = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  '',
  '0',
  '$ref',
  'commentaire',
  'source',
  'id ',
  'Id',
];

export function wordsOf(trees: readonly Tree[]): Words {
  const spots = trees.flatMap((tree) => tree.spots);
  const codesOf = new Map<string, string[]>();
  for (const spot of spots) {
    const codes = (spot.node.enum ?? []).filter((code) => typeof code === 'string');
    if (codes.length > 0) codesOf.set(fieldOf(spot), [...new Set([...(codesOf.get(fieldOf(spot)) ?? []), ...codes])]);
  }
  const names = new Set([...TRAPS, ...spots.map(fieldOf)]);
  return { names: [...names], codes: [...new Set([...codesOf.values()].flat())], codesOf };
}

/** The name of the field that a place is, or that the list is to which it belongs. */
const fieldOf = ({ path }: Spot): string => path.replaceAll('/*', '').replace(/^.*\//, '');

/** A value about as its place wants it: about half of them right, the others wrong by a hair. */
export function near(spot: Spot, value: unknown, random: Random, words: Words): unknown {
  const { node } = spot;
  if (node.enum) return nearCode(spot, value, random, words);
  const type = random.pick([...typesOf(node), typeof value === 'number' ? 'number' : typeof value]);
  if (type === 'number' || type === 'integer') return nearNumber(node, random);
  if (type === 'boolean') return random.chance(0.5);
  if (type === 'string') return nearString(node, value, random);
  return type === 'null' ? null : ofOtherType(value, random);
}

function nearCode(spot: Spot, value: unknown, random: Random, { codes, codesOf }: Words): unknown {
  const own = spot.node.enum ?? [];
  if (random.chance(0.5)) return random.pick(own);
  if (random.chance(0.4)) return random.pick(random.chance(0.7) ? (codesOf.get(fieldOf(spot)) ?? codes) : codes);
  const known = [...own, value].filter((code) => typeof code === 'string');
  return known.length > 0 && random.chance(0.9) ? distorted(known, random) : ofOtherType(value, random);
}

function nearString({ pattern, minLength = 0, maxLength = 1001 }: Node, value: unknown, random: Random): string {
  if (pattern !== undefined && random.chance(0.75)) return random.pick(stringsFor(pattern));
  if (typeof value === 'string' && random.chance(0.35)) return distorted([value], random);
  return stringOfLength(random, [minLength, maxLength]);
}

const STEPS = [0, 0, 0, 0, 1, -1, 0.5, -0.5, 1e-7, -1e-7, Number.MIN_VALUE];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.0000001,
  12.0,
  1e21,
  -1e21,
  1e-21,
  2 ** 53,
  1.5,
  120,
  40000,
  65000.55,
  Number.MAX_VALUE,
  Infinity,
];

function nearNumber({ minimum = 0, maximum = 1 }: Node, random: Random): number {
  return random.chance(0.5) ? random.pick([minimum, maximum]) + random.pick(STEPS) : random.pick(NUMBERS);
}

/** A value of another JSON type, or the same content in another form. */
export function ofOtherType(value: unknown, random: Random): unknown {
  const forms = [
    [value],
    { valeur: value },
    [value, value],
    Array.isArray(value) ? { ...value } : [value],
    ...scalarForms(value),
  ];
  return random.pick<unknown>([null, null, true, false, 0, 1, '', 'texte', 'null', [], {}, [null], ...forms]);
}

const scalarForms = (value: unknown): unknown[] =>
  typeof value === 'string' ? [Number(value) || 0] : [JSON.stringify(value), Number(value === true)];

/** A value that keeps to its place in the schema, made from nothing. */
export function made(spot: Spot, random: Random): unknown {
  const { node, item } = spot;
  if (node.enum) return random.pick(node.enum);
  const [type = 'object'] = typesOf(node);
  if (type === 'object') return madeObject(spot, random);
  if (type === 'array')
    return Array.from({ length: (node.minItems ?? 0) + random.below(2) }, () => (item ? made(item, random) : null));
  if (type === 'boolean') return random.chance(0.5);
  if (type === 'string') return madeString(node, random);
  return Math.max(node.minimum ?? 0, 0) + (type === 'integer' ? random.below(9) : random.below(2) * 0.25 * (node.maximum ?? 1));
}

function madeObject({ properties, node: { required = [] } }: Spot, random: Random): Record<string, unknown> {
  const chosen = [...properties].filter(([name]) => required.includes(name) || random.chance(0.4));
  return Object.fromEntries(chosen.map(([name, child]) => [name, made(child, random)]));
}

function madeString({ pattern, minLength = 1, maxLength = 12 }: Node, random: Random): string {
  if (pattern !== undefined) return stringsFor(pattern)[0] ?? '';
  return 'x'.repeat(minLength + random.below(Math.min(maxLength, 20) - minLength + 1));
}
