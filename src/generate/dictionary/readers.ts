import type { RecordKind } from '../../model/kinds.ts';
import { type Rule, SCOPES } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { checkRule } from '../../rules/check-rule.ts';

/** The rules that look at a record of a kind: by the path of each field that they read, and those that compare whole records. */
export type Readers = { fields: ReadonlyMap<string, Rule[]>; whole: Rule[] };

/** Rules in their order. One that goes through a field to read what is in it does not read the field itself. */
export function readersOf(model: Model, kind: RecordKind): Readers {
  const scope = SCOPES[kind];
  const fields = new Map<string, Rule[]>();
  const whole: Rule[] = [];
  for (const rule of model.rules) {
    const checked = checkRule(rule, model);
    if (Array.isArray(checked))
      throw new Error(`${rule.id}: ${checked.map(({ pointer }) => pointer).join(', ')} does not fit the schema`);
    const files = checked.fileEntries.filter((entry) => entry.kind === scope);
    if (files.some(({ key }) => key === undefined)) whole.push(rule);
    const paths = [...checked.entries.filter((entry) => entry.scope === scope), ...files].flatMap((entry) => ends(entry.fields));
    for (const path of new Set(paths)) fields.set(path, [...(fields.get(path) ?? []), rule]);
  }
  return { fields, whole };
}

/** The paths that no other one goes on from; of a list whose items are read, the list. */
const ends = (paths: readonly string[]): string[] =>
  paths
    .filter((path) => !paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[]`)))
    .map((path) => path.replace(/\[\]$/, ''));
