/** Runs our own implementation on a case. The kit records the results, and other implementations must reproduce them. */
import { SCOPES } from '../../model/rules.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { CompiledRules } from '../../rules/compiled.ts';
import { type FileKey, RecordRules } from '../../rules/run.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import type { Expected, ExampleRecord, Outcome } from './types.ts';

/** Evaluates one rule on cases, entry by entry. `compiled` holds the entries of all rules (see `loneRules`). */
export class RuleJudge {
  readonly #checked: CheckedRule;
  readonly #records: RecordRules;

  constructor(compiled: CompiledRules, checked: CheckedRule, day: string) {
    this.#checked = checked;
    const lone = entriesOf(checked).map(({ rule }) => rule);
    this.#records = new RecordRules(compiled, lone, day);
  }

  /** Evaluates the entries on records on one record. */
  record({ kind, value, faults }: ExampleRecord): Outcome {
    const { hits, notEvaluated } = this.#records.judge(SCOPES[kind], value, faults);
    return {
      expected: hits.map(({ rule, pointer }) => this.#found(entryOf(rule), { path: pointer })),
      notEvaluated: notEvaluated.map((rule) => ({ entry: entryOf(rule) })),
    };
  }

  /** Evaluates the entries on the file on a list of records of one kind. */
  list(kind: RecordKind, records: readonly ExampleRecord[]): Outcome {
    const outcome: Outcome = { expected: [], notEvaluated: [] };
    const mine = this.#checked.fileEntries.filter((entry) => entry.kind === SCOPES[kind]);
    const firsts = new Map<string, number>();
    for (const [record, example] of records.entries()) {
      const keys = this.#keys(kind, example);
      for (const { index } of mine) {
        const key = keys.find(({ rule }) => entryOf(rule) === index);
        const text = key && `${index} ${canonical(key.values ?? example.value)}`;
        const first = text === undefined ? undefined : firsts.get(text);
        if (text === undefined) outcome.notEvaluated.push({ entry: index, record });
        else if (first === undefined) firsts.set(text, record);
        else outcome.expected.push(this.#found(index, { record, path: '', first }));
      }
    }
    return outcome;
  }

  #keys(kind: RecordKind, { value, faults }: ExampleRecord): readonly FileKey[] {
    return this.#records.judge(SCOPES[kind], value, faults).keys;
  }

  #found(entry: number, { path, ...more }: Pick<Expected, 'record' | 'path' | 'first'>): Expected {
    const { severity } = this.#checked.rule;
    return { entry, ...more, path, severity };
  }
}

/** Returns each entry of the rules as a separate rule, because one entry of a rule may be evaluated where another is not. */
export const loneRules = (rules: readonly CheckedRule[]): CheckedRule[] => rules.flatMap(entriesOf);

/** The entries of one rule, each as a rule whose id ends with the index of the entry. */
const entriesOf = ({ rule, entries, fileEntries, ...more }: CheckedRule): CheckedRule[] =>
  rule.on.map((_, index) => ({
    ...more,
    rule: { ...rule, id: `${rule.id}${MARK}${index}`, consolidation: 'none' },
    entries: entries.filter((entry) => entry.index === index),
    fileEntries: fileEntries.filter((entry) => entry.index === index),
  }));

const MARK = '/on/';

/** The index of the entry from which a rule was made. */
const entryOf = ({ id }: { id: string }): number => Number(id.slice(id.lastIndexOf(MARK) + MARK.length));
