import { canonical } from '../../../packages/base/src/json.ts';
import type { FileEntry, RecordEntry, Rule, RuleEntry } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { parseCel } from '../../rules/cel/parse.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { translate } from '../../rules/versions/translate.ts';
import { typesIn } from '../../rules/versions/types-in.ts';
import type { Formula, Operand } from './kinds.ts';
import { ARITHMETIC, type Expr, ORDERINGS, CelFault } from '../../rules/cel/tree.ts';

/** The condition under which an entry reports a finding: `when` holds and `assert` does not. */
export type Condition = { place: string; fails: Formula; index: number };

/** The parts of a unique key; undefined if the whole record is the key. */
export type Uniqueness = { kind: string; parts: readonly string[] | undefined; index: number };

/**
 * A rule with its model. `checked` is undefined if an expression does not fit the schema; `normalised` is undefined if one cannot
 * be parsed.
 */
export type Reading = {
  rule: Rule;
  model: Model;
  checked: CheckedRule | undefined;
  normalised: { conditions: readonly Condition[]; keys: readonly Uniqueness[] } | undefined;
};

export function readingOf(rule: Rule, model: Model): Reading {
  const checked = checkRule(rule, model);
  return { rule, model, checked: Array.isArray(checked) ? undefined : checked, normalised: normalisedOf(rule) };
}

/** The same rule in the names of another version, where that has all the fields that it reads; otherwise as it is. */
export function inNamesOf(reading: Reading, version: Model): Reading {
  const { checked, model } = reading;
  const there = checked && translate(checked, version, typesIn(model, version));
  if (!there || there === checked || Array.isArray(there) || readers(there) < readers(checked)) return reading;
  return { ...reading, rule: there.rule, normalised: normalisedOf(there.rule) };
}

/** The entries that read something: one that a version lacks a field of reads nothing there. */
const readers = ({ entries }: CheckedRule): number => entries.filter(({ fields }) => fields.length > 0).length;

function normalisedOf({ on }: Rule): Reading['normalised'] {
  try {
    return {
      conditions: on.flatMap((entry, index) => (isOfRecord(entry) ? [conditionOf(entry, index)] : [])),
      keys: on.flatMap((entry, index) => (isOfRecord(entry) ? [] : [keyOf(entry, index)])),
    };
  } catch (error) {
    if (error instanceof CelFault) return undefined;
    throw error;
  }
}

const isOfRecord = (entry: RuleEntry): entry is RecordEntry => entry.scope !== 'fichier';

const conditionOf = ({ scope, each, when, assert }: RecordEntry, index: number): Condition => ({
  place: `${scope} ${each ?? ''}`,
  fails: and([when === undefined ? TRUE : formulaOf(parseCel(when)), formulaOf(parseCel(assert), true)]),
  index,
});

const keyOf = ({ kind, unique }: FileEntry, index: number): Uniqueness => ({
  kind,
  index,
  parts: unique === 'record' ? undefined : [...new Set(unique.map((part) => formulaOf(parseCel(part)).key))].sort(),
});

/** Each entry as a text that is equal for equivalent entries, with its index in the rule. */
export const entriesOf = ({ conditions, keys }: NonNullable<Reading['normalised']>): { text: string; index: number }[] => [
  ...conditions.map(({ place, fails, index }) => ({ text: `${place} ${fails.key}`, index })),
  ...keys.map(({ kind, parts, index }) => ({ text: `${kind} ${canonical(parts ?? 'record')}`, index })),
];

type Binary = Extract<Expr, { op: 'binary' }>;
type Comprehension = Extract<Expr, { op: 'comprehension' }>;

/** Bound variables by name, renamed by nesting depth, so that `a` and `autre` are the same. */
type Names = ReadonlyMap<string, string>;

/** Normalises an expression, or its negation. */
export const formulaOf = (expr: Expr, negated = false): Formula => read(expr, negated, new Map());

function read(expr: Expr, negated: boolean, names: Names): Formula {
  switch (expr.op) {
    case 'not':
      return read(expr.arg, !negated, names);
    case 'literal':
      return typeof expr.value === 'boolean' ? (expr.value === negated ? FALSE : TRUE) : atom(JSON.stringify(expr.value));
    case 'binary':
      return binary(expr, negated, names);
    case 'comprehension':
      if (expr.macro === 'all' || expr.macro === 'exists') return quantifier(expr, expr.macro, negated, names);
      return leaf(expr, negated, names);
    default:
      return leaf(expr, negated, names);
  }
}

const leaf = (expr: Expr, negated: boolean, names: Names): Formula => {
  const { key } = term(expr, names);
  return atom(negated ? `!${key}` : key);
};

function binary(expr: Binary, negated: boolean, names: Names): Formula {
  const { operator, left, right } = expr;
  if (operator === '&&' || operator === '||') {
    const parts = [read(left, negated, names), read(right, negated, names)];
    return (operator === '&&') === negated ? or(parts) : and(parts);
  }
  if (operator === '==' || operator === '!=')
    return equality((operator === '==') === negated ? '!=' : '==', term(left, names), term(right, names));
  if (operator === 'in' && right.op === 'list')
    return member(
      negated ? 'not in' : 'in',
      term(left, names),
      right.items.map(({ value }) => value),
    );
  if (ORDERINGS.has(operator)) return order(expr, negated, names);
  return leaf(expr, negated, names);
}

