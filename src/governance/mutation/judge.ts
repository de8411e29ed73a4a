import type { Model, Schema } from '../../model/types.ts';
import { tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';
import { type Mutant, replaced, type View, viewOf } from './enumerate.ts';
import { without } from './operator.ts';
import { compareSchemas } from '../../../packages/schema-diff/src/index.ts';
import { agreeOnNumbers } from '../../diff/rules/number-line.ts';
import type { CheckedEntry, CheckedRule } from '../../rules/checked-rule.ts';
import type { LibraryFunctions } from '../../rules/library.ts';
import { once } from '../../host/once.ts';
import { parseJson } from '../../read/json/parse.ts';
import { type ExampleFiles, isExample } from '../examples/check.ts';

/** A parsed example; `name` is its path in the folder of examples. */
export type Example = { name: string; value: unknown };

/** A value of an example that is validated against a node of the schema. `failures`: those of the node as it is, once a mutant of it was tried. */
type Reached = { example: string; value: unknown; failures?: string };
type Trace = { schema: Schema; reached: Map<string, Reached[]> };

/**
 * Returns a function that gives the name of the first example that notices a mutant, because its failures change, or undefined.
 * Each example is traced once in each view that is asked for; a mutant is then evaluated only on the values that reach its node, since
 * the rest of the schema is unchanged.
 */
export function judge(model: Model, examples: readonly Example[]): (mutant: Mutant) => string | undefined {
  const traces: Record<View, () => Trace> = {
    written: once(() => traceOf(model, 'written', examples)),
    unfolded: once(() => traceOf(model, 'unfolded', examples)),
  };
  return (mutant) => {
    const { schema, reached } = traces[mutant.view]();
    const { place, before, after } = sides(schema, mutant);
    const failures = (side: Schema, value: unknown) => signature(evaluate(schema, side, value, model));
    const noticed = reached
      .get(place)
      ?.find((one) => (one.failures ??= failures(before, one.value)) !== failures(after, one.value));
    return noticed?.example;
  };
}

function traceOf(model: Model, view: View, examples: readonly Example[]): Trace {
  const schema = viewOf(model.schema, view);
  const reached = new Map<string, Reached[]>();
  for (const { name, value: file } of examples) {
    const reach = (pointer: string, value: unknown) => {
      const there = reached.get(pointer);
      if (there) there.push({ example: name, value });
      else reached.set(pointer, [{ example: name, value }]);
    };
    evaluate(schema, schema, file, { unicodePatterns: model.unicodePatterns, reach });
  }
  return { schema, reached };
}

/**
 * The node before and after the mutation, without child nodes. A branch of a choice is evaluated with the whole choice, because a
 * failing branch alone does not refuse a value.
 */
function sides(schema: Schema, { pointer, node }: Mutant): { place: string; before: Schema; after: Schema } {
  const place = pointer.replace(/\/(?:anyOf|oneOf)\/.*$/s, '');
  const before = valueAt(schema, place) as Schema;
  const after = replaced(before, tokens(pointer.slice(place.length)), node);
  return { place, before: withoutChildren(before), after: withoutChildren(after) };
}

function withoutChildren(node: Schema): Schema {
  const own = without(node, 'items', 'prefixItems');
  if (!node.properties) return own;
  // The names are kept because a closed object needs them.
  return { ...own, properties: Object.fromEntries(Object.keys(node.properties).map((name) => [name, {}])) };
}

/** The codes and places of the failures, as in a findings file. The reasons for which a choice fails are left out. */
function signature(failures: readonly Failure[]): string {
  const shown = failures.filter(({ schemaPointer }) => !/\/(?:anyOf|oneOf)\/[0-9]+\//.test(schemaPointer));
  const reported = shown.map(({ keyword, instancePointer, params: { missingProperty, additionalProperty } }) =>
    JSON.stringify([keyword, instancePointer, missingProperty ?? additionalProperty]),
  );
  return reported.sort().join();
}

/** Whether a mutant accepts exactly what the schema accepts. */
export const isSameSchema = (schema: Schema, mutant: Mutant): boolean =>
  compareSchemas(schema, mutant.apply(schema)).relation === 'equivalent';

/**
 * Whether a mutant of a rule is proved to give the same result for every record. Only entries that differ in `assert` over one
 * number can be proved.
 */
export function isSameRule(rule: CheckedRule, mutant: CheckedRule, functions: LibraryFunctions): boolean {
  if (rule.entries.length !== mutant.entries.length || rule.fileEntries !== mutant.fileEntries) return false;
  return rule.entries.every((entry, i) => {
    const other = mutant.entries[i] as CheckedEntry;
    return entry === other || (sameBeside(entry, other) && agreeOnNumbers(entry.assert, other.assert, entry.types, functions));
  });
}

/** Whether two entries differ in nothing but `assert`. */
const sameBeside = (a: CheckedEntry, b: CheckedEntry): boolean =>
  (Object.keys({ ...a, ...b }) as (keyof CheckedEntry)[]).every((key) => key === 'assert' || a[key] === b[key]);

/** Parses the examples that are JSON. XML and examples with invalid syntax, which test the reader, are left out. */
export function readExamples(files: ExampleFiles): Example[] {
  return [...files].flatMap(([name, text]) => {
    if (!isExample(name)) return [];
    try {
      return [{ name, value: parseJson(text) }];
    } catch {
      return [];
    }
  });
}
