import { ARITHMETIC, type Expr, ORDERINGS } from '../../../rules/cel/tree.ts';
import { and, atom, equality, FALSE, member, or, ordering, quantified, TRUE } from './make.ts';
import type { Formula, Operand } from './types.ts';

type Binary = Extract<Expr, { op: 'binary' }>;
type Comprehension = Extract<Expr, { op: 'comprehension' }>;

/** What bound variables are called, by how many lists are gone through: `a` and `autre` are one name. */
type Names = ReadonlyMap<string, string>;

/** What an expression says, or what it says negated. */
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

/** `a >= b` is `b <= a`; `!(a < b)` is `b <= a`, but where a computation may give what is no number. */
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

/** An expression that is no condition by itself. The type of a number counts: `1` is not `1.0`. */
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

/** A condition that stands where a value does. */
const membership = (expr: Expr, names: Names): Operand =>
  expr.op === 'binary' && expr.operator === 'in' && expr.right.op !== 'list'
    ? { key: `(${term(expr.left, names).key} in ${term(expr.right, names).key})` }
    : { key: read(expr, false, names).key };

function comprehension({ macro, of, variable, body }: Comprehension, names: Names): string {
  const inside = bound(names, variable);
  const said = macro === 'map' ? term(body, inside).key : read(body, false, inside).key;
  return `${macro}(${term(of, names).key}, ${said})`;
}