/** `a >= b` becomes `b <= a`, and `!(a < b)` becomes `b <= a`, unless a computation may give NaN. */
function order(expr: Binary, negated: boolean, names: Names): Formula {
  const strict = expr.operator === '<' || expr.operator === '>';
  const turned = expr.operator === '>' || expr.operator === '>=';
  const [left, right] = [term(expr.left, names), term(expr.right, names)];
  const [small, great] = turned ? [right, left] : [left, right];
  if (!negated) return ordering(strict ? '<' : '<=', small, great);
  if (computes(expr.left) || computes(expr.right)) return atom(`!${ordering(strict ? '<' : '<=', small, great).key}`);
  return ordering(strict ? '<=' : '<', great, small);
}

const computes = (expr: Expr): boolean => expr.op === 'binary' && ARITHMETIC.has(expr.operator);

function quantifier({ of, variable, body }: Comprehension, macro: 'all' | 'exists', negated: boolean, names: Names): Formula {
  const inside = bound(names, variable);
  const op = (macro === 'all') === negated ? 'exists' : 'all';
  return quantified(op, term(of, names).key, read(body, negated, inside));
}

const bound = (names: Names, variable: string): Names => new Map([...names, [variable, `#${String(names.size)}`]]);

/** Normalises an expression that is not a condition. Number types are kept apart: `1` is not `1.0`. */
function term(expr: Expr, names: Names): Operand {
  switch (expr.op) {
    case 'literal':
      return { key: expr.type === 'double' ? `${String(expr.value)}d` : JSON.stringify(expr.value), value: expr.value };
    case 'ident':
      return { key: names.get(expr.name) ?? expr.name };
    case 'select':
      return { key: `${term(expr.of, names).key}.${expr.field}` };
    case 'has':
      return { key: `has(${term(expr.field, names).key})` };
    case 'list':
      return { key: JSON.stringify(expr.items.map(({ value }) => value)) };
    case 'call':
      return { key: `${expr.name}(${expr.args.map((arg) => term(arg, names).key).join(', ')})` };
    case 'matches':
      return { key: `${term(expr.of, names).key}.matches(${JSON.stringify(expr.pattern)})` };
    case 'comprehension':
      return { key: comprehension(expr, names) };
    default:
      return expr.op === 'binary' && ARITHMETIC.has(expr.operator)
        ? { key: `(${term(expr.left, names).key} ${expr.operator} ${term(expr.right, names).key})` }
        : membership(expr, names);
  }
}

/** Normalises a condition used as a value. */
const membership = (expr: Expr, names: Names): Operand =>
  expr.op === 'binary' && expr.operator === 'in' && expr.right.op !== 'list'
    ? { key: `(${term(expr.left, names).key} in ${term(expr.right, names).key})` }
    : { key: read(expr, false, names).key };

function comprehension({ macro, of, variable, body }: Comprehension, names: Names): string {
  const inside = bound(names, variable);
  const shown = macro === 'map' ? term(body, inside).key : read(body, false, inside).key;
  return `${macro}(${term(of, names).key}, ${shown})`;
}

const TRUE: Formula = { op: 'true', key: 'true' };
const FALSE: Formula = { op: 'false', key: 'false' };

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const junction =
  (op: 'and' | 'or', neutral: Formula, final: Formula) =>
  (parts: readonly Formula[]): Formula => {
    const flat = parts.flatMap((part) => (part.op === op ? part.parts : [part])).filter(({ key }) => key !== neutral.key);
    if (flat.some(({ key }) => key === final.key)) return final;
    const unique = [...new Map(flat.map((part) => [part.key, part])).values()].sort(byKey);
    const [only = neutral, ...more] = unique;
    return more.length === 0 ? only : { op, parts: unique, key: `${op}(${unique.map(({ key }) => key).join(', ')})` };
  };

const and = junction('and', TRUE, FALSE);
const or = junction('or', FALSE, TRUE);

const atom = (key: string): Formula => ({ op: 'atom', key });

/** `a == b` and `b == a` have the same form. */
function equality(op: '==' | '!=', a: Operand, b: Operand): Formula {
  const [left, right] = byKey(a, b) <= 0 ? [a, b] : [b, a];
  return { op, left, right, key: `(${left.key} ${op} ${right.key})` };
}

const ordering = (op: '<' | '<=', left: Operand, right: Operand): Formula => ({
  op,
  left,
  right,
  key: `(${left.key} ${op} ${right.key})`,
});

function member(op: 'in' | 'not in', item: Operand, values: readonly (string | number | boolean)[]): Formula {
  const sorted = [...new Set(values)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { op, item, values: sorted, key: `(${item.key} ${op} ${JSON.stringify(sorted)})` };
}

const quantified = (op: 'all' | 'exists', list: string, body: Formula): Formula => ({
  op,
  list,
  body,
  key: `${op}(${list}, ${body.key})`,
});
