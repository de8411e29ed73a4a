/** The comparison of two schemas, or of two versions of the standard, as other programs import it. */
import type { Lang } from '../../finding.ts';
import { diffModels as compareModels } from '../../diff/diff-models.ts';
import { diffSchemas as compareSchemas } from '../../diff/diff-schemas.ts';
import type { Diff, DiffOptions, JsonSchema } from '../../diff/types.ts';
import type { Model } from '../../model/types.ts';
import { DIALECTS } from '../../diff/keywords.ts';
import * as must from '../../options.ts';
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

const OPTIONS: must.Options = {
  lang: must.LANG,
  dialect: must.oneOf(DIALECTS),
  formatAssertion: must.FLAG,
  budget: must.STEPS,
  resources: must.SCHEMAS_BY_ADDRESS,
};

/**
 * What changed from one JSON Schema to the next (draft-04, -06, -07, 2019-09 or 2020-12): whether each contains the other, with an instance
 * that proves it where it does not, and every change with its own. Throws an InputError for what its dialect takes for no schema, a TypeError or a
 * RangeError for an argument or an option that is none.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: Options = {}): Diff {
  refuse('diffSchemas', [previous, next], must.SCHEMA, options, OPTIONS);
  return inWords(options, () => compareSchemas(previous, next, options));
}

/** The same for two versions of the standard, as `loadModel` gives them: schemas, codelists, texts and the rules that bear the version. */
export function diffModels(previous: Model, next: Model, options: ModelOptions = {}): Diff {
  refuse('diffModels', [previous, next], must.MODEL, options, { ...OPTIONS, examples: must.LIST });
  return inWords(options, () => compareModels(previous, next, options));
}

function refuse(call: string, sides: unknown[], side: must.Expectation, options: Options, known: must.Options): void {
  must.refuseOptions(call, options, known);
  for (const [i, name] of ['previous', 'next'].entries()) must.refuseArgument(call, name, sides[i], side, options.lang);
}

function inWords<T>({ lang = 'fr' }: Options, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw worded(error, lang);
  }
}
