import { bumpOfRelation, greatest } from './bump.ts';
import { bounded } from './automata/budget.ts';
import { isUnknown } from './automata/unknown.ts';
import { plainTexts } from './changes/plain-texts.ts';
import { asking } from './changes/questions.ts';
import { schemaChanges } from './changes/schema-changes.ts';
import { untoldChange } from './changes/untold-change.ts';
import { type Counterparts, counterparts } from './changes/counterparts.ts';
import type { Texts } from '../../base/src/language.ts';
import { containment, openPair, type Pair, relationOf, untold } from './containment/contain.ts';
import type { Judge, Judges } from './judge.ts';
import { reason } from './reasons.ts';
import type { Answer, Change, Containment, Diff, DiffOptions, JsonSchema, Witness } from './types.ts';

/** What two schemas say of each other, and the changes. */
export type Comparison = { whole: Containment; changes: Change[] };

/** What a standard that is more than a schema adds to the comparison of its schemas. */
export type Extension = {
  /** Whole instances that are valid on one side, the smallest first: witnesses are made of them. */
  examples?: readonly unknown[];
  /** What an instance must satisfy beside the schema of a side to be accepted there; `otherwise` is the reason where no witness does. */
  conditions?: Judges & { otherwise: Texts };
  /** Definitions that stand for each other, though other paths lead to them on each side. */
  counterparts?: readonly Counterparts[];
};

/**
 * What changed from one JSON Schema to the next: whether each contains the other, with a witness where it does not, and every change with
 * its own. Throws a SchemaError for what is no schema, and for a `$ref` that leads to nothing that is given.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Diff {
  const { whole, changes } = orUntold([previous, next], () => {
    const { opened, ...compared } = compareOpened(previous, next, options, {});
    return { ...compared, changes: [...compared.changes, ...plainTexts(opened.previous, opened.next)] };
  });
  return summedUp(whole, changes);
}

/** The same for the schemas of a standard that is more than a schema; changes of titles and descriptions are the standard's to tell. */
export const compareSchemas = (previous: JsonSchema, next: JsonSchema, options: DiffOptions, extension: Extension): Comparison =>
  orUntold([previous, next], () => compareOpened(previous, next, options, extension));

function compareOpened(previous: JsonSchema, next: JsonSchema, options: DiffOptions, extension: Extension) {
  const { examples = [], conditions } = extension;
  const schemas = openPair(previous, next, options);
  const sides = conditions ? { ...schemas, judges: under(schemas.judges, conditions) } : schemas;
  const whole = conditions ? containmentUnder(schemas, sides, conditions.otherwise) : containment(schemas);
  const opened = asking(sides, options);
  const changes = schemaChanges(opened, whole, examples, (walk) => counterparts(extension.counterparts ?? [], opened, walk));
  return { whole, opened, changes };
}

const under = (judges: Judges, conditions: Judges): Judges => {
  const both =
    (schema: Judge, condition: Judge): Judge =>
    (instance) =>
      schema(instance) && condition(instance);
  return { previous: both(judges.previous, conditions.previous), next: both(judges.next, conditions.next) };
};

/**
 * What the schemas say of each other, with witnesses that the conditions of the accepting side let pass. Where they let none of those found
 * pass, the conditions may refuse already what the other schema newly does: that something is lost is not shown.
 */
function containmentUnder(schemas: Pair, sides: Pair, otherwise: Texts): Containment {
  const bare = containment(schemas);
  const passes = (answer: Answer, judge: Judge): boolean => answer.verdict !== 'no' || judge(answer.witness);
  const [backward, forward] = [passes(bare.backward, sides.judges.previous), passes(bare.forward, sides.judges.next)];
  if (backward && forward) return bare;
  const judged = containment(sides);
  const shown = (answer: Answer): Answer => (answer.verdict === 'no' ? answer : { verdict: 'unknown', reason: otherwise });
  const whole = {
    backward: backward ? bare.backward : shown(judged.backward),
    forward: forward ? bare.forward : shown(judged.forward),
  };
  return { ...bare, ...whole, relation: relationOf(whole.backward, whole.forward) };
}

/** Schemas that are nested too deeply to be read, or lead on and on, are compared all the same: the answer is that it is not known. */
function orUntold(schemas: readonly [JsonSchema, JsonSchema], compare: () => Comparison): Comparison {
  const compared = bounded(0, () => {
    try {
      return compare();
    } catch (error) {
      if (error instanceof RangeError) return { unknown: reason('too-deep') };
      throw error;
    }
  });
  return isUnknown(compared) ? { whole: untold(compared.unknown), changes: [untoldChange(compared.unknown, schemas)] } : compared;
}

/**
 * The diff that a relation and the changes make. A witness of a change answers what was left open for the whole; that of a rule which
 * does not bear on what a version accepts answers nothing.
 */
export function summedUp(whole: Containment, changes: Change[]): Diff {
  const backward = answered(whole.backward, 'previous', changes);
  const forward = answered(whole.forward, 'next', changes);
  const relation = relationOf(backward, forward);
  const bump = greatest([bumpOfRelation(relation), ...changes.map((change) => change.bump)]);
  return { relation, backward, forward, notes: whole.notes, bump, changes };
}

function answered(answer: Answer, accepted: Witness['accepted'], changes: readonly Change[]): Answer {
  if (answer.verdict !== 'unknown') return answer;
  const bearing = changes.filter(({ params }) => params['versionBearing'] !== false);
  const witness = bearing.flatMap(({ witnesses }) => witnesses).find((one) => one.accepted === accepted);
  return witness ? { verdict: 'no', witness: witness.instance } : answer;
}
