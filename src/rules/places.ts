import type { RecordScope } from '../model/rules.ts';
import type { Model } from '../model/types.ts';
import { SAY } from './cel/sentences.ts';
import { type CelType, nameOfType, typeOfSchema, childOf } from './cel/types.ts';
import { CelFault } from './cel/tree.ts';
import { stepsOf } from './path.ts';

/** The name in `$defs` of the schema of a record. */
export const DEFINITION: Record<RecordScope, 'marche' | 'contrat-concession'> = {
  marche: 'marche',
  concession: 'contrat-concession',
};

export const recordType = (model: Model, scope: RecordScope): CelType =>
  typeOfSchema(model, { $ref: `#/$defs/${DEFINITION[scope]}` }, '');

/** The span of faults in a path, which are reported on the whole path. */
export const WHOLE = { start: 0, end: 0 };

/** The type at a path from the record (or from `start`). Throws a CelFault where there is no such field. */
export function typeAt(model: Model, scope: RecordScope, path: string, start = recordType(model, scope)): CelType {
  let type = start;
  for (const { name, list } of path === '' ? [] : stepsOf(path)) {
    type = childOf(model, type, name, WHOLE).type;
    if (!list) continue;
    if (type.kind !== 'list') throw new CelFault(WHOLE, SAY.wants(`${name}[]`, 'list', nameOfType(type)));
    type = type.of;
  }
  return type;
}
