/** Finds the known codes or names nearest to a wrong one. */
import { distance } from 'fastest-levenshtein';
import { memo, memoOf } from './memo.ts';

const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Normalises a spelling: case, accents, ligatures, punctuation and spaces do not count, and camelCase is split into words. */
export const normalise = (text: string): string =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[œæß]/g, (char) => LIGATURES[char] ?? char)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Largest share of characters to change for two texts to be near. */
const FAR = 0.34;
/** Score of two texts of which one contains all words of the other: near, but less than a typing error. */
const CONTAINED = 0.3;

function contained(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const words = new Set(long.split(' '));
  return (
    short.length >= 3 && (short.split(' ').every((word) => words.has(word)) || (short.length >= 4 && long.startsWith(short)))
  );
}

function score(found: string, known: string): number {
  const longest = Math.max(found.length, known.length);
  const share = Math.abs(found.length - known.length) > longest * FAR ? 1 : distance(found, known) / longest;
  return share > CONTAINED && contained(found, known) ? CONTAINED : share;
}

/** Longer texts, in UTF-16 units, are not a misspelt code and are not compared. */
const LONGEST = 200;

const cachedNormalise = memo(normalise);

type Known = { name: string; normal: string };

const normalised = memoOf((known: readonly string[]): Known[] => known.map((name) => ({ name, normal: cachedNormalise(name) })));

/**
 * At most `max` of the known ones, nearest first; empty when none is near, or when more than `max` are equally near. Where some are equal
 * after `normalise`, only these are returned. Results are cached for each list `known`, which must not change.
 */
export function nearest(found: string, known: readonly string[], max = 3): string[] {
  if (found.length > LONGEST) return [];
  const wanted = normalise(found);
  if (wanted === '') return [];
  const scored = normalised(known)
    .map(({ name, normal }) => ({ name, score: score(wanted, normal) }))
    .filter((it) => it.score <= FAR);
  scored.sort((a, b) => a.score - b.score);
  const best = scored[0]?.score ?? 1;
  if (scored.filter((it) => it.score === best).length > max) return [];
  return scored
    .filter((it) => best > 0 || it.score === 0)
    .slice(0, max)
    .map((it) => it.name);
}
