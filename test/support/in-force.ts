/** Checks that texts use « en vigueur » and “in force” only for the version that the State applies. */
import { IN_FORCE } from './engine.ts';

/**
 * The expressions as used for versions. Legal texts take effect in other words (« entrée en vigueur », « En vigueur le 1er
 * janvier »).
 */
const SAID = /(?<!entrée )\ben vigueur\b(?! le \d)|\bin force\b(?! on \d)/giu;
const NUMBER = /(?<![\d.])\d+\.\d+\.\d+(?![\d.]*\d)/g;

/** A table row is about the version in its first cell; a sentence is about the nearest version. */
const ROW = /^\s*(?:\||<tr\b)/;

/** Returns each row and sentence that uses the expression for another version. */
export function inForceFaults(text: string): string[] {
  const lines = text.replaceAll(/<tr\b[^]*?<\/tr>/g, (row) => `\n${row.replaceAll('\n', ' ')}\n`).split('\n');
  const [rows, prose] = [lines.filter((line) => ROW.test(line)), lines.filter((line) => !ROW.test(line))];
  const sentences = prose
    .join('\n')
    .replaceAll(/\n\s*(?=\n|[-#])/g, '.\n')
    .split(/(?<=[.!?])\s+|"\s*,|<\/(?:p|li|dd|dt|h\d)>/);
  return [
    ...rows.filter((row) => at(row, SAID).length > 0 && (row.match(NUMBER)?.[0] ?? IN_FORCE) !== IN_FORCE),
    ...sentences.filter((sentence) => at(sentence, SAID).some((place) => (nearest(sentence, place) ?? IN_FORCE) !== IN_FORCE)),
  ].map((fault) => fault.trim().replaceAll(/\s+/g, ' '));
}

const at = (text: string, pattern: RegExp): number[] => [...text.matchAll(pattern)].map(({ index }) => index);

function nearest(sentence: string, place: number): string | undefined {
  const numbers = [...sentence.matchAll(NUMBER)].map(({ 0: number, index }) => ({ number, far: Math.abs(index - place) }));
  return numbers.sort((a, b) => a.far - b.far)[0]?.number;
}
