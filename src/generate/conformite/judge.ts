/** What our own implementation says of a case: the kit writes it down, other implementations must find it again. */
import { SCOPES } from '../../model/rules.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { CompiledRules } from '../../rules/compiled.ts';
import { type FileKey, RecordRules } from '../../rules/run.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import type { Expected, ExampleRecord, Outcome } from './types.ts';

/** One rule over cases, entry by entry. `compiled` are the entries of all rules (`loneRules`). */
export class RuleJudge {
  readonly #checked: CheckedRule;
  readonly #records: RecordRules;

  constructor(compiled: CompiledRules, checked: CheckedRule, day: string) {
    this.#checked = checked;
    const lone = entriesOf(checked).map(({ rule }) => rule);
    this.#records = new RecordRules(compiled, lone, day);
  }

  /** What the entries on records say of one record. */
  record({ kind, value, faults }: ExampleRecord): Outcome {
    const { hits, notEvaluated } = this.#records.judge(SCOPES[kind], value, faults);
    return {
      expected: hits.map(({ rule, pointer }) => this.#found(entryOf(rule), { path: pointer })),
      notEvaluated: notEvaluated.map((rule) => ({ entry: entryOf(rule) })),
    };
  }

  /** What the entries on the file say of a list of records of one kind. */
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

/** Each entry of the rules as a rule of its own: an entry may be judged where another of the same rule is not. */
export const loneRules = (rules: readonly CheckedRule[]): CheckedRule[] => rules.flatMap(entriesOf);

/** The entries of one rule, each as a rule whose id ends with the place of the entry. */
const entriesOf = ({ rule, entries, fileEntries, calls }: CheckedRule): CheckedRule[] =>
  rule.on.map((_, index) => ({
    rule: { ...rule, id: `${rule.id}${MARK}${index}`, consolidation: 'none' },
    entries: entries.filter((entry) => entry.index === index),
    fileEntries: fileEntries.filter((entry) => entry.index === index),
    calls,
  }));

const MARK = '/on/';

/** The place of the entry that was made a rule. */
const entryOf = ({ id }: { id: string }): number => Number(id.slice(id.lastIndexOf(MARK) + MARK.length));
