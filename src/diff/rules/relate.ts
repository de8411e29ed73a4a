/** What two versions of a rule are to each other by the form of their expressions alone. */
import { canonical } from '../../../packages/base/src/json.ts';
import type { RecordScope } from '../../model/rules.ts';
import type { Schema } from '../../model/types.ts';
import type { CheckedEntry, CheckedFileEntry } from '../../rules/checked-rule.ts';
import { LONG } from '../../rules/limits.ts';
import { implies } from './formula/implies.ts';
import { type Condition, entriesOf, type Reading, type Uniqueness } from './reading.ts';
import { schemaAt } from './schema-at.ts';

/** What a rule says at one of its entries. */
type Placed = { index: number };

/** `same`: they say the same; `narrowed`, `widened`: all that one finds fault with, the other does; `open`: not told by the form. */
export type Relation = 'same' | 'narrowed' | 'widened' | 'open';

export function relate(previous: Reading, next: Reading): Relation {
  const [p, n] = [previous.said, next.said];
  if (!p || !n) return canonical(previous.rule.on) === canonical(next.rule.on) ? 'same' : 'open';
  if (textOf(p) === textOf(n)) return 'same';
  const more = isWithin(previous, next);
  const less = isWithin(next, previous);
  return more && less ? 'same' : more ? 'narrowed' : less ? 'widened' : 'open';
}

function textOf({ conditions, keys }: NonNullable<Reading['said']>): string {
  const told = entriesOf({ conditions: conditions.filter(({ fails }) => fails.op !== 'false'), keys });
  return [...new Set(told.map(({ text }) => text))].sort().join('\n');
}

/** Whether the second finds fault with all that the first does, on data that the schema accepts. */
function isWithin(one: Reading, other: Reading): boolean {
  const [a, b] = [one.said, other.said];
  if (!a || !b) return false;
  return (
    a.conditions.every((own) => b.conditions.some((its) => isCovered(own, its, one, other))) &&
    a.keys.every((own) => b.keys.some((its) => isCoarser(own, its) && runsWherever(own, its, one, other)))
  );
}

function isCovered(own: Condition, its: Condition, one: Reading, other: Reading): boolean {
  if (own.fails.op === 'false') return true;
  return own.place === its.place && implies(own.fails, its.fails) && runsWherever(own, its, one, other);
}

/** Records that agree on all parts agree on some of them: fewer parts find more repeats. The whole record is the finest key. */
const isCoarser = (own: Uniqueness, its: Uniqueness): boolean =>
  own.kind === its.kind &&
  (own.parts === undefined
    ? its.parts === undefined || its.parts.length > 0
    : its.parts?.every((part) => own.parts?.includes(part)) === true);

/** An entry is not evaluated where a date is no day or a list is long: what it asks more than the other must be made sure of by the schema. */
function runsWherever(own: Placed, its: Placed, one: Reading, other: Reading): boolean {
  const [asked, known] = [entryOf(other, its), entryOf(one, own)];
  if (!asked || !known) return false;
  return asked.strict
    .filter((path) => !known.strict.includes(path))
    .every((path) => [one.model, other.model].some((model) => isSure(schemaAt(model, recordsOf(asked), path))));
}

const entryOf = ({ checked }: Reading, { index }: Placed): CheckedEntry | CheckedFileEntry | undefined =>
  [...(checked?.entries ?? []), ...(checked?.fileEntries ?? [])].find((entry) => entry.index === index);

/** The kind of records that an entry looks at, one by one or all those of the file. */
const recordsOf = (entry: CheckedEntry | CheckedFileEntry): RecordScope => (entry.scope === 'fichier' ? entry.kind : entry.scope);

const NO_DAYS = [
  '2023-02-29',
  '2024-02-30',
  '2024-04-31',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  'x2024-01-01',
  '2024-01-01x',
];

/** A list that the schema keeps short; a text of which its pattern makes a day of the calendar. */
function isSure(schema: Schema | undefined): boolean {
  if (!schema) return false;
  const most = schema['maxItems'];
  if (schema.type === 'array') return typeof most === 'number' && most <= LONG;
  if (schema.pattern === undefined) return false;
  const pattern = new RegExp(schema.pattern, 'u');
  return !NO_DAYS.some((text) => pattern.test(text));
}
