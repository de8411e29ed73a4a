import type { Texts } from '../../../base/src/language.ts';
import { bumpOf } from '../bump.ts';
import { fingerprintOf, flat, hash } from '../fingerprint.ts';
import type { Change, JsonSchema } from '../types.ts';
import { sentenceOf } from './sentence.ts';

/** The one change of two schemas that could not be compared. Its fingerprint is of all of both: it is no other comparison's. */
export function untoldChange(reason: Texts, schemas: readonly [JsonSchema, JsonSchema]): Change {
  const kind = 'constraint-changed';
  return {
    kind,
    path: '',
    direction: 'unknown',
    bump: bumpOf('unknown'),
    params: {},
    sentence: sentenceOf(kind, {}, 'unknown'),
    fingerprint: fingerprintOf(kind, 'path ', hash(flat(schemas))),
    witnesses: [],
    reason,
  };
}
