/** The known codes or names that a wrong one was probably meant to be. */
import { distance } from 'fastest-levenshtein';
import { memo, memoOf } from './memo.ts';

const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** What two spellings of one thing have in common: no case, accents, ligatures, apostrophes, hyphens or doubled spaces. */
export const normalise = (text: string): string =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[œæß]/g, (char) => LIGATURES[char] ?? char)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Share of characters to change, above which two words are strangers. */
const FAR = 0.34;
/** Score of a text of which all the words stand in the other: nearer than a stranger, further than a slip of the keyboard. */
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

/** Long texts are no slip for a code; comparing them would only cost time. */
const LONGEST = 200;

const normaliseOften = memo(normalise);

type Known = { name: string; normal: string };

const normalised = memoOf((known: readonly string[]): Known[] => known.map((name) => ({ name, normal: normaliseOften(name) })));

/**
 * At most `max` of the known ones, nearest first; empty when none is near, or when too many are equally near to help.
 * Those equal but for case, accents, apostrophes or spaces push the others out. A list that was given once must not change.
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
