import { SchemaError } from '../errors.ts';
import type { Texts } from '../../../base/src/language.ts';
import { Undecidable, reason } from '../automata/unknown.ts';
import { type Judge, type Judges, judgesOf, faultOf } from '../judge.ts';
import { noPattern, withoutUnicode } from '../patterns.ts';
import type { Answer, Containment, DiffOptions, JsonSchema, Relation } from '../types.ts';
import { Engine, type Located } from './engine.ts';
import { smaller } from './smaller.ts';

/** Instances that are tried before Ajv before none is shown. */
const TRIES = 8;

/** Two schemas that are compared, ready for questions about them and about what is in them. */
export type Pair = { engine: Engine; previous: Located; next: Located; judges: Judges; notes: Texts[] };

/**
 * Reads both sides. Throws a SchemaError for an invalid schema or an unresolvable reference, Undecidable for schemas that are
 * nested too deeply.
 */
export function openPair(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Pair {
  const engine = new Engine(options);
  const all = [previous, next, ...(options.resources?.values() ?? [])];
  for (const resource of options.resources?.values() ?? []) refuseInvalidBeside(resource, options);
  const pattern = noPattern(all);
  if (pattern !== undefined) throw new SchemaError('input.schema-bad-pattern', { pattern });
  const note = withoutUnicode(all);
  const [left, right] = (
    [
      ['previous', previous],
      ['next', next],
    ] as const
  ).map(([side, schema]) => {
    refuseInvalid(side, schema, options);
    const document = engine.document(schema);
    document.unicode = note === undefined;
    return { document, schema: document.root };
  }) as [Located, Located];
  return {
    engine,
    previous: left,
    next: right,
    judges: judgesOf(previous, next, options),
    notes: note ? [note] : [],
  };
}

function refuseInvalid(side: 'previous' | 'next' | 'beside', schema: JsonSchema, options: DiffOptions): void {
  const fault = faultOf(schema, options);
  if (fault) throw new SchemaError('input.schema-invalid', { side, ...fault });
}

/** A resource whose dialect is not known is of no concern until something refers to it, which then makes the answer unknown. */
function refuseInvalidBeside(resource: JsonSchema, options: DiffOptions): void {
  try {
    refuseInvalid('beside', resource, options);
  } catch (error) {
    if (!(error instanceof Undecidable)) throw error;
  }
}

/** Whether each side contains the other. */
export function contain(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Containment {
  try {
    return containment(openPair(previous, next, options));
  } catch (error) {
    if (error instanceof Undecidable) return unexplained(error.texts);
    if (error instanceof RangeError) return unexplained(reason('too-deep'));
    throw error;
  }
}

/** The answer to a comparison that could not begin. */
export function unexplained(why: Texts): Containment {
  const unknown: Answer = { verdict: 'unknown', reason: why };
  return { relation: 'unknown', backward: unknown, forward: unknown, notes: [] };
}

export function containment({ engine, previous, next, judges, notes }: Pair): Containment {
  const backward = answer(engine, [previous, judges.previous], [next, judges.next]);
  const forward = answer(engine, [next, judges.next], [previous, judges.previous]);
  return { relation: relationOf(backward, forward), backward, forward, notes };
}

const RELATIONS: Readonly<Record<string, Relation>> = {
  'yes yes': 'equivalent',
  'yes no': 'widened',
  'no yes': 'narrowed',
  'no no': 'incomparable',
};

export const relationOf = (backward: Answer, forward: Answer): Relation =>
  RELATIONS[`${backward.verdict} ${forward.verdict}`] ?? 'unknown';

type Side = [Located, Judge];

/** Whether all that `from` accepts is accepted by `to`. A witness that Ajv does not confirm is no witness. */
function answer(engine: Engine, [from, accepts]: Side, [to, refuses]: Side): Answer {
  const tried: unknown[] = [];
  // Our own reading and Ajv take their steps from one budget, however many instances they are shown.
  const budget = engine.newBudget();
  for (;;) {
    const result = engine.find([from], [to], tried);
    if ('none' in result)
      return tried.length === 0 ? { verdict: 'yes' } : { verdict: 'unknown', reason: reason('not-confirmed') };
    if ('unknown' in result) return { verdict: 'unknown', reason: tried.length === 0 ? result.unknown : reason('not-confirmed') };
    // Ajv and our own evaluation must agree. If one of them is wrong, the reduced instance would not be a witness.
    const separates = (instance: unknown): boolean =>
      engine.accepts(from, instance, budget) !== false &&
      engine.accepts(to, instance, budget) !== true &&
      accepts(instance, budget) &&
      !refuses(instance, budget);
    try {
      if (separates(result.found)) return { verdict: 'no', witness: smaller(result.found, separates) };
    } catch (error) {
      if (error instanceof Undecidable) return { verdict: 'unknown', reason: error.texts };
      return { verdict: 'unknown', reason: reason('not-compiled', error instanceof Error ? error.message : '') };
    }
    tried.push(result.found);
    if (tried.length >= TRIES) return { verdict: 'unknown', reason: reason('not-confirmed') };
  }
}
