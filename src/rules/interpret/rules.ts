import type { RecordScope } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedEntry, CheckedFileEntry, CheckedRule } from '../checked-rule.ts';
import type { CompiledKey, CompiledKind, CompiledRules } from '../compiled.ts';
import type { LibraryFunctions } from '../library.ts';
import { judgeOf } from './entry.ts';
import { interpret } from './expression.ts';
import { gateOf } from './gate.ts';

/**
 * Checked rules made ready to run without compiling them: for rules that live as long as a question (two versions of one, side by
 * side). Verdicts are those of the compiled module; a test holds the two together.
 */
export const interpretRules = (rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions): CompiledRules => ({
  marche: kindOf('marche', rules, model, functions),
  concession: kindOf('concession', rules, model, functions),
});

type Named<E> = { id: string; entry: E };

function kindOf(scope: RecordScope, rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions): CompiledKind {
  const entries = rules.flatMap(({ rule: { id }, entries: own }) =>
    own.filter((entry) => entry.scope === scope).map((entry) => ({ id, entry })),
  );
  const keys = rules.flatMap(({ rule: { id }, fileEntries }) =>
    fileEntries.filter(({ kind }) => kind === scope).map((entry) => ({ id, entry })),
  );
  const fields = [...new Set([...entries, ...keys].flatMap(({ entry }) => entry.fields))].sort();
  const lists = fields.filter((field) => field.endsWith('[]')).map((field) => field.slice(0, -2));
  return {
    fields,
    lists: indexes(lists, fields),
    view: (record) => record,
    gate: gateOf(fields, scope, model),
    judges: entries.map(({ entry }, place) => judgeOf(entry, place, functions)),
    entries: entries.map((named, place) => ({ ...facts(named, fields), place, deviates: named.entry.deviation !== undefined })),
    keys: keys.map((named) => ({ ...facts(named, fields), key: keyOf(named.entry, functions) })),
  };
}

const indexes = (names: readonly string[], fields: readonly string[]): number[] =>
  [...new Set(names)].map((name) => fields.indexOf(name));

const facts = ({ id, entry }: Named<CheckedEntry | CheckedFileEntry>, fields: readonly string[]) => ({
  id,
  index: entry.index,
  fields: indexes(entry.fields, fields),
  strict: indexes(entry.strict, fields),
});

function keyOf({ key, kind, types }: CheckedFileEntry, functions: LibraryFunctions): CompiledKey['key'] {
  const parts = key?.map((part) => interpret(part, types, functions));
  return parts && ((view) => parts.map((part) => part({ [kind]: view }) as string | number | boolean));
}
