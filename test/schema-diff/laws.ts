/** Laws that the answers to any pairs of schemas keep. They are written over the function that answers, so that a planted one can be shown to break them. */
import type { Answer } from '../../packages/schema-diff/src/types.ts';
import { Random } from '../fidelity/random.ts';
import { both, either } from './compose.ts';
import type { Dialect, Schema } from './dialect.ts';
import { Instances, SMALL } from './generate-instances.ts';
import type { Pair } from './generate-schemas.ts';
import { judgesOf } from './judge.ts';
import { reference } from './reference.ts';

/** Is all that previous accepts accepted by next (backward), and all that next accepts by previous (forward)? */
export type Answers = (previous: Schema, next: Schema, dialect: Dialect) => { backward: Answer; forward: Answer };

/** What was asked and tried, so that a test can tell that it was not nothing. */
class Tally {
  readonly verdicts = { yes: 0, no: 0, unknown: 0 };
  instances = 0;
  /** Questions answered yes of which an instance of the first side was seen. */
  met = 0;

  get unknownShare(): number {
    const { yes, no, unknown } = this.verdicts;
    return unknown / (yes + no + unknown);
  }
}

/** Pairs of which the answers are held against instances, in every run of the tests. */
export const PAIRS = 600;

/** Instances along the schemas, and instances that are small and the same for all, that are tried for each yes. */
const GUIDED = 120;
const PLAIN = 160;

export type Broken = { law: string; instance?: unknown };

export class Laws {
  readonly tally = new Tally();
  readonly #answers: Answers;
  readonly #known: Map<string, Trial>;

  /** `known` holds what instances said of pairs, to be asked again of other answers. */
  constructor(answers: Answers, known = new Map<string, Trial>()) {
    this.#answers = answers;
    this.#known = known;
  }

  /** Whether an instance that is tried tells one side from the other. */
  separates = ({ previous, next, dialect, seed }: Pair): boolean =>
    [this.#tried(previous, next, dialect, seed), this.#tried(next, previous, dialect, seed)].some(({ escaped }) => escaped);

  #tried(from: Schema, to: Schema, dialect: Dialect, seed: number): Trial {
    const key = JSON.stringify([from, to, dialect]);
    const trial = this.#known.get(key) ?? tryOut(from, to, dialect, seed);
    this.#known.set(key, trial);
    return trial;
  }

  #ask(from: Schema, to: Schema, dialect: Dialect): Answer {
    return this.#both(from, to, dialect).backward;
  }

  #both(previous: Schema, next: Schema, dialect: Dialect): ReturnType<Answers> {
    const answers = this.#answers(previous, next, dialect);
    for (const { verdict } of [answers.backward, answers.forward]) this.tally.verdicts[verdict]++;
    return answers;
  }

  /** yes: no instance of one side escapes the other. no: the witness does, before two judges. Both directions. */
  answers(pair: Pair): Broken[] {
    const { previous, next, dialect } = pair;
    const { backward, forward } = this.#both(previous, next, dialect);
    return [...this.#direction(backward, previous, next, pair), ...this.#direction(forward, next, previous, pair)];
  }

  #direction(answer: Answer, from: Schema, to: Schema, { dialect, seed }: Pair): Broken[] {
    if (answer.verdict === 'unknown') return [];
    if (answer.verdict === 'no') {
      return isWitness(answer.witness, from, to, dialect) ? [] : [{ law: 'witness', instance: answer.witness }];
    }
    const { met, escaped } = this.#tried(from, to, dialect, seed);
    if (escaped) return [{ law: 'contained', ...escaped }];
    this.tally.instances += met;
    this.tally.met += Number(met > 0);
    return [];
  }

  reflexive({ previous, dialect }: Pair): Broken[] {
    const { backward, forward } = this.#both(previous, structuredClone(previous), dialect);
    const verdicts = [backward.verdict, forward.verdict];
    return verdicts.every((verdict) => verdict === 'yes') ? [] : [{ law: `reflexive: ${verdicts.join()}` }];
  }

  /** One more condition never widens, one more way never narrows. */
  monotone({ previous, next, dialect }: Pair): Broken[] {
    const narrowed = this.#ask(both(previous, next, dialect), previous, dialect);
    const widened = this.#ask(previous, either(next, previous, dialect), dialect);
    return [
      ...(narrowed.verdict === 'no' ? [{ law: 'a conjunct narrows', instance: narrowed.witness }] : []),
      ...(widened.verdict === 'no' ? [{ law: 'a disjunct widens', instance: widened.witness }] : []),
    ];
  }

  /** Three schemas, each within the next: the first is within the last. */
  transitive({ previous, next, dialect }: Pair, third: Schema): Broken[] {
    const inside = (from: Schema, to: Schema) => this.#ask(from, to, dialect);
    const orders = [
      [previous, next, third],
      [next, third, previous],
      [third, previous, next],
    ] as const;
    return orders.flatMap(([a, b, c]) => {
      if (inside(a, b).verdict !== 'yes' || inside(b, c).verdict !== 'yes') return [];
      const last = inside(a, c);
      return last.verdict === 'no' ? [{ law: 'transitive', instance: last.witness }] : [];
    });
  }
}

function isWitness(instance: unknown, from: Schema, to: Schema, dialect: Dialect): boolean {
  const [accepts, contains] = judgesOf({ from, to, dialect, formatAssertion: false });
  return accepts(instance) && !contains(instance) && reference(from, dialect)(instance) && !reference(to, dialect)(instance);
}

/** How many instances of the first side were met, and the first of them that the second refuses. */
export type Trial = { met: number; escaped?: { instance: unknown } };

function tryOut(from: Schema, to: Schema, dialect: Dialect, seed: number): Trial {
  const [accepts, contains] = [reference(from, dialect), reference(to, dialect)];
  let met = 0;
  for (const instance of tried([from, to], seed)) {
    if (!accepts(instance)) continue;
    met++;
    if (!contains(instance)) return { met, escaped: { instance } };
  }
  return { met };
}

function* tried(schemas: readonly Schema[], seed: number): Generator {
  const random = new Random('instances', seed);
  const guided = new Instances(schemas, random);
  for (let i = 0; i < GUIDED; i++) yield guided.next();
  for (let i = 0; i < PLAIN; i++) yield random.pick(SMALL);
}
