import type { ScalePlan } from '../../federation/fake/scale/plan.ts';
import type { Asked } from './fake.ts';
import type { Parsed } from './parse.ts';
import type { Held, Step, StepCost, StoreKind } from './steps.ts';

/** `first`: all is new. `same`: nothing is. `second`: another day, on which most records are known. */
export type PassId = 'first' | 'same' | 'second';

/** A step of a pass: its seconds of wall clock, what it cost each process that did it, and the processors that others kept busy meanwhile (the database server among them). */
export type StepResult = { step: Step; seconds: number; workers: StepCost[]; others: number };

/**
 * A pass: its steps in their order, what the portal was asked meanwhile, what the database holds after it, and the speed of the machine just before and just after. `fresh`: records
 * that it did not hold before.
 */
export type PassResult = {
  pass: PassId;
  steps: StepResult[];
  asked: Asked;
  held: Held;
  fresh: number;
  parsed: [before: Parsed, after: Parsed];
};

/** The passes on one database. `date`: AAAA-MM-JJ; `settings`: of the server; `workers`: processes that judged at once. */
export type StoreResult = {
  kind: StoreKind;
  date: string;
  version: string;
  settings: Readonly<Record<string, string>>;
  workers: number;
  passes: PassResult[];
};

/** Figures of different machines, sources or plans are never in one table. */
export type Context = { machine: string; build: string; plan: ScalePlan };
export type Results = { context: Context; stores: StoreResult[] };

const passOf = ({ passes }: StoreResult, id: PassId): PassResult | undefined => passes.find(({ pass }) => pass === id);

/** Seconds of a pass, from the start of its process to the end of its last step; NaN where it was not measured. */
export const passSeconds = (store: StoreResult, id: PassId): number =>
  passOf(store, id)?.steps.reduce((sum, { seconds }) => sum + seconds, 0) ?? NaN;

/** How much a step did: resources, records, keys or contracts, of all its processes. */
export const countOf = ({ workers }: StepResult): number => workers.reduce((sum, { count }) => sum + count, 0);

/** A number that all processes of a step counted. */
export const factOf = ({ workers }: StepResult, name: string): number =>
  workers.reduce((sum, { facts }) => sum + Number(facts[name] ?? 0), 0);

/** Records judged per second: all that were read, or those of them that were new (each once, though two workers may judge it at once); NaN where the pass was not measured. */
export function judgedPerSecond(store: StoreResult, id: PassId, which: 'read' | 'fresh'): number {
  const pass = passOf(store, id);
  const step = pass?.steps.find((one) => one.step === 'judge');
  return pass && step ? (which === 'read' ? countOf(step) : pass.fresh) / step.seconds : NaN;
}

/** The highest resident memory that any process of any step reached, in bytes. */
export const highestPeak = ({ passes }: StoreResult): number =>
  Math.max(...passes.flatMap(({ steps }) => steps.flatMap(({ workers }) => workers.map(({ peak }) => peak))));

/**
 * The time of a step over that of `JSON.parse` on the same machine just before and just after: for as many bytes where files are fetched, or else for as many records.
 * Undefined where the step does neither, or waits on purpose.
 */
export function ratioOf(pass: PassResult, step: StepResult): number | undefined {
  const [unit, amount] = step.step === 'harvest' ? (['bytes', pass.asked.bytes] as const) : (['records', countOf(step)] as const);
  if (amount === 0) return undefined;
  const parse = pass.parsed.reduce((sum, one) => sum + one.seconds / one[unit], 0) / pass.parsed.length;
  return step.seconds / amount / parse;
}
