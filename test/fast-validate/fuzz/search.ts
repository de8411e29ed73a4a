/** The search for a file about which the fast path and the slow one do not agree. */
import { isRefusal, type Judge, type Judged } from '../judge.ts';
import { disagreement, type Judging, outcomeOf } from '../versus.ts';
import type { Corpus } from './corpus.ts';
import { type Mutant, mutantOf } from './mutant.ts';
import { shrunk } from './shrink.ts';

export type Class = 'clean' | 'doubtful' | 'broken';

/** `shares` of the mutants by what the slow path said of them; `differences`: the first few, each with how to make it again. */
export type Found = { tried: number; shares: Record<Class, number>; differences: string[] };

export type Search = { corpus: Corpus; slow: Judge; fast: Judge; seed: string; count: number; from?: number; enough?: number };

/** Judges mutants `from` … `from + count - 1`; stops once `enough` differ. */
export function search({ corpus, slow, fast, seed, count, from = 0, enough = 5 }: Search): Found {
  const tally: Record<Class, number> = { clean: 0, doubtful: 0, broken: 0 };
  const differences: string[] = [];
  let tried = 0;
  for (; tried < count && differences.length < enough; tried++) {
    const mutant = mutantOf(corpus, seed, from + tried);
    const expected = outcomeOf(slow, mutant.bytes);
    if ('verdict' in expected) tally[classOf(expected)]++;
    const said = disagreement(expected, outcomeOf(fast, mutant.bytes, mutant.cuts));
    if (said !== undefined)
      differences.push(described(said, mutant, `${corpus.version}, FUZZ_SEED=${seed}, mutant ${from + tried}`, { slow, fast }));
  }
  const share = (count: number): number => count / Math.max(1, tried);
  return {
    tried,
    differences,
    shares: { clean: share(tally.clean), doubtful: share(tally.doubtful), broken: share(tally.broken) },
  };
}

/** What the schema and the reader say decides: rules find something in nearly every record. */
function classOf({ verdict, findings }: Judged): Class {
  if (isRefusal(verdict) || !verdict.parsed) return 'broken';
  return verdict.schemaVerdict === true && !findings.some(({ code }) => BY_SCHEMA.test(code)) ? 'clean' : 'doubtful';
}

const BY_SCHEMA = /^(schema|syntax|structure|encoding)\./;

/** A shrunken file is shown as far as this. */
const SHOWN = 600;

/** The difference, how to make the file again, and a smaller file that shows it. */
export function described<T extends object>(
  said: string,
  mutant: Mutant,
  which: string,
  { slow, fast }: { slow: Judging<T>; fast: Judging<T> },
): string {
  const differs = (bytes: Uint8Array, cuts: readonly number[]): string | undefined =>
    disagreement(outcomeOf(slow, bytes), outcomeOf(fast, bytes, sized(cuts, bytes.length)));
  // The same kind of difference, and not just any: else every file shrinks to the most common one.
  const isSame = (bytes: Uint8Array, cuts: readonly number[]): boolean => kindOf(differs(bytes, cuts)) === kindOf(said);
  const { bytes, cuts, changes } = mutant.smaller?.((other) => isSame(other.bytes, other.cuts)) ?? mutant;
  const small = shrunk(bytes, (smaller) => isSame(smaller, cuts));
  const text = JSON.stringify(new TextDecoder().decode(small)).slice(0, SHOWN);
  const pieces = sized(cuts, small.length).join(' ').slice(0, 200) || 'in one piece';
  return `${which} (${changes.join(', ')})\n  ${said}\n  smaller: ${text}\n  cut at ${pieces}: ${differs(small, cuts) ?? ''}`;
}

const sized = (cuts: readonly number[], size: number): readonly number[] => cuts.filter((at) => at < size);

/** Where a difference stands, without the numbers. */
const kindOf = (said: string | undefined): string | undefined => said?.split(':', 1)[0]?.replaceAll(/\d+/g, '*');
