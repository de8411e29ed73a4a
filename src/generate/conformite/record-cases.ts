/** The cases of the rules on records: every example that shows the rule something new. */
import { RECORD_KINDS } from '../../model/kinds.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { RuleJudge } from './judge.ts';
import { SCOPES } from '../../model/rules.ts';
import type { Case, ExampleRecord } from './types.ts';

/** Refused records that a rule keeps: enough to show that it is not judged. */
const REFUSED = 3;
/** Records kept among those that were written for something else and say nothing. */
const SILENT = 10;

/** The cases of a rule: records that the schema accepts, each of which shows it something else, then some that it refuses. */
export function recordCases(rule: CheckedRule, judge: RuleJudge, records: readonly ExampleRecord[]): Case[] {
  return RECORD_KINDS.flatMap((kind) => {
    const entries = rule.entries.filter(({ scope }) => scope === SCOPES[kind]);
    if (entries.length === 0) return [];
    const fields = new Set(entries.flatMap((entry) => entry.fields));
    const mine = ownFirst(records, rule.rule.id).filter((record) => record.kind === kind);
    const cases = distinct(mine, fields).map((record) => caseOf(record, judge));
    const refused = cases.filter(({ records: [record], notEvaluated }) => record?.faults.length && notEvaluated.length > 0);
    const accepted = cases.filter(({ records: [record] }) => record?.faults.length === 0);
    const [telling, chance] = split(accepted, (each) => each.expected.length > 0 || rankOf(each.name, rule.rule.id) < CHANCE);
    const spared = cases.filter(({ records: [record], notEvaluated }) => record?.faults.length && notEvaluated.length === 0);
    return [...telling, ...spread(chance, SILENT), ...spread(refused, REFUSED), ...spared.slice(0, 1)];
  });
}

export const caseOf = (record: ExampleRecord, judge: RuleJudge): Case => ({
  name: record.name,
  kind: record.kind,
  records: [record],
  ...judge.record(record),
});

/** The origin of an example: written for the rule, conforming, or written for another rule. */
const rankOf = (name: string, id: string): number =>
  name.startsWith(`invalid/${id}--`) ? 0 : name.startsWith('valid/') ? 1 : CHANCE;
const CHANCE = 2;

const ownFirst = (records: readonly ExampleRecord[], id: string): ExampleRecord[] =>
  [...records].sort((a, b) => rankOf(a.name, id) - rankOf(b.name, id));

const split = <T>(all: readonly T[], test: (each: T) => boolean): [T[], T[]] => [
  all.filter(test),
  all.filter((each) => !test(each)),
];

function distinct(records: readonly ExampleRecord[], fields: ReadonlySet<string>): ExampleRecord[] {
  const seen = new Map<string, ExampleRecord>();
  for (const record of records) {
    const key = JSON.stringify([projection(record.value, fields), record.faults, writtenNumbers(record)]);
    if (!seen.has(key)) seen.set(key, record);
  }
  return [...seen.values()];
}

/** How numbers are written is part of what must be read: those of a record that another program might write otherwise, looked for once for all rules. */
function writtenNumbers(record: ExampleRecord): readonly string[] {
  let numbers = written.get(record);
  if (!numbers) {
    numbers = record.text.match(/-?\d+(?:\.\d*0|\.?\d*[eE][+-]?\d+)(?=[,}\]])/g) ?? [];
    written.set(record, numbers);
  }
  return numbers;
}

const written = new WeakMap<ExampleRecord, readonly string[]>();

/** Some of the cases, far from one another. */
const spread = (cases: readonly Case[], count: number): Case[] =>
  cases.length <= count
    ? [...cases]
    : Array.from({ length: count }, (_, i) => cases[Math.floor((i * cases.length) / count)] as Case);

/** The part of a record that a rule reads. Records that are equal in it are one test. */

/** A text of the fields at these paths (`titulaires[].titulaire.id`, with all that they go through); the same for records alike to the rule. */
const projection = (value: unknown, fields: ReadonlySet<string>): string => JSON.stringify(project(value, fields, ''));

function project(value: unknown, fields: ReadonlySet<string>, path: string): unknown {
  if (Array.isArray(value))
    return fields.has(`${path}[]`) ? value.map((item) => project(item, fields, `${path}[]`)) : value.length;
  if (typeof value !== 'object' || value === null) return value;
  const seen = Object.entries(value).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return fields.has(here) ? [[name, project(child, fields, here)] as const] : [];
  });
  return Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1)));
}
