/**
 * Determines the true answer for a pair without the engine under test. "No" needs an instance that at least two of three
 * validators (Ajv, Hyperjump, python-jsonschema) find accepted by one side and refused by the other. "Yes" is recorded or follows
 * from how the pair was built, and no counterexample was found.
 */
import { Random } from '../../../test/fidelity/random.ts';
import { Instances, SMALL } from '../../../test/schema-diff/generate-instances.ts';
import { judgesOf } from '../../../test/schema-diff/judge.ts';
import { searchFor } from '../../../test/schema-diff/search.ts';
import { secondJudge } from '../../../test/schema-diff/second-judge.ts';
import type { Pair } from './pairs.ts';
import type { Peer } from './peer.ts';

/**
 * Number of instances generated for each question that no candidate settles: guided by the schemas, and small constants.
 * `search.ts` tries some 3,000 more.
 */
const [GUIDED, PLAIN] = [400, 200];
/** The same numbers for the slower validator. */
const SECOND = 100;

export type Direction = 'backward' | 'forward';
type Separates = (instance: unknown) => boolean | undefined;

export type Truth = {
  verdict: 'yes' | 'no' | 'open';
  /** Number of instances tried. */
  tried: number;
  witness?: unknown;
  confirmedBy?: string[];
  /** The reason for which a question is open. */
  why?: 'unsettled' | 'one judge' | 'nothing recorded' | 'not confirmed';
};

/** Three validators for both sides of a pair. One that cannot read a schema, or is known to be wrong on it, abstains. */
export class Judges {
  readonly #python: Peer | undefined;
  readonly #pair: Pair;
  #ajv: ((instance: unknown) => boolean)[] | undefined;
  #second: ((instance: unknown) => boolean)[] | undefined;

  constructor(pair: Pair, python: Peer | undefined) {
    this.#pair = pair;
    this.#python = python;
  }

  async ready(): Promise<this> {
    const { previous, next, dialect, formatAssertion } = this.#pair;
    const errs = (judge: string): boolean => this.#pair.erring.includes(judge);
    try {
      if (!errs('ajv')) this.#ajv = judgesOf({ from: previous, to: next, dialect, formatAssertion });
    } catch {}
    try {
      if (!errs('hyperjump'))
        this.#second = [await secondJudge(previous, dialect, formatAssertion), await secondJudge(next, dialect, formatAssertion)];
    } catch {}
    return this;
  }

  readonly ajv = (direction: Direction): Separates => separating(this.#ajv, direction);
  readonly second = (direction: Direction): Separates => separating(this.#second, direction);

  /** The validators for which an instance is accepted by one side only. */
  async confirm(direction: Direction, instance: unknown): Promise<string[]> {
    const found = [
      ...(this.ajv(direction)(instance) === true ? ['ajv'] : []),
      ...(this.second(direction)(instance) === true ? ['hyperjump'] : []),
    ];
    // The third validator alone would not settle anything, so it is only asked to confirm.
    if (found.length > 0 && (await this.#third(direction, instance))) found.push('python-jsonschema');
    return found;
  }

  async #third(direction: Direction, instance: unknown): Promise<boolean> {
    // Its formats differ from those of the other two.
    if (!this.#python || this.#pair.formatAssertion) return false;
    const { previous, next, dialect } = this.#pair;
    const asked = { previous, next, dialect, instances: [instance] };
    const reply = await this.#python.ask<{ accepted: [boolean, boolean][] }>(asked);
    if (!('accepted' in reply)) return false;
    const [[before, after] = [false, false]] = reply.accepted;
    return direction === 'backward' ? before && !after : after && !before;
  }
}

function separating(judges: ((instance: unknown) => boolean)[] | undefined, direction: Direction): Separates {
  const [from, to] = direction === 'backward' ? (judges ?? []) : [...(judges ?? [])].reverse();
  if (!from || !to) return () => undefined;
  return (instance) => {
    try {
      return from(instance) && !to(instance);
    } catch {
      return undefined;
    }
  };
}

/** `more`: witnesses given by tools. `generated`: instances that a tool generated from the schemas. */
export async function truthOf(
  pair: Pair,
  direction: Direction,
  judges: Judges,
  more: readonly unknown[],
  generated: readonly unknown[],
): Promise<Truth> {
  const { recorded, candidates } = pair[direction];
  const given = [...candidates, ...more];
  let isSingle = false;
  let tried = 0;
  const settles = async (instance: unknown): Promise<Truth | undefined> => {
    tried++;
    const confirmedBy = await judges.confirm(direction, instance);
    if (confirmedBy.length >= 2) return { verdict: 'no', tried, witness: instance, confirmedBy };
    isSingle ||= confirmedBy.length === 1;
    return undefined;
  };
  if (recorded === 'unknown') return { verdict: 'open', tried, why: 'unsettled' };
  for (const instance of given) {
    const settled = await settles(instance);
    if (settled) return settled;
  }
  for (const instance of drawn(pair, direction, judges, generated, (count) => (tried += count))) {
    const settled = await settles(instance);
    if (settled) return settled;
  }
  if (recorded === 'no') return { verdict: 'open', tried, why: 'not confirmed' };
  if (isSingle) return { verdict: 'open', tried, why: 'one judge' };
  return recorded === 'yes' ? { verdict: 'yes', tried } : { verdict: 'open', tried, why: 'nothing recorded' };
}

/** Generated instances that one validator finds accepted by one side only. */
function* drawn(
  pair: Pair,
  direction: Direction,
  judges: Judges,
  generated: readonly unknown[],
  count: (instances: number) => void,
): Generator {
  const { previous, next, dialect, formatAssertion, name } = pair;
  const random = new Random('compare', name, direction);
  const guided = new Instances([previous, next], random);
  const draw = function* (instances: number, plain: number): Generator {
    for (let i = 0; i < instances; i++) {
      try {
        yield guided.next();
      } catch {
        // The generator cannot follow this reference or pattern.
      }
    }
    for (let i = 0; i < plain; i++) yield random.pick(SMALL);
  };
  const [ajv, second] = [judges.ajv(direction), judges.second(direction)];
  for (const instance of [...generated, ...draw(GUIDED, PLAIN)]) if (ajv(instance) === true) yield instance;
  for (const instance of [...generated, ...draw(SECOND, SECOND)]) if (second(instance) === true) yield instance;
  count(generated.length + GUIDED + PLAIN + 2 * SECOND);
  const [from, to] = direction === 'backward' ? [previous, next] : [next, previous];
  try {
    yield* searchFor({ title: name, from, to, dialect, formatAssertion }, []);
    count(SEARCHED);
  } catch {}
}

/** Approximate number of instances tried by `search.ts`. */
const SEARCHED = 3000;
