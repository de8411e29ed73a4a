import type { DataFile } from './data-files.ts';
import type { Answer } from './programs.ts';

/**
 * Returns the contradictions between programs, or with the generator, about a file. Times are only comparable if there are none.
 */
export function disagreements(file: DataFile, answers: Readonly<Record<string, Answer>>): string[] {
  const records = file.marche + file['contrat-concession'];
  const truth: Answer = { records, invalid: file.dirty, published: records - file.dirty };
  return [
    ...Object.entries(answers).flatMap(([name, answer]) => contradictions('generator', truth, name, answer)),
    ...pairsOf(Object.entries(answers)).flatMap(([[a, first], [b, second]]) => contradictions(a, first, b, second)),
  ];
}

function contradictions(a: string, first: Answer, b: string, second: Answer): string[] {
  return (['records', 'invalid', 'findings', 'published'] as const)
    .filter((what) => first[what] !== undefined && second[what] !== undefined && first[what] !== second[what])
    .map((what) => `${what}: ${a} ${first[what]}, ${b} ${second[what]}`);
}

const pairsOf = <T>(list: readonly T[]): [T, T][] => list.flatMap((a, i) => list.slice(i + 1).map((b): [T, T] => [a, b]));
