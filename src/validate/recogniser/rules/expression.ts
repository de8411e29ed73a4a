import type { Expr } from '../../../rules/cel/tree.ts';
import { indented, type Lines } from '../emit/block.ts';
import { emitCall } from './calls.ts';
import { CannotTell } from './cannot-tell.ts';
import type { Module, Scope } from './context.ts';
import { emitComprehension, emitMembership } from './lists.ts';
import { sameValues } from './same.ts';
import { not } from './statements.ts';
import { type Field, fieldOf, unreachable } from './fields.ts';
import {
  expectList,
  expectScalar,
  expectText,
  FALSE,
  fromOf,
  isOfKind,
  type Scalar,
  toOf,
  TRUE,
  type TextValue,
  type Value,
} from './values.ts';

/**
 * A checked expression in AssemblyScript: what `cel/emit.ts` is in JavaScript, over the frames of a record in place of its value. What is
 * known of every record of the version is not asked: `has` of a required member is true. Throws a CannotTell.
 */
export function emit(expr: Expr, scope: Scope): Value {
  switch (expr.op) {
    case 'literal':
      return literal(expr, scope);
    case 'ident':
      return cut(expr, variable(expr.name, scope), scope);
    case 'select':
      return cut(expr, select(expr, scope), scope);
    case 'has':
      return fieldAt(expr.field, scope).there;
    case 'not':
      return not(expectScalar(emit(expr.arg, scope)));
    case 'list':
      return {
        kind: 'list',
        loop: (inside) => expr.items.flatMap((item) => scoped(inside(emit(item, scope)))),
        size: `${expr.items.length}.0`,
      };
    case 'call':
      return emitCall(expr, scope, emit);
    case 'matches':
      return matches(expr.pattern, expectText(emit(expr.of, scope)), scope);
    case 'binary':
      return binary(expr, scope);
    case 'comprehension':
      return emitComprehension(expr, scope, emit);
  }
}

/** Each item of a list that is written out has its own variables. */
const scoped = (lines: Lines): Lines => ['{', ...indented(lines), '}'];

function literal(expr: Extract<Expr, { op: 'literal' }>, { module }: Scope): Value {
  if (expr.type === 'string') return knownText(expr.value, module);
  if (expr.type === 'bool') return expr.value ? TRUE : FALSE;
  return { kind: 'number', source: double(expr.value) };
}

/** Most known texts are only compared, and need no place. */
const knownText = (literal: string, module: Module): TextValue => ({
  kind: 'text',
  literal,
  offset: 0,
  get base() {
    return module.text(literal);
  },
});

/** Without a point, AssemblyScript would take it for an integer. */
const double = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(1) : String(value));

function variable(name: string, { variables }: Scope): Value {
  const found = variables.get(name);
  if (!found) throw new CannotTell(`there is no variable ${name}`);
  return found.value;
}

function fieldAt(expr: Extract<Expr, { op: 'select' }>, scope: Scope): Field {
  const owner = emit(expr.of, scope);
  if (owner.kind !== 'object') throw new CannotTell(`${expr.field} is asked of what is no object`);
  return fieldOf(owner, expr.field);
}

function select(expr: Extract<Expr, { op: 'select' }>, scope: Scope): Value {
  const type = scope.types.get(expr);
  const { shape, value } = fieldAt(expr, scope);
  if (!type || shape?.form === 'unsure') throw new CannotTell(`the recogniser does not know ${expr.field}`);
  const found = value(scope.module.unique());
  return found && isOfKind(found, type) ? found : unreachable(type, scope.module.text(''));
}

/** Rules see an integer cut to 53 bits. */
const cut = (expr: Expr, value: Value, { types }: Scope): Value =>
  value.kind === 'number' && types.get(expr)?.kind === 'int' ? { kind: 'number', source: `int(${value.source})` } : value;

function matches(pattern: string, of: TextValue, { module }: Scope): Scalar {
  const name = module.patterns.name(pattern, true);
  if (name === undefined) throw new CannotTell(`there is no automaton for ${pattern}`);
  return { kind: 'bool', source: `patterns.${name}(${fromOf(of)}, ${toOf(of)})` };
}

function binary(expr: Extract<Expr, { op: 'binary' }>, scope: Scope): Scalar {
  const { operator, right } = expr;
  if (operator === '&&' || operator === '||') return logical(expr, scope);
  const left = emit(expr.left, scope);
  if (operator === 'in') return membership(left, right, scope);
  const other = emit(right, scope);
  if (operator === '==') return { kind: 'bool', source: sameValues(left, other) };
  if (operator === '!=') return not({ kind: 'bool', source: sameValues(left, other) });
  const source = `(${expectScalar(left).source} ${operator} ${expectScalar(other).source})`;
  return { kind: scope.types.get(expr)?.kind === 'bool' ? 'bool' : 'number', source };
}

/** What the left side settles for all records leaves the right one out: it may be about a field that the version does not have. */
function logical({ operator, left, right }: Extract<Expr, { op: 'binary' }>, scope: Scope): Scalar {
  const [settling, open] = operator === '&&' ? [FALSE, TRUE] : [TRUE, FALSE];
  const first = expectScalar(emit(left, scope));
  if (first === settling) return settling;
  const second = expectScalar(emit(right, scope));
  if (first === open) return second;
  return second === open ? first : { kind: 'bool', source: `(${first.source} ${operator} ${second.source})` };
}

function membership(item: Value, list: Expr, scope: Scope): Scalar {
  if (list.op !== 'list') return emitMembership(item, expectList(emit(list, scope)), scope);
  const tests = list.items.map((other) => sameValues(item, emit(other, scope)));
  return { kind: 'bool', source: `(${tests.join(' || ')})` };
}
