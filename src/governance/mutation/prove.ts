/** Which mutants that no example notices could not be noticed: proved to accept exactly what the original accepts. */
import { compareSchemas } from '../../../packages/schema-diff/src/index.ts';
import { agreeOnNumbers } from '../../diff/rules/number-line.ts';
import type { Schema } from '../../model/types.ts';
import type { CheckedEntry, CheckedRule } from '../../rules/checked-rule.ts';
import type { LibraryFunctions } from '../../rules/library.ts';
import type { Mutant } from './enumerate.ts';

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
