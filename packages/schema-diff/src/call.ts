/** Checks the arguments of a comparison. */
import { isObject } from '../../base/src/json.ts';
import type { Lang } from '../../base/src/language.ts';
import {
  type Expectation,
  FLAG,
  isText,
  LANG,
  oneOf,
  type Options,
  refuseArgument,
  refuseOptions,
  STEPS,
} from '../../base/src/options.ts';
import { textsOf } from '../../base/src/texts.ts';
import { refuseWithoutAssertion } from './assertions.ts';
import { CALL } from './compiled/call.ts';
import { dialectNamed } from './dialect.ts';
import { SchemaError } from './errors.ts';
import { DIALECTS } from './keywords.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

/** `dialect` may be the address that `$schema` has for it. `lang`: language of what is thrown. */
export type CallOptions = Omit<DiffOptions, 'dialect'> & { dialect?: Dialect | (string & {}); lang?: Lang };

const SCHEMA: Expectation = {
  ...textsOf(CALL, (say) => say.schema()),
  accepts: (value) => typeof value === 'boolean' || isObject(value),
};

const SCHEMAS_BY_ADDRESS: Expectation = {
  ...textsOf(CALL, (say) => say['schemas-by-address']()),
  accepts: (value) => value instanceof Map && [...value].every(([address, schema]) => isText(address) && SCHEMA.accepts(schema)),
};

const NAMES = oneOf(DIALECTS);

/** The options of a comparison, for those who add options of their own. */
export const OPTIONS: Options = {
  lang: LANG,
  dialect: { ...NAMES, accepts: (value) => isText(value) && dialectNamed(value) !== undefined },
  formatAssertion: FLAG,
  budget: STEPS,
  resources: SCHEMAS_BY_ADDRESS,
};

/** Compares two schemas once the call is found right. Throws a TypeError, a RangeError or, of a schema, a SchemaError in the language of the options. */
export function called<T>(
  call: string,
  previous: JsonSchema,
  next: JsonSchema,
  options: CallOptions,
  run: (options: DiffOptions) => T,
): T {
  refuseOptions(call, options, OPTIONS, 'en');
  const { lang = 'en' } = options;
  refuseArgument(call, 'previous', previous, SCHEMA, lang);
  refuseArgument(call, 'next', next, SCHEMA, lang);
  const read = readOptions(options);
  try {
    refuseWithoutAssertion('previous', previous, read);
    refuseWithoutAssertion('next', next, read);
    return run(read);
  } catch (error) {
    if (error instanceof SchemaError) error.message = error.texts[lang];
    throw error;
  }
}

/** The options with the dialect by its name. */
export function readOptions({ dialect, lang: _, ...options }: CallOptions): DiffOptions {
  const named = dialect === undefined ? undefined : dialectNamed(dialect);
  return { ...options, ...(named && { dialect: named }) };
}
