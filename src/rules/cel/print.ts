import type { Expr, Literal, Operator } from './tree.ts';

type Binary = Extract<Expr, { op: 'binary' }>;

/** The text of an expression, which `parseCel` reads as the same. */
export const print = (expr: Expr): string => (expr.op === 'binary' ? binary(expr) : closed(expr));

/** How strongly an operator binds; the others compare. */
const STRENGTH: Partial<Record<Operator, number>> = { '||': 0, '&&': 1, '+': 3, '-': 3, '*': 4, '/': 4 };
const COMPARES = 2;
const strengthOf = ({ operator }: Binary): number => STRENGTH[operator] ?? COMPARES;

function binary(expr: Binary): string {
  const { operator, left, right } = expr;
  const isChained = left.op === 'binary' && left.operator === operator && strengthOf(expr) < COMPARES;
  return `${isChained ? print(left) : operand(left, expr)} ${operator} ${operand(right, expr)}`;
}

/** Without brackets where it binds more strongly; `&&` within `||` has some all the same, for readers. */
function operand(expr: Expr, around: Binary): string {
  if (expr.op !== 'binary' || expr.operator === '&&') return closed(expr);
  return strengthOf(expr) > strengthOf(around) ? print(expr) : closed(expr);
}

/** An expression that may stand beside an operator or before a point. */
function closed(expr: Expr): string {
  switch (expr.op) {
    case 'literal':
      return literal(expr);
    case 'ident':
      return expr.name;
    case 'select':
      return `${closed(expr.of)}.${expr.field}`;
    case 'has':
      return `has(${closed(expr.field)})`;
    case 'not':
      return `!${closed(expr.arg)}`;
    case 'list':
      return `[${expr.items.map(literal).join(', ')}]`;
    case 'call':
      return `${expr.name}(${expr.args.map(print).join(', ')})`;
    case 'matches':
      return `${closed(expr.of)}.matches(${JSON.stringify(expr.pattern)})`;
    case 'comprehension':
      return `${closed(expr.of)}.${expr.macro}(${expr.variable}, ${print(expr.body)})`;
    case 'binary':
      return `(${binary(expr)})`;
  }
}

/** `1` is an int and `1.0` a double. */
function literal({ type, value }: Literal): string {
  if (type === 'string') return JSON.stringify(value);
  const text = String(value);
  return type === 'double' && /^-?\d+$/.test(text) ? `${text}.0` : text;
}
