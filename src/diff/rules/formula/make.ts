import type { Formula, Operand } from './types.ts';

export const TRUE: Formula = { op: 'true', key: 'true' };
export const FALSE: Formula = { op: 'false', key: 'false' };

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

export const and = junction('and', TRUE, FALSE);
export const or = junction('or', FALSE, TRUE);

export const atom = (key: string): Formula => ({ op: 'atom', key });

/** `a == b` is `b == a`. */
export function equality(op: '==' | '!=', a: Operand, b: Operand): Formula {
  const [left, right] = byKey(a, b) <= 0 ? [a, b] : [b, a];
  return { op, left, right, key: `(${left.key} ${op} ${right.key})` };
}

export const ordering = (op: '<' | '<=', left: Operand, right: Operand): Formula => ({
  op,
  left,
  right,
  key: `(${left.key} ${op} ${right.key})`,
});

export function member(op: 'in' | 'not in', item: Operand, values: readonly (string | number | boolean)[]): Formula {
  const sorted = [...new Set(values)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { op, item, values: sorted, key: `(${item.key} ${op} ${JSON.stringify(sorted)})` };
}

export const quantified = (op: 'all' | 'exists', list: string, body: Formula): Formula => ({
  op,
  list,
  body,
  key: `${op}(${list}, ${body.key})`,
});
