/** The cases of the rules on the whole file: lists of records of one kind. */
import type { CheckedFileEntry, CheckedRule } from '../../rules/checked-rule.ts';
import { stepsOf } from '../../rules/path.ts';
import { type RuleJudge } from './judge.ts';
import { SCOPES } from '../../model/rules.ts';
import { fieldOf, reversed, withField } from './records.ts';
import type { Case, ExampleRecord, FaultsOf } from './types.ts';

/** A field that no key names: records that differ by it alone are twins to a key, and are not to the whole record. */
const ASIDE = 'objet';

/** Lists of the examples, and lists made of one record: the same twice, in another order, with one field of another record. */
export function fileCases(rule: CheckedRule, judge: RuleJudge, records: readonly ExampleRecord[], faultsOf: FaultsOf): Case[] {
  return rule.fileEntries.flatMap((entry) => {
    const mine = records.filter(({ kind }) => SCOPES[kind] === entry.kind);
    const sound = mine.filter(({ faults }) => faults.length === 0);
    const [base, other] = sound;
    if (!base || !other) return [];
    const made = [...repeats(base, other, faultsOf), ...changes(entry, base, sound, faultsOf), ...refusals(mine)];
    return [...written(sound), ...made].map(([name, list]) => ({
      name,
      kind: base.kind,
      records: list,
      ...judge.list(base.kind, list),
    }));
  });
}

type List = readonly [name: string, records: ExampleRecord[]];

/** The examples that hold several records of one kind. */
function written(records: readonly ExampleRecord[]): List[] {
  const files = new Map<string, ExampleRecord[]>();
  for (const record of records) {
    const file = record.name.replace(/#\d+$/, '');
    files.set(file, [...(files.get(file) ?? []), record]);
  }
  return [...files].filter(([, list]) => list.length > 1);
}

const repeats = (base: ExampleRecord, other: ExampleRecord, faultsOf: FaultsOf): List[] => [
  ['un seul', [base]],
  ['deux différents', [base, other]],
  ['deux fois le même', [base, base]],
  ['le même, un autre, le même', [base, other, base]],
  ['trois fois le même', [base, base, base]],
  ['le même, ses champs dans un autre ordre', [base, reversed(base, faultsOf)]],
];

/** One field of a record at a time taken from another: what the key names tells records apart, the rest does not. */
function changes(
  { fields }: CheckedFileEntry,
  base: ExampleRecord,
  records: readonly ExampleRecord[],
  faultsOf: FaultsOf,
): List[] {
  const names = new Set([...fields.map((path) => stepsOf(path)[0]?.name ?? ''), ASIDE]);
  return [...names].flatMap((field): List[] => {
    const own = JSON.stringify(fieldOf(base, field));
    for (const record of records) {
      const written = fieldOf(record, field);
      if (written === undefined || JSON.stringify(written) === own) continue;
      const changed = withField(base, base.name, field, written, faultsOf);
      if (changed.faults.length === 0) return [[`deux fois le même, sauf ${field}`, [base, changed]]];
    }
    return [];
  });
}

/** A record that the schema refuses, twice. */
const refusals = (records: readonly ExampleRecord[]): List[] => {
  const refused = records.filter(({ faults }) => faults.length > 0);
  const keyed = refused.find(({ faults }) => faults.some((fault) => /^\/(?:id|titulaires|concessionnaires)$/.test(fault)));
  return [...new Set([refused[0], keyed])].flatMap((record): List[] =>
    record ? [[`deux fois ${record.name}`, [record, record]]] : [],
  );
};
