/** The ways in which a person could get an expression of a rule wrong. */
import type { Expr, Literal, Macro, Operator } from '../../../rules/cel/tree.ts';

/** An expression made wrong; `detail` tells the variants apart: the offset of the part that changes, and how. */
export type Variant = { operator: string; expr: Expr; detail: string };

const SHIFTED: Partial<Record<Operator, Operator>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
};
const OTHER: Partial<Record<Macro, Macro>> = { all: 'exists', exists: 'all', exists_one: 'exists' };

export const negated = (expr: Expr): Expr => ({ op: 'not', arg: expr, start: expr.start, end: expr.end });

/** Every variant of an expression in which one of its parts is wrong. */
export function* variantsOf(expr: Expr): Generator<Variant> {
  yield* here(expr);
  for (const [child, put] of children(expr)) {
    for (const variant of variantsOf(child)) yield { ...variant, expr: put(variant.expr) };
  }
}

function* here(expr: Expr): Generator<Variant> {
  const at = `${expr.start}-${expr.end}`;
  if (expr.op === 'literal' && typeof expr.value === 'number') yield* shifted(expr, expr.value);
  if (expr.op === 'list') yield* shorter(expr);
  if (expr.op === 'comprehension') {
    const macro = OTHER[expr.macro];
    if (macro) yield { operator: 'other-macro', expr: { ...expr, macro }, detail: at };
  }
  if (expr.op !== 'binary') return;
  const operator = SHIFTED[expr.operator];
  if (operator) yield { operator: 'shift-comparison', expr: { ...expr, operator }, detail: at };
  if (expr.operator !== '&&' && expr.operator !== '||') return;
  yield { operator: 'drop-condition', expr: expr.right, detail: `${at}:left` };
  yield { operator: 'drop-condition', expr: expr.left, detail: `${at}:right` };
}

function* shifted(expr: Literal, value: number): Generator<Variant> {
  for (const by of [-1, 1])
    yield { operator: 'shift-number', expr: { ...expr, value: value + by } as Literal, detail: `${expr.start}:${by}` };
}

function* shorter(expr: Extract<Expr, { op: 'list' }>): Generator<Variant> {
  if (expr.items.length < 2) return;
  for (const [i, { value }] of expr.items.entries())
    yield { operator: 'drop-value', expr: { ...expr, items: expr.items.toSpliced(i, 1) }, detail: String(value) };
}

type Child = [child: Expr, put: (changed: Expr) => Expr];

function children(expr: Expr): Child[] {
  switch (expr.op) {
    case 'not':
      return [[expr.arg, (arg) => ({ ...expr, arg })]];
    case 'binary':
      return [
        [expr.left, (left) => ({ ...expr, left })],
        [expr.right, (right) => ({ ...expr, right })],
      ];
    case 'call':
      return expr.args.map((arg, i) => [arg, (changed) => ({ ...expr, args: expr.args.with(i, changed) })]);
    case 'matches':
      return [[expr.of, (of) => ({ ...expr, of })]];
    case 'comprehension':
      return [
        [expr.of, (of) => ({ ...expr, of })],
        [expr.body, (body) => ({ ...expr, body })],
      ];
    default:
      return [];
  }
}
