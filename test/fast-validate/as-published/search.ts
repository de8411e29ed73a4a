/** The search for a record shaped as published, and changed, about which the fast path and the slow one do not agree. */
import type { RulesToRun } from '../../../src/validate/file-rules.ts';
import type { Version } from '../../../src/validate/types.ts';
import { asCounts, countedJudges } from '../counted.ts';
import { fastJudge } from '../fast.ts';
import { described } from '../fuzz/search.ts';
import { type Judged, slowJudge } from '../judge.ts';
import { disagreement, type Judging, outcomeOf } from '../versus.ts';
import { batchOf, type Source } from './batch.ts';

/** What is said of a file where all findings are shown, and where some are only counted. */
export type Said = { shown: Judged; counted: Judged };

/** The two judges of a version, with its rules or without. `counted`: findings of the fast one that were never made. */
export type Way = { name: string; slow: Judging<Said>; fast: Judging<Said>; counted(): number };

/** With the rules, and without; `module` in place of the recogniser that the build made. */
export const waysOf = (
  version: Version,
  rules: RulesToRun | undefined,
  module?: WebAssembly.Module,
): [withRules: Way, without: Way] => [
  wayOf('with the rules', version, rules, module),
  wayOf('without the rules', version, undefined, module),
];

function wayOf(name: string, version: Version, rules: RulesToRun | undefined, module?: WebAssembly.Module): Way {
  const [slow, fast] = [slowJudge(version, rules), fastJudge(version, rules, module)];
  const counting = countedJudges(version, rules, module);
  return {
    name,
    slow(bytes, cuts) {
      const shown = slow(bytes, cuts);
      return { shown, counted: asCounts(shown) };
    },
    fast: (bytes, cuts) => ({ shown: fast(bytes, cuts), counted: counting.fast(bytes, cuts) }),
    counted: () => counting.counted(),
  };
}

/** `mutants`: changed records; `differences`: the first few, each with how to make its file again. */
export type Found = { mutants: number; files: number; megabytes: number; differences: string[] };

/** `inEach`: each file is judged in each way, and not in one of them in turn; `enough`: so many differences. */
type Search = { seed: string; count: number; inEach: boolean; enough?: number };

/** Judges files until so many changed records were in them. */
export function search(source: Source, ways: readonly Way[], { seed, count, inEach, enough = 5 }: Search): Found {
  const found: Found = { mutants: 0, files: 0, megabytes: 0, differences: [] };
  while (found.mutants < count && found.differences.length < enough) {
    const number = found.files++;
    const batch = batchOf(source, seed, number);
    found.mutants += batch.changes.length;
    found.megabytes += batch.bytes.length / 1e6;
    for (const way of inEach ? ways : [ways[number % ways.length]!]) {
      const said = disagreement(outcomeOf(way.slow, batch.bytes), outcomeOf(way.fast, batch.bytes, batch.cuts));
      if (said === undefined) continue;
      const which = `${source.corpus.version} ${way.name}, FUZZ_SEED=${seed}, file ${number}`;
      found.differences.push(described(said, batch, which, way));
    }
  }
  return found;
}
