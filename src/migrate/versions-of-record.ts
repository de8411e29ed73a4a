/** The versions that one record of a file may be of, by its names, what it has and its codes. */
import type { VersionFacts } from '../model/facts.ts';
import { best, type Known, lacking, strangeCodes } from '../validate/detect.ts';

/**
 * The versions that a record may be of, where those of the file are `own`: these, unless others are likelier. A record fits a version where its top level has
 * all that the version requires, in its codes. Names decide between versions that it fits; a name of a version that it does not fit proves nothing, as a person may
 * have added it.
 */
export function versionsOfRecord(
  { kind, value }: Known,
  own: readonly VersionFacts[],
  versions: readonly VersionFacts[],
): readonly VersionFacts[] {
  const keys = Object.keys(value);
  const foreign = ({ names }: VersionFacts): number => keys.filter((key) => !names[kind].includes(key)).length;
  const faults = ({ required, codes }: VersionFacts): number => lacking(required[kind], value) + strangeCodes(codes[kind], value);
  const fits = (facts: VersionFacts): boolean => faults(facts) === 0;
  // No other version can have more of its names: most records need no more than this.
  if (own.some((facts) => foreign(facts) === 0 && fits(facts))) return own;
  const named = best(versions, (facts) => -foreign(facts));
  const isNamed = own.some((facts) => named.includes(facts));
  const fitting = named.filter(fits);
  if (fitting.length > 0 && !isNamed) return named;
  if (own.some(fits)) return own;
  if (fitting.length > 0) return fitting;
  // It fits none that its names speak for: those of which the least is wrong, its own where as little is.
  const wrong = (some: readonly VersionFacts[]): number => Math.min(...some.map((facts) => foreign(facts) + faults(facts)));
  const others = [...(isNamed ? [] : [named]), versions.filter(fits)];
  return others.reduce((closest, some) => (wrong(some) < wrong(closest) ? some : closest), own);
}
