import type { Expr } from './tree.ts';

/** Optional fields known to be there, as they are written: `marche.modifications`, `m.modification.montant`. */
export type Facts = ReadonlySet<string>;

export const NOTHING: Facts = new Set();

/** What holds when both sets of facts hold. */
export const allOf = (a: Facts, b: Facts): Facts => (b.size === 0 ? a : new Set([...a, ...b]));

/** What holds when one or the other set of facts holds. */
export const bothOf = (a: Facts, b: Facts): Facts => new Set([...a].filter((fact) => b.has(fact)));

/** The way to a field as it is written, undefined for a field of something computed. */
export function keyOf(expr: Expr): string | undefined {
  if (expr.op === 'ident') return expr.name;
  if (expr.op !== 'select') return undefined;
  const of = keyOf(expr.of);
  return of === undefined ? undefined : `${of}.${expr.field}`;
}
