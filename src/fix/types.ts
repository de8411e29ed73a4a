import type { Finding, Position, RecordRef } from '../finding.ts';
import type { FormName } from '../read/forms.ts';
import type { FileVerdict } from '../validate/types.ts';
import type { Model } from '../model/types.ts';

export type Scalar = string | number | boolean;

/** A value as it stands in a file: also `null`, or a list of one scalar in the place of that scalar. */
export type Found = Scalar | null | readonly [Scalar];

/** A value to replace: the finding that names it, its place, the value there and the one to write; null where the value is taken away. */
export type Change = { finding: Finding; position: Position; from: Found; to: Scalar | null };

/** A file as pieces of bytes, one after the other; `applied`: the changes that it has. */
export type Patched = { pieces: Uint8Array[]; applied: Change[] };

/**
 * Replaces values in the bytes of a file of one form and leaves all else as it is. The changes come in the order of the file. A change whose place does not hold the
 * value expected is not applied.
 */
export type Patch = (bytes: Uint8Array, changes: readonly Change[], model: Model) => Patched;

/** A change as programs read it: the code of the finding that names the value, its place in the file given, the value before and after (null: taken away). */
export type ChangeEntry = {
  code: string;
  path: string;
  record?: RecordRef;
  position: Position;
  from: Found;
  to: Scalar | null;
};

/** A change with the words for its field. */
export type DescribedChange = ChangeEntry & { field?: string };

/**
 * The result of a fix: the bytes of the file in the form that it came in, the changes in its order, those that are certain and could not be
 * written (a value in a place that is not read alone), and the verdict on the result. `before`: the errors and warnings of the file given.
 */
export type Fixed = {
  pieces: Uint8Array[];
  form: FormName;
  version: string;
  changes: Change[];
  left: Change[];
  before: FileVerdict['counts'];
  verdict: FileVerdict;
};
