/** Cases that no example shows: a list longer than quadratic rules may read, integers beyond 53 bits. */
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { LONG } from '../../rules/limits.ts';
import { type RuleJudge } from './judge.ts';
import { SCOPES } from '../../model/rules.ts';
import { parseJson } from '../../read/json/parse.ts';
import { caseOf } from './record-cases.ts';
import { fieldOf, withField } from './records.ts';
import type { Case, ExampleRecord, FaultsOf } from './types.ts';

/** Two integers that differ, also as doubles, and are one once cut to 53 bits. */
const HUGE = ['9007199254740993', '9007199254740995'];
const MANY = Array.from({ length: LONG + 1 }, (_, i) => String(i + 1));

/**
 * A quadratic rule on a list of too many items, where it is not judged, and on one whose items have huge numbers. Empty for other
 * rules, and where no example has a list whose items are told apart by a number.
 */
export function limitCases(rule: CheckedRule, judge: RuleJudge, records: readonly ExampleRecord[], faultsOf: FaultsOf): Case[] {
  const entry = rule.entries.find(({ quadratic }) => quadratic);
  const list = entry?.fields.find((field) => field.endsWith('[]') && !field.includes('.'))?.slice(0, -2);
  const base = records.find(
    (record) => SCOPES[record.kind] === entry?.scope && record.faults.length === 0 && itemOf(record, list) !== undefined,
  );
  const item = base && itemOf(base, list);
  if (list === undefined || item === undefined) return [];
  return [MANY, HUGE].flatMap((numbers) => {
    const items = numbers.map((number) => parseJson(item.replace(NUMBER, number)));
    const record = withField(
      base as ExampleRecord,
      `${list} × ${numbers.length}, de ${numbers[0]} à ${numbers.at(-1)}`,
      list,
      items,
      faultsOf,
    );
    return record.faults.length === 0 ? [caseOf(record, judge)] : [];
  });
}

/** The first number of an item is that of the act or of the modification. */
const NUMBER = /(?<="\\u0001)\d+(?=")/;

/** The text of the first item of a list that has a number. */
function itemOf(record: ExampleRecord, list: string | undefined): string | undefined {
  const items = list === undefined ? undefined : fieldOf(record, list);
  const text = Array.isArray(items) ? JSON.stringify(items[0]) : undefined;
  return text !== undefined && NUMBER.test(text) ? text : undefined;
}
