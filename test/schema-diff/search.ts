/** A search for an instance that one schema accepts and another refuses, from what stands in both. */
import fc from 'fast-check';
import { Random } from '../fidelity/random.ts';
import type { Question } from './cases.ts';
import { subschemas } from './dialect.ts';
import { judgesOf, patternsOf } from './judge.ts';

const INSTANCES_BUILT = 2000;

const DRAWN: readonly unknown[] = fc.sample(fc.jsonValue({ maxDepth: 3 }), { seed: 4, numRuns: 1000 });

const PLAIN: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    0.5,
    1.5,
    2,
    3,
    '',
    'a',
    'b',
    'aa',
    'ab',
    ' ',
    '\n',
    '\u00a0',
    'é',
    '😀',
    '2024-02-29',
    '2024-02-30',
  ],
  ...[[], [null], [0], [''], {}, { a: null }, { a: 0 }, { a: '' }, { b: null }],
];

/** The first counterexample, in a list of one; an empty list when none of the instances is one. `more` are tried first. */
export function searchFor(question: Omit<Question, 'verdict'>, more: readonly unknown[]): unknown[] {
  const [from, to] = judgesOf(question);
  const isCounterexample = (instance: unknown) => from(instance) && !to(instance) && isJudgedExactly(instance);
  for (const instances of [more, PLAIN, DRAWN, built(question)]) {
    for (const instance of instances) if (isCounterexample(instance)) return [instance];
  }
  return [];
}

/** Ajv divides to tell a multiple, which goes wrong far from 1, and its equality takes these three keys for methods. */
const isJudgedExactly = (instance: unknown): boolean =>
  leaves(instance).every(
    (leaf) =>
      (typeof leaf !== 'number' || leaf === 0 || (Math.abs(leaf) < 1e15 && Math.abs(leaf) > 1e-6)) &&
      (typeof leaf !== 'object' ||
        leaf === null ||
        !['__proto__', 'constructor', 'valueOf', 'toString'].some((key) => Object.hasOwn(leaf, key))),
  );

/** Every value in this one, itself and the texts of its keys among them. */
function leaves(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [value, ...keys, ...Object.values(value).flatMap(leaves)];
}

type Seeds = { values: unknown[]; names: string[] };

function* built(question: Omit<Question, 'verdict'>): Generator {
  const random = new Random('diff', question.title);
  const seeds = seedsOf(question, random);
  yield* seeds.values;
  for (let i = 0; i < INSTANCES_BUILT; i++) yield compound(seeds, random, 3);
}

function compound(seeds: Seeds, random: Random, depth: number): unknown {
  const kind = depth === 0 ? 0 : random.below(3);
  const below = () => compound(seeds, random, random.below(depth));
  if (kind === 0) return random.pick(seeds.values);
  const size = random.below(5);
  if (kind === 1) return Array.from({ length: size }, below);
  return Object.fromEntries(Array.from({ length: size }, () => [random.pick(seeds.names), below()]));
}

/** The constants of both sides, one more and one less than each number, and texts of their lengths and of their letters. */
function seedsOf({ from, to }: Omit<Question, 'verdict'>, random: Random): Seeds {
  const found = new Set([from, to].flatMap(leaves));
  const numbers = [...found].filter((value) => typeof value === 'number');
  const texts = [...found].filter((value) => typeof value === 'string');
  const schemas = [from, to].flatMap(subschemas);
  const listed = schemas
    .flatMap((schema) => [schema['const'], ...[schema['enum'] ?? []].flat()])
    .filter((value) => value !== undefined);
  const names = schemas.flatMap((schema) => [...Object.keys(schema['properties'] ?? {}), ...[schema['required'] ?? []].flat()]);
  const patterns = [from, to].flatMap(patternsOf);
  const letters = [...new Set([...patterns.join(''), 'a', 'z', '0', '9', ' ', '\n'])];
  const word = () => Array.from({ length: random.below(7) }, () => random.pick(letters)).join('');
  const words = patterns.length === 0 ? [] : Array.from({ length: 300 }, word);
  const lengths = numbers
    .filter((size) => size < 40)
    .flatMap((size) => ['a'.repeat(Math.max(0, size - 1)), 'a'.repeat(Math.max(0, size)), 'a'.repeat(Math.max(0, size) + 1)]);
  const near = numbers.flatMap((value) => [value, value - 1, value + 1, value - 0.5, value + 0.5, -value, value * 2, value * 3]);
  return {
    values: [...listed, ...listed, ...near, ...lengths, ...PLAIN, ...words],
    names: [
      ...(names as string[]),
      ...(names as string[]),
      ...texts.filter((text) => text.length < 4),
      'a',
      'b',
      'zz',
      '',
      ...words.slice(0, 5),
    ],
  };
}
