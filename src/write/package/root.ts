/** What a file says beside its records: it stands in a property of our own in the descriptor of the package. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';

/** `version` as the file says it, any JSON value; `lists` are those that are there, empty ones too. */
export type Root = { version?: unknown; lists: RecordKind[] };

/** The root of a parsed file, or of what is left of it without its records. What else is around them is lost (`lostAround`). */
export function rootOf(file: unknown): Root {
  const version = valueAt(file, '/version');
  return {
    ...(version !== undefined && { version }),
    lists: RECORD_KINDS.filter((kind) => Array.isArray(valueAt(file, `/marches/${kind}`))),
  };
}
