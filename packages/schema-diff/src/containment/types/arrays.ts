import type { Texts } from '../../../../base/src/language.ts';
import { reason } from '../../automata/unknown.ts';
import { isSolved, type Clause, type Result, type Solver, type Theory, type AskedList, type Items, placeAt } from '../solver.ts';
import { type Literal, TRUE, not } from '../terms.ts';
import { canonical } from '../../../../base/src/json.ts';

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
  let undecided: Texts | undefined;
  for (let length = asked.low; length <= longest; length++) {
    if (length > LONGEST) return { unknown: reason('too-many-items', String(length)) };
    solver.spend(length + 1);
    if (length > 0 && solver.solve(placeAt(asked, length - 1)) === null) break;
    const result = ofLength(length, start, asked, solver);
    if (isSolved(result)) return result;
    if (result) undecided = result.unknown;
  }
  return undecided ? { unknown: undecided } : null;
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
  let undecided: Texts | undefined;
  for (const place of places) {
    const item = solver.solve(place);
    if (item === null) return null;
    if (isSolved(item)) values.push(item.value);
    else undecided = item.unknown;
  }
  return undecided ? { unknown: undecided } : { value: values };
}

type Places = readonly (readonly Literal[])[];

/** A list of different items: a place with as many possible items as there are places finds one in any case, so no more are looked at. */
function distinct(places: Places, solver: Solver): Result {
  const options: unknown[][] = [];
  let undecided: Texts | undefined;
  const known = new Map<string, { values: unknown[]; rest: Result }>();
  for (const place of places) {
    const key = place.join();
    const several = known.get(key) ?? solver.several(place, places.length);
    known.set(key, several);
    options.push(several.values);
    if (several.values.length < places.length && several.rest !== null && !isSolved(several.rest))
      undecided = several.rest.unknown;
  }
  const chosen = matching(
    options.map((values) => values.map(canonical)),
    solver,
  );
  if (!chosen) return undecided ? { unknown: undecided } : null;
  return { value: chosen.map((option, place) => options[place]?.[option]) };
}

/** An option for each place, all of them different, or undefined where there is no such choice: augmenting paths of a bipartite matching. */
function matching(options: readonly (readonly string[])[], { spend }: Solver): number[] | undefined {
  const takenBy = new Map<string, number>();
  const claim = (place: number, tried: Set<string>): boolean => {
    for (const option of options[place] ?? []) {
      if (tried.has(option)) continue;
      spend(1);
      tried.add(option);
      const holder = takenBy.get(option);
      if (holder === undefined || claim(holder, tried)) {
        takenBy.set(option, place);
        return true;
      }
    }
    return false;
  };
  for (const place of options.keys()) if (!claim(place, new Set())) return undefined;
  const chosen: number[] = [];
  for (const [option, place] of takenBy) chosen[place] = options[place]?.indexOf(option) ?? 0;
  return chosen;
}

/** A list with a duplicate item. */
function twins(places: Places, solver: Solver): Result {
  const items = places.map((place) => solver.solve(place));
  let undecided: Texts | undefined;
  if (items.includes(null)) return null;
  for (const item of items) if (item && !isSolved(item)) undecided = item.unknown;
  for (let i = 1; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      const both = solver.solve([...(places[i] ?? []), ...(places[j] ?? [])]);
      if (both === null) continue;
      if (!isSolved(both)) undecided = both.unknown;
      else if (!undecided)
        return {
          value: items.map((item, index) => (index === i || index === j ? both.value : isSolved(item) ? item.value : null)),
        };
    }
  }
  return undecided ? { unknown: undecided } : null;
}

/** A way to meet demands at one place: which of them the item there meets for certain. */
type Choice = { literals: Literal[]; meets: boolean[] };

type Fill = (places: readonly (readonly Literal[])[]) => Result;

/**
 * Seeks places, in a list of one length, for the items that must be there: place by place, each demand is met there or not. From `start`
 * on places are alike, so only how often each choice is made there counts, not in which order.
 */
class Placing {
  readonly #length: number;
  readonly #start: number;
  readonly #asked: AskedList;
  readonly #solver: Solver;
  readonly #fill: Fill;
  readonly #counts: number[];
  readonly #places: Literal[][] = [];
  #undecided: Texts | undefined;

  constructor(length: number, start: number, asked: AskedList, solver: Solver, fill: Fill) {
    this.#length = length;
    this.#start = start;
    this.#asked = asked;
    this.#solver = solver;
    this.#fill = fill;
    this.#counts = asked.demands.map(() => 0);
  }

  run(): Result {
    const result = this.#from(0, 0);
    return isSolved(result) || !this.#undecided ? result : { unknown: this.#undecided };
  }

  /** The places from an index on; where they are alike, with no choice before number `least`. */
  #from(index: number, least: number): Result {
    this.#solver.spend(this.#counts.length + 1);
    if (!this.#isPossible(index)) return null;
    if (index === this.#length) return this.#reported(this.#fill(this.#places));
    const choices = this.#choicesAt(index);
    for (let number = index > this.#start ? least : 0; number < choices.length; number++) {
      const { literals, meets } = choices[number] as Choice;
      if (this.#isNeedless(meets)) continue;
      const place = [...placeAt(this.#asked, index), ...literals];
      if (this.#reported(this.#solver.solve(place)) === null) continue;
      this.#places.push(place);
      this.#count(meets, 1);
      const result = this.#from(index + 1, number);
      this.#count(meets, -1);
      this.#places.pop();
      if (isSolved(result)) return result;
    }
    return null;
  }

  /** Remembers that something was not reported. */
  #reported(result: Result): Result {
    if (result && !isSolved(result)) this.#undecided = result.unknown;
    return result;
  }

  #count(meets: readonly boolean[], by: number): void {
    for (const [i, yes] of meets.entries()) if (yes) this.#counts[i] = (this.#counts[i] as number) + by;
  }

  /** Whether the places that are left can still make up the numbers. */
  #isPossible = (index: number): boolean =>
    this.#asked.demands.every(({ from, to, min, max }, i) => {
      const count = this.#counts[i] as number;
      const left = Math.max(0, Math.min(to, this.#length) - Math.max(from, index));
      return count <= max && count + left >= min;
    });

  /** A requirement without upper bound does not need its complement. */
  #choicesAt(index: number): Choice[] {
    let choices: Choice[] = [{ literals: [], meets: [] }];
    for (const { from, to, of, max } of this.#asked.demands) {
      const inside = from <= index && index < to;
      this.#solver.spend(choices.length * this.#counts.length);
      choices = choices.flatMap(({ literals, meets }) => {
        const left = max === Infinity || !inside ? literals : [...literals, not(of)];
        const without = { literals: left, meets: [...meets, false] };
        return inside ? [{ literals: [...literals, of], meets: [...meets, true] }, without] : [without];
      });
    }
    return choices;
  }

  /** Whether a choice meets a demand that has what it wants and would take any number more. */
  #isNeedless = (meets: readonly boolean[]): boolean =>
    this.#asked.demands.some(
      ({ min, max }: Items, i) => meets[i] === true && max === Infinity && (this.#counts[i] as number) >= min,
    );
}
