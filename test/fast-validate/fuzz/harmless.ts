/** Changes after which a record says the same, or something else that its schema accepts as well. */
import { shuffled } from '../../fidelity/mutate.ts';
import type { Random } from '../../fidelity/random.ts';
import { written } from '../../fidelity/write.ts';
import type { Corpus, Seed } from './corpus.ts';

/** Gives the text of a record. */
export type Write = (seed: Seed, random: Random, corpus: Corpus) => string;

/** Each as often as it stands here. */
const WRITINGS: readonly (readonly [weight: number, name: string, write: Write])[] = [
  [3, 'as it is', ({ value }) => JSON.stringify(value)],
  [2, 'pretty', ({ value }, random) => JSON.stringify(value, null, random.pick([1, 2, 4, '\t']))],
  [3, 'with odd blanks, escapes and numbers', ({ value }, random) => written(value, random)],
  [2, 'in another order', ({ value }, random) => JSON.stringify(reordered(value, random))],
  [3, 'with a value of another record', withValueOf],
  [1, 'without what may lack', ({ value }, random) => JSON.stringify(thinned(value, random))],
];
const DRAWER = WRITINGS.flatMap(([weight, name, write]) => Array.from({ length: weight }, () => [name, write] as const));

/** A way to write a record, by name. */
export const anyWriting = (random: Random): readonly [name: string, write: Write] => random.pick(DRAWER);

function reordered(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => reordered(item, random));
  const inside = Object.entries(value).map(([key, inner]) => [key, reordered(inner, random)] as const);
  return shuffled(Object.fromEntries(inside), random);
}

/** One valid record with fields of another of its kind: nearly always valid too. */
function withValueOf({ kind, value }: Seed, random: Random, { valid }: Corpus): string {
  const others = valid.filter((seed) => seed.kind === kind);
  const other = random.pick(others).value;
  const taken = Object.keys(other).filter(() => random.chance(0.2));
  return JSON.stringify({ ...value, ...Object.fromEntries(taken.map((key) => [key, other[key]])) });
}

const OPTIONAL = [
  'actesSousTraitance',
  'modificationsActesSousTraitance',
  'modifications',
  'idAccordCadre',
  'tauxAvance',
  'donneesExecution',
];

const thinned = (value: Seed['value'], random: Random): Seed['value'] =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !OPTIONAL.includes(key) || random.chance(0.5)));
