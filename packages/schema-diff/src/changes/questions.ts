import { type Budget, Undecidable, STEPS, reason } from '../automata/unknown.ts';
import type { Pair } from '../containment/contain.ts';
import type { Document } from '../containment/document.ts';
import type { Engine, Found, Located } from '../containment/engine.ts';
import type { DiffOptions, JsonSchema } from '../types.ts';

/** Number of questions that may run out of steps before the engine is no longer asked. */
const PATIENCE = 3;

/**
 * Caches the questions to the engine, and stops asking after several of them ran out of steps. Two schemas that the engine cannot
 * compare then take the time of a few questions instead of thousands.
 */
export class Questions {
  readonly #engine: Engine;
  readonly #outOfSteps: string;
  readonly #answers = new Map<string, Found>();
  readonly #ids = new Map<Document, Map<JsonSchema, number>>();
  #count = 0;
  #tired = 0;
  #last: Found = { none: true };

  constructor(engine: Engine, { budget = STEPS }: DiffOptions) {
    this.#engine = engine;
    this.#outOfSteps = reason('out-of-steps', String(budget)).en;
  }

  /** Finds an instance that all of `accept` accept and all of `refuse` refuse, other than those of `except`. */
  find(accept: readonly Located[], refuse: readonly Located[], except: readonly unknown[] = []): Found {
    const key = [...accept.map(this.#idOf), '-', ...refuse.map(this.#idOf), JSON.stringify(except)].join(' ');
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#tired < PATIENCE ? this.#engine.find(accept, refuse, except) : this.#last;
    if ('unknown' in answer && answer.unknown.en === this.#outOfSteps) {
      this.#tired += 1;
      this.#last = answer;
    }
    this.#answers.set(key, answer);
    return answer;
  }

  /** The steps of one question, which several may share. */
  newBudget = (): Budget => this.#engine.newBudget();

  /** Whether a schema accepts an instance; undefined if the engine cannot decide. */
  accepts(schema: Located, instance: unknown, budget: Budget): boolean | undefined {
    try {
      return this.#engine.accepts(schema, instance, budget);
    } catch (error) {
      if (error instanceof Undecidable) return undefined;
      throw error;
    }
  }

  #idOf = ({ document, schema }: Located): number => {
    const ids = this.#ids.get(document) ?? new Map<JsonSchema, number>();
    this.#ids.set(document, ids);
    const known = ids.get(schema);
    if (known !== undefined) return known;
    this.#count += 1;
    ids.set(schema, this.#count);
    return this.#count;
  };
}

/** A pair of schemas, with questions in place of the engine. */
export type Opened = Omit<Pair, 'engine'> & { questions: Questions };

export function asking({ engine, ...pair }: Pair, options: DiffOptions): Opened {
  return { ...pair, questions: new Questions(engine, options) };
}
