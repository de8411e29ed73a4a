import type { Found, Located } from '../containment/engine.ts';
import type { JsonSchema } from '../types.ts';
import { arrays } from './families/arrays.ts';
import { assertions } from './families/assertions.ts';
import { bounds } from './families/bounds.ts';
import { combinations } from './families/combinations.ts';
import { objects } from './families/objects.ts';
import { rest } from './families/rest.ts';
import { types } from './families/types.ts';
import { values } from './families/values.ts';
import type { Questions } from './questions.ts';
import { sameSchema } from './same.ts';
import type { Child, Context, Draft, Effect, Fact, Family, Pair, Visit } from './types.ts';
import { follow, viewOf } from './view.ts';

/** In the order in which their facts are reported. */
const FAMILIES: readonly Family[] = [types, values, bounds, assertions, objects, arrays, combinations, rest];

/** Subschemas within subschemas, and pairs in all, beyond which what differs is reported as one. */
const DEEP = 200;
const MANY = 20_000;

const NONE: Found = { none: true };
const EQUAL: Effect = { narrowed: NONE, widened: NONE };

/** Walks over two schemas in parallel and reports their differences. Equivalent subschemas are skipped. */
export class Walk {
  readonly #questions: Questions;
  #depth = 0;
  #count = 0;
  readonly #visits = new Map<JsonSchema, Map<JsonSchema, Map<boolean, Visit>>>();

  constructor(questions: Questions) {
    this.#questions = questions;
  }

  /**
   * The differences between two subschemas. The same pair gives the same object, so that shared definitions are reported once.
   */
  visit({ previous, next }: Pair, branch = false): Visit {
    const [p, n] = [follow(previous.document, previous.schema), follow(next.document, next.schema)];
    const known = this.#known(p.schema, n.schema);
    const met = known.get(branch);
    if (met) return met;
    const pair: Pair = { previous: { ...previous, schema: p.schema }, next: { ...next, schema: n.schema } };
    const definition = p.reference === n.reference ? p.reference : undefined;
    const visit: Visit = { pair, definition, facts: [], children: [], equivalent: false };
    known.set(branch, visit);
    const whole = sameSchema(pair.previous, pair.next) ? EQUAL : this.#effect(pair, WHOLE);
    visit.equivalent = isNone(whole.narrowed) && isNone(whole.widened);
    this.#depth += 1;
    if (!visit.equivalent) this.#takeApart(visit, whole, branch);
    this.#depth -= 1;
    return visit;
  }

  #known(previous: JsonSchema, next: JsonSchema): Map<boolean, Visit> {
    const below = this.#visits.get(previous) ?? new Map<JsonSchema, Map<boolean, Visit>>();
    this.#visits.set(previous, below);
    const known = below.get(next) ?? new Map<boolean, Visit>();
    below.set(next, known);
    return known;
  }

  #takeApart(visit: Visit, whole: Effect, branch: boolean): void {
    const { pair } = visit;
    const find: Context['find'] = (accept, refuse) => this.#questions.find(accept, refuse);
    const context: Context = { pair, p: viewOf(pair.previous), n: viewOf(pair.next), branch, find };
    this.#count += 1;
    const found = this.#depth > DEEP || this.#count > MANY ? [] : FAMILIES.map((family) => family(context));
    visit.facts = found.flatMap(({ drafts = [] }) => drafts.flatMap((draft) => this.#factOf(pair, draft)));
    visit.children = found.flatMap(({ children = [] }) => children.map((child) => this.#childOf(child)));
    const unexplained: Effect = {
      narrowed: explains(visit, 'narrowed') ? NONE : whole.narrowed,
      widened: explains(visit, 'widened') ? NONE : whole.widened,
    };
    if (!isNone(unexplained.narrowed) || !isNone(unexplained.widened))
      visit.facts.push({ ...remainder(pair), pair, effect: unexplained });
  }

  #childOf({ pair, branch = false, ...child }: Child): Visit['children'][number] {
    return { ...child, visit: this.visit(pair, branch) };
  }

  /** A difference that changes nothing is no fact. */
  #factOf(pair: Pair, draft: Draft): Fact[] {
    const effect = this.#effect(pair, draft);
    return isNone(effect.narrowed) && isNone(effect.widened) ? [] : [{ ...draft, pair, effect }];
  }

  #effect(pair: Pair, draft: Draft | typeof WHOLE): Effect {
    const { previous, next } = pair;
    if (draft === WHOLE)
      return { narrowed: this.#questions.find([previous], [next]), widened: this.#questions.find([next], [previous]) };
    const ask = (from: 'previous' | 'next', to: 'previous' | 'next'): Found =>
      Object.keys(draft[to]).length === 0
        ? NONE
        : this.#questions.find(acceptedBy({ ...draft, pair }, from, to), [{ ...pair[to], schema: draft[to] }]);
    return { narrowed: ask('previous', 'next'), widened: ask('next', 'previous') };
  }
}

const WHOLE = Symbol('all that two subschemas say');

/** What accepts the instances that a difference is about, while the keywords of the other side refuse them. */
export const acceptedBy = (
  { pair, within = {}, otherwise }: Pick<Fact, 'pair' | 'within' | 'otherwise'>,
  from: 'previous' | 'next',
  to: 'previous' | 'next',
): Located[] => [
  pair[from],
  ...(within[from] ? [{ ...pair[from], schema: within[from] }] : []),
  ...(otherwise ? [{ ...pair[to], schema: otherwise[to] }] : []),
];

export const isNone = (found: Found): boolean => 'none' in found;

/** Whether something at a pair or below it says why instances are lost, or won. */
function explains(visit: Visit, way: keyof Effect, seen = new Set<Visit>()): boolean {
  if (seen.has(visit)) return false;
  seen.add(visit);
  return (
    visit.facts.some(({ effect }) => !isNone(effect[way])) || visit.children.some((child) => explains(child.visit, way, seen))
  );
}

/** A difference that no family explains is reported as a general one. */
const remainder = ({ previous, next }: Pair): Draft => ({
  kind: 'constraint-changed',
  params: {},
  previous: { allOf: [previous.schema] },
  next: { allOf: [next.schema] },
});
