import type { Texts } from '../../../../base/src/language.ts';
import { reason } from '../../reasons.ts';
import { isSolved, type Clause, type Result, type Solver, type Theory } from '../solver.ts';
import { type Literal, TRUE } from '../terms.ts';
import { type AskedList, type Items, placeAt } from './asked.ts';
import { distinct, twins } from './distinct.ts';
import { Placing } from './placing.ts';

/** Items of the longest list that is written out. */
const LONGEST = 20_000;

/** Items of the longest list in which places are sought for items of a form. */
const LONGEST_SEARCHED = 2000;

/** A list: the shortest lengths are tried first, up to one beyond which a list could do without one of its items. */
export const arrays: Theory = (clause, solver) => {
  const asked = askedOf(clause);
  if (asked === null) return null;
  const ends = [...asked.every, ...asked.demands].flatMap(({ from, to }) => [from, to]);
  /** From this place on all places are alike. */
  const start = Math.max(0, ...ends.filter(Number.isFinite));
  const needed = asked.demands.reduce((sum, { min }) => sum + min, 0) + (asked.unique === false ? 2 : 0);
  const longest = Math.min(asked.high, Math.max(asked.low, start + needed));
  let doubt: Texts | undefined;
  for (let length = asked.low; length <= longest; length++) {
    if (length > LONGEST) return { unknown: reason('too-many-items', String(length)) };
    solver.spend(length + 1);
    if (length > 0 && solver.solve(placeAt(asked, length - 1)) === null) break;
    const result = ofLength(length, start, asked, solver);
    if (isSolved(result)) return result;
    if (result) doubt = result.unknown;
  }
  return doubt ? { unknown: doubt } : null;
};

function askedOf(clause: Clause): AskedList | null {
  const asked: AskedList = { low: 0, high: Infinity, every: [], demands: [], unique: undefined };
  for (const { atom, positive } of clause) {
    if (atom.kind === 'unique') asked.unique = positive;
    if (atom.kind !== 'items') continue;
    if (atom.min > atom.max || (atom.of === TRUE && !sized(atom, asked))) return null;
    if (atom.of === TRUE) continue;
    if (atom.max === 0) asked.every.push(atom);
    else asked.demands.push(atom);
  }
  return asked.low > asked.high ? null : asked;
}

/** A number of items of any form within a range says how long the list is; false where no length would do. */
function sized({ from, to, min, max }: Items, asked: AskedList): boolean {
  if (min > 0) asked.low = Math.max(asked.low, from + min);
  if (max < to - from) asked.high = Math.min(asked.high, from + max);
  return min <= to - from;
}

/** A list of one length. Without demands every place is settled by itself, so a long list needs no search. */
function ofLength(length: number, start: number, asked: AskedList, solver: Solver): Result {
  const fill = (places: readonly (readonly Literal[])[]): Result => filled(places, asked, solver);
  if (asked.demands.length > 0) {
    if (length > LONGEST_SEARCHED) return { unknown: reason('too-many-items', String(length)) };
    return new Placing(length, start, asked, solver, fill).run();
  }
  const alike = placeAt(asked, start);
  return fill(Array.from({ length }, (_, index) => (index < start ? placeAt(asked, index) : alike)));
}

/** The list whose items are of the forms of their places, all different or not all, as asked. */
function filled(places: readonly (readonly Literal[])[], { unique }: AskedList, solver: Solver): Result {
  if (unique === true) return distinct(places, solver);
  if (unique === false) return twins(places, solver);
  const values: unknown[] = [];
  let doubt: Texts | undefined;
  for (const place of places) {
    const item = solver.solve(place);
    if (item === null) return null;
    if (isSolved(item)) values.push(item.value);
    else doubt = item.unknown;
  }
  return doubt ? { unknown: doubt } : { value: values };
}
