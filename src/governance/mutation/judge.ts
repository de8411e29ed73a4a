import type { Model, Schema } from '../../model/types.ts';
import { tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';
import { type Mutant, replaced, type View, viewOf } from './enumerate.ts';
import { without } from './operator.ts';
import { compareSchemas } from '../../../packages/schema-diff/src/index.ts';
import { agreeOnNumbers } from '../../diff/rules/number-line.ts';
import type { CheckedEntry, CheckedRule } from '../../rules/checked-rule.ts';
import type { LibraryFunctions } from '../../rules/library.ts';
import { parseJson } from '../../read/json/parse.ts';
import { type ExampleFiles, isExample } from '../examples/check.ts';

/** A parsed example; `name` is its path in the folder of examples. */
export type Example = { name: string; value: unknown };

/** A value of an example that reaches a node of the schema. */
type Reached = { example: string; value: unknown };
type Ground = { schema: Schema; reached: Map<string, Reached[]> };

/**
 * Gives, for a mutant, the name of the first example that notices it: one whose failures change (a valid one gets some,
 * an invalid one gets others than expected). Each example is traced once; a mutant is then judged on the values that
 * reach its place, with the keywords of that place alone, for the rest of the schema is as it was.
 */
export function judge(model: Model, examples: readonly Example[]): (mutant: Mutant) => string | undefined {
  const grounds: Record<View, Ground> = {
    written: ground(model, 'written', examples),
    unfolded: ground(model, 'unfolded', examples),
  };
  return (mutant) => {
    const { schema, reached } = grounds[mutant.view];
    const { place, before, after } = sides(schema, mutant);
    const failures = (side: Schema, value: unknown) => signature(evaluate(schema, side, value, model));
    return reached.get(place)?.find(({ value }) => failures(before, value) !== failures(after, value))?.example;
  };
}

function ground(model: Model, view: View, examples: readonly Example[]): Ground {
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

/** The node before and after, without what lies below. The branch of a choice is judged with the whole choice: alone it refuses nothing. */
function sides(schema: Schema, { pointer, node }: Mutant): { place: string; before: Schema; after: Schema } {
  const place = pointer.replace(/\/(?:anyOf|oneOf)\/.*$/s, '');
  const before = valueAt(schema, place) as Schema;
  const after = replaced(before, tokens(pointer.slice(place.length)), node);
  return { place, before: alone(before), after: alone(after) };
}

function alone(node: Schema): Schema {
  const own = without(node, 'items', 'prefixItems');
  if (!node.properties) return own;
  // The names stay: they say what a closed object lets in.
  return { ...own, properties: Object.fromEntries(Object.keys(node.properties).map((name) => [name, {}])) };
}

/** What a findings file says of these failures: codes and places. Why a choice fails is not part of it. */
function signature(failures: readonly Failure[]): string {
  const said = failures.filter(({ schemaPointer }) => !/\/(?:anyOf|oneOf)\/[0-9]+\//.test(schemaPointer));
  const reported = said.map(({ keyword, instancePointer, params: { missingProperty, additionalProperty } }) =>
    JSON.stringify([keyword, instancePointer, missingProperty ?? additionalProperty]),
  );
  return reported.sort().join();
}

/** Whether a mutant of a schema accepts what the schema accepts, and nothing else. */
export const isSameSchema = (schema: Schema, mutant: Mutant): boolean =>
  compareSchemas(schema, mutant.apply(schema)).relation === 'equivalent';

/** Whether a mutant of a rule says of every record what the rule says: its entries differ in one expression, over one number. */
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

/** The examples that hold a JSON value, parsed. Those with broken syntax, which prove the reader, and XML are left out. */
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
