/** The mutants, each made from its number alone. */
import { Random } from '../../fidelity/random.ts';
import { bytesOf } from '../../read/helpers.ts';
import { cutsAtRandom } from '../cuts.ts';
import { withBytes } from './bytes.ts';
import type { Corpus, Seed } from './corpus.ts';
import { anyDoubt } from './doubtful.ts';
import { fileOf, type Written } from './file.ts';
import { anyWriting } from './harmless.ts';
import { withTokens } from './tokens.ts';

/**
 * A file to judge, where to cut it, and what was done to it. `smaller`: the same with fewer records, as few as `differs` still holds for; without it, the
 * file is small.
 */
export type Mutant = {
  bytes: Uint8Array;
  cuts: readonly number[];
  changes: readonly string[];
  smaller?: (differs: (mutant: Mutant) => boolean) => Mutant;
};

/** What a mutant is made to be; what it is, its verdict tells. */
const AIMS = ['clean', 'doubtful', 'broken'] as const;

/** Shares of files in a shape of no published version. */
const STRANGE = { clean: 0.03, doubtful: 0.1, broken: 0.1 };

/** Mutant `number` of the search `seed`. */
export function mutantOf(corpus: Corpus, seed: string, number: number): Mutant {
  const random = new Random('mutant', seed, corpus.version, number);
  const aim = random.pick(AIMS);
  const changes: string[] = [];
  const records = Array.from({ length: 1 + random.below(3) }, (_, i) =>
    recordOf(corpus, random, isDoubtful(aim, i, random), changes),
  );
  let text = fileOf(aim === 'clean' ? records : random.shuffle(records), random, STRANGE[aim]);
  const byTokens = aim === 'broken' && random.chance(0.5);
  if (byTokens) text = noted(changes, withTokens(text, random));
  let bytes = bytesOf(text);
  if (aim === 'broken' && !byTokens) bytes = noted(changes, withBytes(bytes, random));
  return { bytes, cuts: cutsOf(bytes.length, random), changes };
}

/** A file that is to break holds little else: what sends a record to the slow path hides what the fast one misses. */
const isDoubtful = (aim: (typeof AIMS)[number], rank: number, random: Random): boolean =>
  aim === 'doubtful' ? rank === 0 || random.chance(0.3) : aim === 'broken' && random.chance(0.2);

function recordOf(corpus: Corpus, random: Random, doubtful: boolean, changes: string[]): Written {
  const seed = seedOf(corpus, random);
  const [name, write] = doubtful ? anyDoubt(random) : anyWriting(random);
  changes.push(name);
  return { kind: seed.kind, text: write(seed, random, corpus) };
}

const seedOf = ({ complete, valid }: Corpus, random: Random): Seed =>
  random.chance(0.1) ? complete[random.chance(0.5) ? 'marche' : 'contrat-concession'] : random.pick(valid);

function noted<T>(changes: string[], [name, made]: [name: string, made: T]): T {
  changes.push(name);
  return made;
}

/** Half of the files come in one piece; a few byte by byte, or nearly. */
function cutsOf(length: number, random: Random): number[] {
  if (random.chance(0.5)) return [];
  if (random.chance(0.3)) return [1 + random.below(length)].filter((at) => at < length);
  return cutsAtRandom(random, length, random.pick([2, 16, 64, 300, 300, 1000, 1000, 4000]));
}
