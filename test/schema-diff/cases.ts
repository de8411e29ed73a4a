/** The cases of the schema diff (`cases/*.json`, one family a file), and the two questions that each of them asks. */
import { readdirSync } from 'node:fs';
import { ROOT, readJsonFile } from '../support/engine.ts';
import type { Dialect, Schema } from './dialect.ts';

/** `unknown`: nobody can say, for it is not settled what the schemas mean. */
type Verdict = 'yes' | 'no' | 'unknown';

export type Case = {
  name: string;
  dialect?: Dialect;
  formatAssertion?: true;
  /** The fault for which a judge cannot be asked about these schemas: a name of `faults.ts`. */
  judges?: { ajv?: string; hyperjump?: string };
  /** Where the engine leaves a question open since Ajv, by that fault, does not confirm what it found. */
  open?: { backward?: true; forward?: true };
  previous: Schema;
  next: Schema;
  backward: Verdict;
  forward: Verdict;
  witnesses?: { backward?: unknown; forward?: unknown };
  note?: string;
};

/** Is everything that `from` accepts accepted by `to`? Where the answer is no, `witness` is accepted by `from` alone. */
export type Question = {
  title: string;
  from: Schema;
  to: Schema;
  verdict: Verdict;
  witness?: unknown;
  dialect: Dialect;
  formatAssertion: boolean;
};

const FOLDER = 'test/schema-diff/cases';

/** What Ajv alone cannot judge: resources within schemas, dynamic references, formats; each is judged by a second judge, too. */
const TWO_JUDGES = 'test/schema-diff/cases-two-judges';

const namesIn = (folder: string): string[] =>
  readdirSync(`${ROOT}${folder}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''));

export const FAMILIES = namesIn(FOLDER);
export const FAMILIES_OF_TWO_JUDGES = namesIn(TWO_JUDGES);

/** The same objects each time. */
export const readFamily = once(
  (family: string) => readJsonFile(`${FAMILIES.includes(family) ? FOLDER : TWO_JUDGES}/${family}.json`) as { cases: Case[] },
);

/** The answer to the same question, the very same object, is found once. */
export function once<Q, A>(answer: (question: Q) => A): (question: Q) => A {
  const known = new Map<Q, A>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) return before;
    const now = answer(question);
    known.set(question, now);
    return now;
  };
}

/** The case and its mirror: the second question is the first of the case with its sides exchanged. */
export function questionsOf(one: Case): [Question, Question] {
  const { name, previous, next, backward, forward, witnesses, dialect = '2020-12', formatAssertion = false } = one;
  const common = { dialect, formatAssertion };
  return [
    { title: name, from: previous, to: next, verdict: backward, witness: witnesses?.backward, ...common },
    { title: `${name} (mirror)`, from: next, to: previous, verdict: forward, witness: witnesses?.forward, ...common },
  ];
}
