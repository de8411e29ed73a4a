/** The diff of two schemas, or of two versions of the standard, as other programs import it. */
import { LIST, refuseArgument, refuseOptions } from '../../packages/base/src/options.ts';
import {
  type CallOptions,
  diffSchemas as compareSchemas,
  type Diff,
  type JsonSchema,
} from '../../packages/schema-diff/src/index.ts';
import { OPTIONS, readOptions } from '../../packages/schema-diff/src/extension.ts';
import { diffModels as compareModels, inputErrorOf } from '../diff/diff-models.ts';
import type { Model } from '../model/types.ts';
import { MODEL, worded } from './checks.ts';
export { InputError } from '../finding.ts';
export type {
  Answer,
  Bump,
  CallOptions,
  Change,
  Dialect,
  Diff,
  DiffOptions,
  Direction,
  JsonSchema,
  Relation,
  Witness,
} from '../../packages/schema-diff/src/index.ts';

/** `examples`: whole files, valid under one of the versions, from which witnesses are made. */
type ModelOptions = CallOptions & { examples?: readonly unknown[] };

/**
 * What changed from one JSON Schema to the next (draft-04, -06, -07, 2019-09 or 2020-12): whether each accepts all instances of the other, with
 * a witness where it does not, and every change with its own: an instance that one of them refuses at the place of the change and because of it,
 * or the reason why none shows it. What is not decided within the budget is unknown. Throws an InputError for a schema that its dialect does not
 * allow or a document that asserts nothing (data, definitions alone), a TypeError or a RangeError for a wrong argument or option. Messages of
 * errors are in French unless `lang` is `en`.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: CallOptions = {}): Diff {
  refuseOptions('diffSchemas', options, OPTIONS);
  return inWords(options, () => compareSchemas(previous, next, { lang: 'fr', ...options }));
}

/** The same for two versions of the standard, as `loadModel` gives them: schemas, codelists, texts and the rules that bear the version. */
export function diffModels(previous: Model, next: Model, options: ModelOptions = {}): Diff {
  refuseOptions('diffModels', options, { ...OPTIONS, examples: LIST });
  refuseArgument('diffModels', 'previous', previous, MODEL, options.lang);
  refuseArgument('diffModels', 'next', next, MODEL, options.lang);
  const { examples = [], ...others } = options;
  return inWords(options, () => compareModels(previous, next, { ...readOptions(others), examples }));
}

function inWords<T>({ lang = 'fr' }: CallOptions, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw worded(inputErrorOf(error), lang);
  }
}
