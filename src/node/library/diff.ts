/** The comparison of two schemas, or of two versions of the standard, as other programs import it. */
import type { Lang } from '../../finding.ts';
import { diffModels as compareModels } from '../../diff/diff-models.ts';
import { diffSchemas as compareSchemas } from '../../diff/diff-schemas.ts';
import type { Diff, DiffOptions, JsonSchema } from '../../diff/types.ts';
import type { Model } from '../../model/types.ts';
import { worded } from './worded.ts';

export { InputError } from '../../finding.ts';
export type {
  Answer,
  Bump,
  Change,
  Dialect,
  Diff,
  DiffOptions,
  Direction,
  JsonSchema,
  Relation,
  Witness,
} from '../../diff/types.ts';

/** `lang`: language of the message of an InputError. */
type Options = DiffOptions & { lang?: Lang };

/** `examples`: whole files, valid under either version, of which instances that prove a change are made. */
type ModelOptions = Options & { examples?: readonly unknown[] };

/**
 * What changed from one JSON Schema to the next (draft-04, -06, -07, 2019-09 or 2020-12): whether each contains the other, with an instance
 * that proves it where it does not, and every change with its own. Throws an InputError for what is no schema.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: Options = {}): Diff {
  return inWords(options, () => compareSchemas(previous, next, options));
}

/** The same for two versions of the standard, as `loadModel` gives them: schemas, codelists, texts and the rules that bear the version. */
export function diffModels(previous: Model, next: Model, options: ModelOptions = {}): Diff {
  return inWords(options, () => compareModels(previous, next, options));
}

function inWords<T>({ lang = 'fr' }: Options, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw worded(error, lang);
  }
}
