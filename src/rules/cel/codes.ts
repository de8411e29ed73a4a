import { CelFault } from './fault.ts';
import { SAY } from './sentences.ts';
import type { Expr } from './tree.ts';
import type { CelType } from './types.ts';

type Operation = Extract<Expr, { op: 'binary' }>;

/** Refuses, with a CelFault, a comparison of a field that holds codes with a text that is none of them: it would never be so. */
export function checkCodes({ left: one, right: other }: Operation, left: CelType, right: CelType): void {
  holdTo(left, other);
  holdTo(right.kind === 'list' ? right.of : right, one);
}

function holdTo(type: CelType, expr: Expr): void {
  if (type.kind !== 'string' || type.codes === undefined) return;
  const literals = expr.op === 'list' ? expr.items : [expr];
  for (const literal of literals)
    if (literal.op === 'literal' && literal.type === 'string' && !type.codes.includes(literal.value))
      throw new CelFault(literal, SAY.notACode(literal.value, type.path ?? '', type.codes));
}
