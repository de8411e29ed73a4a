/**
 * Pairs of schemas drawn at random, made to collide: three property names, few constants that both sides share, and a second side that is
 * most often the first with something changed. Every keyword of the dialect can stand anywhere.
 */
import fc from 'fast-check';
import { Random } from '../fidelity/random.ts';
import type { Dialect, Schema } from './dialect.ts';
import { hasLoop } from './loops.ts';
import { mutated } from './mutate-schemas.ts';
import { Vocabulary } from './vocabulary.ts';

export type Pair = { dialect: Dialect; previous: Schema; next: Schema; seed: number };

/** Those that know most keywords more often. */
export const ALL_DIALECTS: readonly Dialect[] = [
  'draft-04',
  'draft-06',
  'draft-07',
  '2019-09',
  '2019-09',
  '2020-12',
  '2020-12',
  '2020-12',
];

/** The pair of a number: the same number, the same pair. */
export function pairOf(seed: number, dialect: Dialect): Pair {
  const random = new Random('pairs', dialect, seed);
  const vocabulary = new Vocabulary(random, dialect);
  for (;;) {
    const previous = vocabulary.root();
    const next = random.chance(0.7) ? vocabulary.whole(mutated(previous, vocabulary, random)) : vocabulary.root();
    if (!hasLoop(previous) && !hasLoop(next)) return { dialect, previous, next, seed };
  }
}

/** Pairs of any dialect. */
export const pairs = (...dialects: Dialect[]): fc.Arbitrary<Pair> =>
  fc
    .tuple(fc.noBias(fc.nat()), fc.constantFrom(...(dialects.length > 0 ? dialects : ALL_DIALECTS)))
    .map(([seed, dialect]) => pairOf(seed, dialect));
