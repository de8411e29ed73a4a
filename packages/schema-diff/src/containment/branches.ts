import type { Texts } from '../../../base/src/language.ts';
import { isSolved, type Result, type Solver, type Theory, booleans, nulls } from './solver.ts';
import { type Atom, FALSE, isNegated, type Literal, not, type Of, type Term, type Terms, TRUE, type Type } from './terms.ts';
import { arrays } from './types/arrays.ts';
import { numbers } from './types/numbers.ts';
import { objects } from './types/objects.ts';
import { strings } from './types/strings.ts';

const THEORIES: Readonly<Record<Type, Theory>> = {
  null: nulls,
  boolean: booleans,
  number: numbers,
  string: strings,
  array: arrays,
  object: objects,
};

type Known = Exclude<Term, { kind: 'schema' }>;
type At = (literal: Literal) => Known;

/** The state of the search for an instance of one type: literals assumed, atoms among them, and open choices. */
type State = {
  taken: Set<Literal>;
  clause: { atom: Atom; positive: boolean }[];
  choices: Literal[][];
  opaque: Texts | undefined;
};

/**
 * Finds an instance of one type that satisfies all literals: consequences are drawn until only choices are left, then each option
 * is tried in turn. Before choosing, the state so far is solved: without an instance no choice can help, and often the instance
 * already satisfies the rest.
 */
export function solveType(type: Type, literals: readonly Literal[], at: At, solver: Solver): Result {
  const search = new Branches(type, at, solver);
  return search.from({ taken: new Set(), clause: [], choices: [], opaque: undefined }, literals);
}

class Branches {
  readonly #type: Type;
  readonly #at: At;
  readonly #solver: Solver;

  constructor(type: Type, at: At, solver: Solver) {
    this.#type = type;
    this.#at = at;
    this.#solver = solver;
  }

  from(before: State, literals: readonly Literal[]): Result {
    this.#solver.spend(before.taken.size + before.clause.length + before.choices.length);
    const state = { ...before, taken: new Set(before.taken), clause: [...before.clause], choices: [...before.choices] };
    if (!this.#settle(state, literals)) return null;
    const draft = THEORIES[this.#type](state.clause, this.#solver);
    if (draft === null) return null;
    if (state.choices.length === 0) return state.opaque ? { unknown: state.opaque } : draft;
    const open = isSolved(draft) ? state.choices.filter((choice) => !this.#isMade(choice, draft.value)) : state.choices;
    if (open.length === 0 && !state.opaque) return draft;
    return this.#choose(state, shortest(open.length > 0 ? open : state.choices));
  }

  #choose(state: State, choice: Literal[]): Result {
    let undecided: Texts | undefined;
    const rest = { ...state, choices: state.choices.filter((other) => other !== choice) };
    for (const literal of choice) {
      this.#solver.spend(10);
      const result = this.from(rest, [literal]);
      if (isSolved(result)) return result;
      if (result) undecided = result.unknown;
    }
    return undecided ? { unknown: undecided } : null;
  }

  #isMade = (choice: readonly Literal[], instance: unknown): boolean =>
    choice.some((literal) => this.#solver.holds(literal, instance) === true);

  /** Takes literals and all that follows from them; false where they contradict each other. */
  #settle(state: State, literals: readonly Literal[]): boolean {
    const open = [...literals];
    for (;;) {
      for (let literal = open.pop(); literal !== undefined; literal = open.pop()) {
        this.#solver.spend(1);
        if (state.taken.has(not(literal)) || literal === FALSE) return false;
        if (state.taken.has(literal) || literal === TRUE) continue;
        state.taken.add(literal);
        if (!this.#take(state, literal, open)) return false;
      }
      if (!this.#propagate(state, open)) return false;
      if (open.length === 0) return true;
    }
  }

  /** One literal: what it is made of goes to the list of what is to be taken. */
  #take(state: State, literal: Literal, open: Literal[]): boolean {
    const term = this.#at(literal);
    const negated = isNegated(literal);
    if (term.kind === 'opaque') state.opaque ??= term.reason;
    else if (term.kind === 'all') {
      if (negated) state.choices.push(term.of.map(not));
      else open.push(...term.of);
    } else if (term.kind === 'type') return (term.type === this.#type) !== negated;
    else if (term.type !== this.#type) return term.kind === 'among' ? negated : !negated;
    else if (negated && (term.kind === 'items' || term.kind === 'members' || term.kind === 'length')) {
      open.push(this.#solver.terms.any(outside(this.#solver.terms, term)));
    } else state.clause.push({ atom: term, positive: !negated });
    return true;
  }

  /** Strikes out ways that are closed; takes the only way left; drops choices that are made. False where no way is left. */
  #propagate(state: State, open: Literal[]): boolean {
    const left: Literal[][] = [];
    for (const choice of state.choices) {
      this.#solver.spend(choice.length);
      const standing = choice.map((literal) => this.#status(literal, state.taken));
      if (standing.includes(true)) continue;
      const ways = choice.filter((_, i) => standing[i] === undefined);
      const [only, ...more] = ways;
      if (only === undefined) return false;
      if (more.length === 0) open.push(only);
      else left.push(ways);
    }
    state.choices = left;
    return true;
  }

  /** Whether a literal holds of every instance of the type, of none, or depends on more (undefined). */
  #status(literal: Literal, taken: ReadonlySet<Literal>): boolean | undefined {
    if (literal === TRUE || taken.has(literal)) return true;
    if (literal === FALSE || taken.has(not(literal))) return false;
    const positive = this.#always(literal & ~1, taken);
    return positive === undefined ? undefined : positive !== isNegated(literal);
  }

  #always(literal: Literal, taken: ReadonlySet<Literal>): boolean | undefined {
    const term = this.#at(literal);
    if (term.kind === 'opaque') return undefined;
    if (term.kind === 'type') return term.type === this.#type;
    if (term.kind === 'among') return term.type === this.#type ? undefined : false;
    if (term.kind !== 'all') return term.type === this.#type ? undefined : true;
    this.#solver.spend(term.of.length);
    let all: boolean | undefined = true;
    for (const one of term.of) {
      const status = this.#status(one, taken);
      if (status === false) return false;
      if (status === undefined) all = undefined;
    }
    return all;
  }
}

const shortest = (choices: readonly Literal[][]): Literal[] =>
  choices.reduce((best, choice) => (choice.length < best.length ? choice : best));

/** The negation of a count: fewer, or more. */
function outside(terms: Terms, term: Of<'items'> | Of<'members'> | Of<'length'>): Literal[] {
  const { min, max } = term;
  const below = min > 0 ? [terms.atom({ ...term, min: 0, max: min - 1 })] : [];
  const above = max < Infinity ? [terms.atom({ ...term, min: max + 1, max: Infinity })] : [];
  return [...below, ...above];
}
