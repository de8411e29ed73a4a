import { bumpOfRelation, greatest } from './bump.ts';
import { bounded } from '../strings/budget.ts';
import { isUnknown } from '../strings/unknown.ts';
import { plainTexts } from './changes/plain-texts.ts';
import { asking } from './changes/questions.ts';
import { schemaChanges } from './changes/schema-changes.ts';
import { untoldChange } from './changes/untold-change.ts';
import { containment, openPair, relationOf, untold } from './contain/contain.ts';
import { reason } from './reasons.ts';
import type { Answer, Change, Containment, Diff, DiffOptions, JsonSchema, Witness } from './types.ts';

/** What two schemas say of each other, with the changes that bear the verdict and those of words. */
export type Compared = { whole: Containment; changes: Change[] };

/**
 * What changed from one JSON Schema to the next: whether each contains the other, with a witness where it does not, and every change with
 * its own. Throws an InputError for what is no schema, and for a `$ref` that leads to nothing that is given.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Diff {
  const { whole, changes } = orUntold([previous, next], () => {
    const pair = openPair(previous, next, options);
    const whole = containment(pair);
    const opened = asking(pair, options);
    return { whole, changes: [...schemaChanges(opened, whole, []), ...plainTexts(opened.previous, opened.next)] };
  });
  return summedUp(whole, changes);
}

/** Schemas that are nested too deeply to be read, or lead on and on, are compared all the same: the answer is that it is not known. */
export function orUntold(schemas: readonly [JsonSchema, JsonSchema], compare: () => Compared): Compared {
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
