/** Proof that two expressions over one number of a record agree on every number. */
import type { Checked } from '../../rules/cel/check.ts';
import { type Expr, ORDERINGS } from '../../rules/cel/tree.ts';
import { interpret } from '../../rules/interpret/expression.ts';
import type { LibraryFunctions } from '../../rules/library.ts';

/** Whole parts of an interval that are looked at one by one. */
const MANY = 10_000;

/** Functions that see nothing of a number but its whole part. */
const WHOLE_PART = new Set(['chiffreRepete', 'commencePar', 'partieEntiere']);

type Names = Record<string, unknown>;
type Side = { expr: Expr; compute: (names: Names) => unknown };

/**
 * Whether both expressions have the same result for every number. The numbers with which they compare divide the line into points
 * and open intervals, within which no comparison changes. In each interval either both reduce to the same expression once
 * comparisons are replaced by their results, or the interval is short and one number per integer part suffices, because functions
 * only see integer parts. False means "not proved": another field is read, or something unknown here.
 */
export function agreeOnNumbers(a: Expr, b: Expr, types: Checked['types'], functions: LibraryFunctions): boolean {
  const fields = new Set([...fieldsOf(a), ...fieldsOf(b)]);
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0 || ![a, b].every((expr) => isReadable(expr))) return false;
  const [left, right] = [a, b].map((expr): Side => ({ expr, compute: interpret(expr, types, functions) })) as [Side, Side];
  const same = (value: number): boolean => left.compute(holding(field, value)) === right.compute(holding(field, value));
  const cuts = [...new Set([a, b].flatMap((expr) => [...limitsOf(expr)]))].sort((x, y) => x - y);
  const between = [-Infinity, ...cuts].map((low, i) => [low, cuts[i] ?? Infinity] as const);
  return cuts.every(same) && between.every((interval) => agreeWithin(interval, left, right, same));
}

function agreeWithin([low, high]: readonly [number, number], left: Side, right: Side, same: (value: number) => boolean): boolean {
  const inside = someNumber(low, high);
  // If limits are so large or so close that the sample of the interval equals one of them, nothing is proved.
  if (!(inside > low && inside < high)) return false;
  if (rest(left.expr, inside) === rest(right.expr, inside)) return true;
  if (!(high - low <= MANY) || !hasWholeParts(low, high)) return false;
  for (let whole = Math.floor(low); whole <= Math.ceil(high); whole++) {
    const [from, to] = [Math.max(low, whole), Math.min(high, whole + 1)];
    if (from < to && !same((from + to) / 2)) return false;
    if (whole > low && whole < high && !same(whole)) return false;
  }
  return true;
}

/** A number between the limits, where there is one to be had by reckoning. */
function someNumber(low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : high - 1;
  return high === Infinity ? low + 1 : (low + high) / 2;
}

/** Whether every whole number from one limit to the other is a number of its own: beyond 2^53, one and the next are the same. */
const hasWholeParts = (low: number, high: number): boolean =>
  Number.isSafeInteger(Math.floor(low)) && Number.isSafeInteger(Math.ceil(high) + 1);

/** Reduces an expression by replacing its comparisons with numbers by their results at a value. */
function rest(expr: Expr, value: number): string {
  if (expr.op === 'not') return flipped(rest(expr.arg, value));
  if (expr.op !== 'binary') return written(expr);
  if (expr.operator === '&&' || expr.operator === '||') {
    const parts = [rest(expr.left, value), rest(expr.right, value)];
    const [neutral, decides] = expr.operator === '&&' ? ['true', 'false'] : ['false', 'true'];
    if (parts.includes(decides)) return decides;
    const left = parts.filter((part) => part !== neutral);
    return left.length === 0 ? neutral : left.length === 1 ? (left[0] ?? '') : `(${left.join(` ${expr.operator} `)})`;
  }
  const limit = comparedWith(expr);
  return limit === undefined ? written(expr) : String(compare(expr, value));
}

const flipped = (text: string): string => (text === 'true' ? 'false' : text === 'false' ? 'true' : `!${text}`);

type Binary = Extract<Expr, { op: 'binary' }>;

/** The answer of a comparison of the field with a number, either way round. */
function compare({ operator, left, right }: Binary, value: number): boolean {
  const [x, y] = [left, right].map((side) => (side.op === 'literal' ? (side.value as number) : value)) as [number, number];
  switch (operator) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    case '==':
      return x === y;
    default:
      return x !== y;
  }
}

/** The number that an expression compares its field with, or undefined where it is no such comparison. */
function comparedWith(expr: Expr): number | undefined {
  if (expr.op !== 'binary' || !(ORDERINGS.has(expr.operator) || expr.operator === '==' || expr.operator === '!='))
    return undefined;
  const [literal, field] = expr.left.op === 'literal' ? [expr.left, expr.right] : [expr.right, expr.left];
  return literal.op === 'literal' && typeof literal.value === 'number' && field.op === 'select' ? literal.value : undefined;
}

function* limitsOf(expr: Expr): Generator<number> {
  const limit = comparedWith(expr);
  if (limit !== undefined) yield limit;
  for (const child of children(expr)) yield* limitsOf(child);
}

/** Whether an expression is made of `&&`, `||`, `!`, comparisons of the field with numbers, and functions of its whole part. */
function isReadable(expr: Expr): boolean {
  if (expr.op === 'not') return isReadable(expr.arg);
  if (expr.op === 'call') return isOfWholePart(expr);
  if (expr.op !== 'binary') return false;
  if (expr.operator === '&&' || expr.operator === '||') return isReadable(expr.left) && isReadable(expr.right);
  if (comparedWith(expr) !== undefined) return true;
  return [expr.left, expr.right].every((side) => side.op === 'literal' || isOfWholePart(side));
}

const isOfWholePart = (expr: Expr): boolean =>
  expr.op === 'call' &&
  WHOLE_PART.has(expr.name) &&
  expr.args.every((arg, i) => (i === 0 ? arg.op === 'select' : arg.op === 'literal'));

/** The fields of the record that are read, written out: `marche.montant`. */
function* fieldsOf(expr: Expr): Generator<string> {
  if (expr.op === 'select') yield written(expr);
  else for (const child of children(expr)) yield* fieldsOf(child);
}

function children(expr: Expr): readonly Expr[] {
  if (expr.op === 'binary') return [expr.left, expr.right];
  if (expr.op === 'not') return [expr.arg];
  return expr.op === 'call' ? expr.args : [];
}

/** A text that is equal for equal expressions, independent of source positions. */
const written = (expr: Expr): string =>
  expr.op === 'select'
    ? `${written(expr.of)}.${expr.field}`
    : JSON.stringify(expr, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value));

/** A record in which a field, written as `marche.montant`, has a value. The name of a variable is written as JSON. */
function holding(field: string, value: unknown): Names {
  const [variable = '', ...path] = field.split('.');
  const { name } = JSON.parse(variable) as { name: string };
  return { [name]: path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value) };
}
