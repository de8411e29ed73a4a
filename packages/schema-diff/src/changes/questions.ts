import { Undecidable, STEPS, reason } from '../automata/unknown.ts';
import type { Pair } from '../containment/contain.ts';
import type { Document } from '../containment/document.ts';
import type { Engine, Found, Located } from '../containment/engine.ts';
import type { DiffOptions, JsonSchema } from '../types.ts';

/** Questions that may run out of steps before no more is asked. */
const PATIENCE = 3;

/**
 * What is asked of the engine to find the changes: each question once, and none any more when several ran out of steps, so that two schemas
 * which the engine cannot distinguish take the time of a few questions and not of thousands.
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

  /** An instance that all of `accept` accept and all of `refuse` refuse, and that is none of `except`. */
  find(accept: readonly Located[], refuse: readonly Located[], except: readonly unknown[] = []): Found {
    const key = [...accept.map(this.#idOf), '-', ...refuse.map(this.#idOf), JSON.stringify(except)].join(' ');
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#tired < PATIENCE ? this.#engine.findOther(accept, refuse, except) : this.#last;
    if ('unknown' in answer && answer.unknown.en === this.#outOfSteps) {
      this.#tired += 1;
      this.#last = answer;
    }
    this.#answers.set(key, answer);
    return answer;
  }

  /** Whether a schema accepts an instance; undefined where the engine cannot tell. */
  accepts(schema: Located, instance: unknown): boolean | undefined {
    try {
      return this.#engine.accepts(schema, instance);
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

/** Two schemas that are compared, and whom to ask about them. */
export type Opened = Omit<Pair, 'engine'> & { questions: Questions };

export function asking({ engine, ...pair }: Pair, options: DiffOptions): Opened {
  return { ...pair, questions: new Questions(engine, options) };
}
