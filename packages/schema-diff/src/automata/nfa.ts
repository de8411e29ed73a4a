import type { Ranges } from './alphabet.ts';
import { type Budget, cannotTell } from './unknown.ts';
import type { Expression } from './parse.ts';

/** Holds where the next (`ahead`) or the previous character is, or with `negate` is not, in a set. No character is in no set. */
export type Condition = { ahead: boolean; negate: boolean; set: number };

/** States with moves over a character of a set, and jumps over none, some only under a condition. `sets` are listed once each. */
export type Nfa = {
  moves: { set: number; to: number }[][];
  jumps: { to: number; when?: Condition }[][];
  sets: Ranges[];
  start: number;
  final: number;
};

type Concatenation = Expression['alternatives'][number];
type Element = Concatenation['elements'][number];
type Of<T extends Element['type']> = Extract<Element, { type: T }>;

/** The automaton of what one match of a tree may cover. Throws CannotTell at a lookaround of other than one character. */
export function nfaOf(expression: Expression, budget: Budget): Nfa {
  const builder = new Builder(budget);
  const start = builder.state();
  const final = builder.state();
  builder.choice(expression.alternatives, start, final);
  return { moves: builder.moves, jumps: builder.jumps, sets: builder.sets, start, final };
}

class Builder {
  readonly moves: Nfa['moves'] = [];
  readonly jumps: Nfa['jumps'] = [];
  readonly sets: Ranges[] = [];
  readonly #ids = new Map<string, number>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  state(): number {
    this.#budget.spend(10);
    this.moves.push([]);
    return this.jumps.push([]) - 1;
  }

  /** Any of the alternatives. Those that begin with the same characters share these states: a list of codes becomes a tree. */
  choice(alternatives: readonly Concatenation[], from: number, to: number): void {
    const root = this.state();
    const shared = new Map<string, number>();
    this.#jump(from, root);
    for (const { elements } of alternatives) {
      let here = root;
      let read = 0;
      for (let first = elements[0]; first?.type === 'CharacterClass'; first = elements[++read]) {
        here = this.#shared(shared, here, this.#set(first.characters.ranges));
      }
      this.#sequence(elements.slice(read), here, to);
    }
  }

  #shared(shared: Map<string, number>, from: number, set: number): number {
    const key = `${from} ${set}`;
    const before = shared.get(key);
    if (before !== undefined) return before;
    const next = this.state();
    this.moves[from]?.push({ set, to: next });
    shared.set(key, next);
    return next;
  }

  #sequence(elements: readonly Element[], from: number, to: number): void {
    let here = from;
    for (const element of elements) {
      const next = this.state();
      this.#element(element, here, next);
      here = next;
    }
    this.#jump(here, to);
  }

  #element(element: Element, from: number, to: number): void {
    switch (element.type) {
      case 'CharacterClass':
        this.moves[from]?.push({ set: this.#set(element.characters.ranges), to });
        break;
      case 'Alternation':
        this.choice(element.alternatives, from, to);
        break;
      case 'Quantifier':
        this.#repeat(element, from, to);
        break;
      case 'Assertion':
        this.#jump(from, to, this.#condition(element));
        break;
      case 'Unknown':
        throw cannotTell('pattern-not-read');
    }
  }

  #repeat({ alternatives, min, max }: Of<'Quantifier'>, from: number, to: number): void {
    let here = from;
    for (let count = 0; count < (max === Infinity ? min : max); count++) {
      if (count >= min) this.#jump(here, to);
      const next = this.state();
      this.choice(alternatives, here, next);
      here = next;
    }
    if (max === Infinity) {
      const again = this.state();
      this.#jump(here, again);
      this.choice(alternatives, again, again);
      here = again;
    }
    this.#jump(here, to);
  }

  #condition({ kind, negate, alternatives }: Of<'Assertion'>): Condition {
    const [only, ...more] = alternatives;
    const [single, ...longer] = only?.elements ?? [];
    if (more.length > 0 || longer.length > 0 || single?.type !== 'CharacterClass') {
      throw cannotTell('pattern-lookaround');
    }
    return { ahead: kind === 'ahead', negate, set: this.#set(single.characters.ranges) };
  }

  #jump(from: number, to: number, when?: Condition): void {
    this.jumps[from]?.push(when ? { to, when } : { to });
  }

  #set(ranges: Ranges): number {
    this.#budget.spend(ranges.length);
    const key = ranges.map(({ min, max }) => `${min}-${max}`).join();
    const id = this.#ids.get(key) ?? this.sets.length;
    if (id === this.sets.length) this.sets.push(ranges);
    this.#ids.set(key, id);
    return id;
  }
}
