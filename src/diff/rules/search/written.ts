import type { Expr } from '../../../rules/cel/tree.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';

/** What the expressions of some rules have in full: numbers, texts, patterns. */
export type Written = { numbers: readonly number[]; texts: readonly string[]; patterns: readonly string[] };

export function writtenIn(rules: readonly CheckedRule[]): Written {
  const [numbers, texts, patterns] = [new Set<number>(), new Set<string>(), new Set<string>()];
  const visit = (expr: Expr): void => {
    if (expr.op === 'literal' && typeof expr.value === 'number') numbers.add(expr.value);
    if (expr.op === 'literal' && typeof expr.value === 'string') texts.add(expr.value);
    if (expr.op === 'matches') patterns.add(expr.pattern);
    for (const child of childrenOf(expr)) visit(child);
  };
  for (const { entries, fileEntries } of rules) {
    for (const { when, assert } of entries) for (const expr of [when, assert]) if (expr) visit(expr);
    for (const { key } of fileEntries) for (const expr of key ?? []) visit(expr);
  }
  return { numbers: [...numbers], texts: [...texts], patterns: [...patterns] };
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'select':
    case 'matches':
      return [expr.of];
    case 'has':
      return [expr.field];
    case 'not':
      return [expr.arg];
    case 'binary':
      return [expr.left, expr.right];
    case 'list':
      return expr.items;
    case 'call':
      return expr.args;
    case 'comprehension':
      return [expr.of, expr.body];
    default:
      return [];
  }
}
