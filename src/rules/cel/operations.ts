import { SAY } from './sentences.ts';
import { type Expr, CelFault } from './tree.ts';
import { type CelType, isText, nameOfType } from './types.ts';

type Operation = Extract<Expr, { op: 'binary' }>;

export const sameType = (a: CelType, b: CelType): boolean =>
  a.kind === b.kind ? a.kind !== 'list' || b.kind !== 'list' || sameType(a.of, b.of) : isText(a) && isText(b);

/** The type of `item in list`. Throws a CelFault where the two do not go together. */
export function isMember(expr: Operation, item: CelType, list: CelType): CelType {
  if (list.kind !== 'list') throw new CelFault(expr.right, SAY.wants('in', 'list', nameOfType(list)));
  if (!sameType(item, list.of)) throw new CelFault(expr, SAY.mixed('in', nameOfType(item), nameOfType(list)));
  if (item.kind === 'list' || item.kind === 'object') throw new CelFault(expr, SAY.notCompared(nameOfType(item)));
  // The items of a list are not cut to 53 bits, as a field is.
  if (item.kind === 'int' && list.path !== undefined) throw new CelFault(expr, SAY.integerField(list.path));
  return { kind: 'bool' };
}

/** The type of a comparison by size. */
export function ordering(expr: Operation, type: CelType): CelType {
  if (type.kind !== 'int' && type.kind !== 'double') throw new CelFault(expr, SAY.notOrdered(nameOfType(type)));
  return { kind: 'bool' };
}

/**
 * The type of a computation. Doubles are those of IEEE 754 everywhere. Integers are not: JavaScript has 53 bits, others 64. Days, months and sizes are small;
 * a field may be huge. And a division of integers is cut in one language, not in another.
 */
export function arithmetic(expr: Operation, left: CelType, right: CelType): CelType {
  if (left.kind === 'double') {
    const divisor = expr.right;
    if (expr.operator === '/' && !(divisor.op === 'literal' && divisor.value !== 0)) throw new CelFault(divisor, SAY.divisor());
    return { kind: 'double' };
  }
  if (left.kind !== 'int') throw new CelFault(expr, SAY.notNumbers(nameOfType(left)));
  if (expr.operator === '*' || expr.operator === '/') throw new CelFault(expr, SAY.integerProduct());
  for (const [side, type] of [[expr.left, left] as const, [expr.right, right] as const])
    if (type.path !== undefined) throw new CelFault(side, SAY.integerField(type.path));
  return { kind: 'int' };
}
