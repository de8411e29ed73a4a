/**
 * An interpreter of our dialect of JSON Schema. It does not compile, so that a schema that changes a thousand times (mutants, witnesses) is
 * applied at once. Verdicts and failures are those of Ajv with `allErrors`; a property test compares the two.
 */
import type { Schema } from '../model/types.ts';
import { escape, valueAt } from '../../packages/base/src/pointer.ts';
import { type Child, type Params, type PatternOptions, APPLICATORS, ASSERTIONS } from './keywords/table.ts';

/**
 * One keyword that fails. `instancePointer` is relative to the value given: it points to the object for `required` and
 * `additionalProperties`, to the list for `uniqueItems`. `schemaPointer` ends with the keyword.
 */
export type Failure = { keyword: string; schemaPointer: string; instancePointer: string; params: Params };

export type Options = PatternOptions & {
  /** Pointer of the schema in its root, with which schema pointers begin. */
  schemaPointer?: string;
  /** Stop at the first failure: enough for a verdict. */
  firstOnly?: boolean;
  /** Called for each subschema before it is applied to a value, for traces. */
  reach?: (schemaPointer: string, value: unknown, instancePointer: string) => void;
};

type Place = { schema: Schema; schemaPointer: string; value: unknown; instancePointer: string };
type Run = { root: Schema; options: Options; failures: Failure[] };

/** All failures of `value` under `schema`, whose references point into `root`; empty when the value is accepted. */
export function evaluate(root: Schema, schema: Schema, value: unknown, options: Options): Failure[] {
  const run: Run = { root, options, failures: [] };
  visit(run, { schema, schemaPointer: options.schemaPointer ?? '', value, instancePointer: '' });
  return run.failures;
}

/** Whether `schema` accepts `value`. */
export const accepts = (root: Schema, schema: Schema, value: unknown, options: Options): boolean =>
  evaluate(root, schema, value, { ...options, firstOnly: true }).length === 0;

function visit(run: Run, place: Place): void {
  run.options.reach?.(place.schemaPointer, place.value, place.instancePointer);
  for (const keyword of Object.keys(place.schema)) {
    if (run.options.firstOnly && run.failures.length > 0) return;
    apply(run, place, keyword);
  }
}

function apply(run: Run, place: Place, keyword: string): void {
  const { schema, value } = place;
  const assertion = ASSERTIONS.get(keyword);
  if (assertion) for (const params of assertion(schema, value, run.options)) fail(run, place, keyword, params);
  const applicator = APPLICATORS.get(keyword);
  if (applicator) for (const child of applicator(schema, value)) visit(run, placeOf(place, child));
  if (keyword === '$ref') follow(run, place);
  if (keyword === 'anyOf' || keyword === 'oneOf') choose(run, place, keyword);
}

function fail(run: Run, { schemaPointer, instancePointer }: Place, keyword: string, params: Params): void {
  run.failures.push({ keyword, schemaPointer: `${schemaPointer}/${keyword}`, instancePointer, params });
}

function placeOf({ schemaPointer, instancePointer }: Place, { schema, schemaTokens, value, instanceToken }: Child): Place {
  const below = schemaTokens.map((token) => `/${escape(token)}`).join('');
  const pointer = instanceToken === undefined ? instancePointer : `${instancePointer}/${escape(instanceToken)}`;
  return { schema, schemaPointer: schemaPointer + below, value, instancePointer: pointer };
}

/** Applies the definition of a `$ref`, under the pointer of that definition. Keywords beside `$ref` are applied by `visit` (2020-12). */
function follow(run: Run, place: Place): void {
  const pointer = (place.schema.$ref ?? '').slice(1);
  const schema = valueAt(run.root, pointer) as Schema | undefined;
  if (!schema) throw new Error(`$ref #${pointer}: there is no such definition`);
  visit(run, { ...place, schema, schemaPointer: pointer });
}

/** Applies `anyOf` or `oneOf`. Failures of the branches are kept only where the keyword itself fails, as its reasons. */
function choose(run: Run, place: Place, keyword: 'anyOf' | 'oneOf'): void {
  const outcomes = (place.schema[keyword] ?? []).map((schema, i) => {
    const branch: Run = { ...run, failures: [] };
    visit(branch, placeOf(place, { schema, schemaTokens: [keyword, String(i)], value: place.value }));
    return branch.failures;
  });
  const passing = [...outcomes.keys()].filter((i) => outcomes[i]?.length === 0);
  if (keyword === 'anyOf' ? passing.length > 0 : passing.length === 1) return;
  run.failures.push(...outcomes.flat());
  fail(run, place, keyword, keyword === 'anyOf' ? {} : { passingSchemas: passing.length > 0 ? passing : null });
}
