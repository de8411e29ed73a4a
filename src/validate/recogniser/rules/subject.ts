import { recordType } from '../../../rules/places.ts';
import type { CelType } from '../../../rules/cel/types.ts';
import type { CheckedEntry, CheckedFileEntry, CheckedRule } from '../../../rules/checked-rule.ts';
import type { Model } from '../../../model/types.ts';
import type { RecordScope, Rule } from '../../../model/rules.ts';
import { appliesTo } from '../../../rules/roster.ts';
import type { Frames } from '../frames.ts';
import { recordShape } from '../shapes.ts';
import type { ObjectValue } from './values.ts';

/**
 * What is compiled: all rules, for records of the version of `model`. `own` is the model that the rules were checked against (`next`): it
 * tells what they take for granted of a record.
 */
export type Sources = { model: Model; own: Model; rules: readonly CheckedRule[]; frames: Frames };

/** An entry with its place among those of its kind in `rules.js`; a key with its own. */
export type Placed<E> = { rule: Rule; entry: E; place: number; applies: boolean };

/** The rules of one kind of record. */
export type Subject = {
  scope: RecordScope;
  /** The record as the frames have it, and its type as rules take it. */
  record: ObjectValue;
  type: CelType;
  entries: Placed<CheckedEntry>[];
  keys: Placed<CheckedFileEntry>[];
};

const KINDS = { marche: 'marche', concession: 'contrat-concession' } as const;

/** Undefined where the recogniser does not read records of the kind. Places count as in `rules/emit/module.ts`. */
export function subjectOf(scope: RecordScope, { model, own, rules, frames }: Sources): Subject | undefined {
  const shape = recordShape(model, KINDS[scope]);
  if (!shape) return undefined;
  const placed = <E>(of: (rule: CheckedRule) => E[]): Placed<E>[] =>
    rules
      .flatMap((checked) => of(checked).map((entry) => ({ rule: checked.rule, entry })))
      .map(({ rule, entry }, place) => ({ rule, entry, place, applies: appliesTo(rule, model.version) }));
  return {
    scope,
    record: { kind: 'object', base: 'record', offset: 0, frame: frames.kinds[KINDS[scope]].frame, shape },
    type: recordType(own, scope),
    entries: placed(({ entries }) => entries.filter((entry) => entry.scope === scope)),
    keys: placed(({ fileEntries }) => fileEntries.filter(({ kind }) => kind === scope)),
  };
}
