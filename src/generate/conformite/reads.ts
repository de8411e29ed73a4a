import type { Model } from '../../model/types.ts';
import type { RecordScope } from '../../model/rules.ts';
import { childOf } from '../../rules/cel/child.ts';
import type { CelType } from '../../rules/cel/types.ts';
import { recordType, WHOLE } from '../../rules/places.ts';
import { stepsOf } from '../../rules/path.ts';

/** A field that a rule reads. `type` is the one to decode it to; `required`: where it lacks, the rule is not judged. */
export type Read = { path: string; type: 'bool' | 'int' | 'double' | 'string' | 'date' | 'list' | 'object'; required: boolean };

type Entry = { fields: readonly string[]; strict: readonly string[] };

/**
 * The fields of an entry with what must be known to decode them and to tell whether the rule can be judged. Items of a list are
 * `path[]`. A date whose day is not counted is a text.
 */
export const readsOf = ({ fields, strict }: Entry, scope: RecordScope, model: Model): Read[] =>
  fields.map((path) => {
    const { type, required } = typeOf(path, recordType(model, scope), model);
    return { path, type: type === 'date' && !strict.includes(path) ? 'string' : type, required };
  });

function typeOf(path: string, record: CelType, model: Model): Pick<Read, 'type' | 'required'> {
  let type = record;
  let required = true;
  for (const { name, list } of stepsOf(path)) {
    const child = childOf(model, type, name, WHOLE);
    ({ type, required } = child);
    if (!list) continue;
    if (type.kind !== 'list') throw new Error(`${path}: ${name} is no list`);
    // An item that is in the list is there.
    [type, required] = [type.of, true];
  }
  return { type: type.kind, required };
}
