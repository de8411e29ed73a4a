/** Compares two versions of a rule by the form of their expressions only. */
import { canonical } from '../../../packages/base/src/json.ts';
import type { RecordScope } from '../../model/rules.ts';
import type { Schema } from '../../model/types.ts';
import { type CheckedEntry, type CheckedFileEntry, LONG } from '../../rules/checked-rule.ts';
import { type Condition, entriesOf, type Reading, type Uniqueness } from './reading.ts';
import { schemaAt } from './schema-at.ts';
import type { Formula, Member, Operand, Pair } from './kinds.ts';

/** Refers to an entry of a rule by its index. */
type Placed = { index: number };

/**
 * `same`: equivalent; `narrowed`: the next one refuses all that the previous one does, and maybe more; `widened`: the reverse;
 * `open`: not decidable by the form.
 */
export type Relation = 'same' | 'narrowed' | 'widened' | 'open';

export function relate(previous: Reading, next: Reading): Relation {
  const [p, n] = [previous.normalised, next.normalised];
  if (!p || !n) return canonical(previous.rule.on) === canonical(next.rule.on) ? 'same' : 'open';
  if (textOf(p) === textOf(n)) return 'same';
  const more = isWithin(previous, next);
  const less = isWithin(next, previous);
  return more && less ? 'same' : more ? 'narrowed' : less ? 'widened' : 'open';
}

function textOf({ conditions, keys }: NonNullable<Reading['normalised']>): string {
  const reported = entriesOf({ conditions: conditions.filter(({ fails }) => fails.op !== 'false'), keys });
  return [...new Set(reported.map(({ text }) => text))].sort().join('\n');
}

/** Whether `other` refuses everything that `one` refuses, on data that the schema accepts. */
function isWithin(one: Reading, other: Reading): boolean {
  const [a, b] = [one.normalised, other.normalised];
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

/** A key with fewer parts finds more duplicates. The whole record is the finest key. */
const isCoarser = (own: Uniqueness, its: Uniqueness): boolean =>
  own.kind === its.kind &&
  (own.parts === undefined
    ? its.parts === undefined || its.parts.length > 0
    : its.parts?.every((part) => own.parts?.includes(part)) === true);

/**
 * An entry is not evaluated where a date is invalid or a list is too long. Whatever `its` needs beyond `own` must therefore be
 * guaranteed by the schema.
 */
function runsWherever(own: Placed, its: Placed, one: Reading, other: Reading): boolean {
  const [asked, known] = [entryOf(other, its), entryOf(one, own)];
  if (!asked || !known) return false;
  return asked.strict
    .filter((path) => !known.strict.includes(path))
    .every((path) => [one.model, other.model].some((model) => isSure(schemaAt(model, recordsOf(asked), path))));
}

const entryOf = ({ checked }: Reading, { index }: Placed): CheckedEntry | CheckedFileEntry | undefined =>
  [...(checked?.entries ?? []), ...(checked?.fileEntries ?? [])].find((entry) => entry.index === index);

/** The record kind that an entry examines, record by record or over the whole file. */
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

/** Whether the schema bounds the length of a list, or its pattern accepts only valid days. */
function isSure(schema: Schema | undefined): boolean {
  if (!schema) return false;
  const most = schema['maxItems'];
  if (schema.type === 'array') return typeof most === 'number' && most <= LONG;
  if (schema.pattern === undefined) return false;
  const pattern = new RegExp(schema.pattern, 'u');
  return !NO_DAYS.some((text) => pattern.test(text));
}

/** Whether `f` implies `g`, by their form only. False means "not proved". */
export function implies(f: Formula, g: Formula): boolean {
  if (f.key === g.key || f.op === 'false' || g.op === 'true') return true;
  if (f.op === 'or') return f.parts.every((part) => implies(part, g));
  if (g.op === 'and') return g.parts.every((part) => implies(f, part));
  if (f.op === 'and' && f.parts.some((part) => implies(part, g))) return true;
  if (g.op === 'or') return g.parts.some((part) => implies(f, part));
  if ((f.op === 'all' || f.op === 'exists') && f.op === g.op) return f.list === g.list && implies(f.body, g.body);
  return leafImplies(f, g);
}

const isPair = (f: Formula): f is Pair => f.op === '<' || f.op === '<=' || f.op === '==' || f.op === '!=';
const isMember = (f: Formula): f is Member => f.op === 'in' || f.op === 'not in';

/** Compares conditions on one value against literals. */
function leafImplies(f: Formula, g: Formula): boolean {
  const [one, other] = [limitOf(f), limitOf(g)];
  if (one && other && one.key === other.key) return one.within(other);
  return false;
}

type Value = string | number | boolean;

/** The values that a condition allows: some, all but some, or the numbers below or above a bound. */
type Allowed =
  | { kind: 'some'; values: readonly Value[] }
  | { kind: 'but'; values: readonly Value[] }
  | { kind: 'below'; bound: number; included: boolean }
  | { kind: 'above'; bound: number; included: boolean };

class Limit {
  readonly key: string;
  readonly #allowed: Allowed;

  constructor(key: string, allowed: Allowed) {
    this.key = key;
    this.#allowed = allowed;
  }

  /** Whether everything that this limit allows is allowed by the other. */
  within(wide: Limit): boolean {
    const [own, other] = [this.#allowed, wide.#allowed];
    if (own.kind === 'some') return own.values.every((value) => allows(other, value));
    if (own.kind === 'but') return other.kind === 'but' && other.values.every((value) => own.values.includes(value));
    if (other.kind === 'but') return other.values.every((value) => !allows(own, value));
    if (other.kind === 'some' || other.kind !== own.kind) return false;
    const beyond = own.kind === 'below' ? other.bound - own.bound : own.bound - other.bound;
    return beyond > 0 || (beyond === 0 && (other.included || !own.included));
  }
}

function allows(allowed: Allowed, value: Value): boolean {
  if (allowed.kind === 'some') return allowed.values.includes(value);
  if (allowed.kind === 'but') return !allowed.values.includes(value);
  if (typeof value !== 'number') return false;
  if (value === allowed.bound) return allowed.included;
  return allowed.kind === 'below' ? value < allowed.bound : value > allowed.bound;
}

function limitOf(f: Formula): Limit | undefined {
  if (isMember(f)) return new Limit(f.item.key, { kind: f.op === 'in' ? 'some' : 'but', values: f.values });
  if (!isPair(f)) return undefined;
  const written = writtenSide(f);
  if (!written) return undefined;
  const { key, value, onRight } = written;
  if (f.op === '==' || f.op === '!=') return new Limit(key, { kind: f.op === '==' ? 'some' : 'but', values: [value] });
  if (typeof value !== 'number') return undefined;
  return new Limit(key, { kind: onRight ? 'below' : 'above', bound: value, included: f.op === '<=' });
}

function writtenSide({ left, right }: Pair): { key: string; value: Value; onRight: boolean } | undefined {
  const side = (own: Operand, other: Operand, onRight: boolean) =>
    other.value === undefined || own.value !== undefined ? undefined : { key: own.key, value: other.value, onRight };
  return side(left, right, true) ?? side(right, left, false);
}
