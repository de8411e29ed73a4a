import type { Texts } from '../../../../base/src/language.ts';
import { isSolved, type Result, type Solver } from '../solver.ts';
import { type Literal, not } from '../terms.ts';
import { type AskedList, type Items, placeAt } from './asked.ts';

/** A way to meet demands at one place: which of them the item there meets for certain. */
type Choice = { literals: Literal[]; meets: boolean[] };

type Fill = (places: readonly (readonly Literal[])[]) => Result;

/**
 * Seeks places, in a list of one length, for the items that must be there: place by place, each demand is met there or not. From `start`
 * on places are alike, so only how often each choice is made there counts, not in which order.
 */
export class Placing {
  readonly #length: number;
  readonly #start: number;
  readonly #asked: AskedList;
  readonly #solver: Solver;
  readonly #fill: Fill;
  readonly #counts: number[];
  readonly #places: Literal[][] = [];
  #doubt: Texts | undefined;

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
    return isSolved(result) || !this.#doubt ? result : { unknown: this.#doubt };
  }

  /** The places from an index on; where they are alike, with no choice before number `least`. */
  #from(index: number, least: number): Result {
    this.#solver.spend(this.#counts.length + 1);
    if (!this.#isPossible(index)) return null;
    if (index === this.#length) return this.#told(this.#fill(this.#places));
    const choices = this.#choicesAt(index);
    for (let number = index > this.#start ? least : 0; number < choices.length; number++) {
      const { literals, meets } = choices[number] as Choice;
      if (this.#isNeedless(meets)) continue;
      const place = [...placeAt(this.#asked, index), ...literals];
      if (this.#told(this.#solver.solve(place)) === null) continue;
      this.#places.push(place);
      this.#count(meets, 1);
      const result = this.#from(index + 1, number);
      this.#count(meets, -1);
      this.#places.pop();
      if (isSolved(result)) return result;
    }
    return null;
  }

  /** Remembers that something was not told. */
  #told(result: Result): Result {
    if (result && !isSolved(result)) this.#doubt = result.unknown;
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

  /** Where nothing bounds a demand from above, that an item does not meet it need not be said. */
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
