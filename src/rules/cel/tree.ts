import type { Texts } from '../../model/types.ts';

/** An expression as it is read here: the portable subset of CEL and nothing else. Places are offsets in the text of the expression. */

export type Span = { start: number; end: number };

type Arithmetic = '+' | '-' | '*' | '/';

type Ordering = '<' | '<=' | '>' | '>=';

export type Operator = '&&' | '||' | '==' | '!=' | 'in' | Ordering | Arithmetic;

export type Macro = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

/** The type of a literal is reported by how it is written: `1` is an int, `1.0` a double. */
export type Literal = Span &
  ({ op: 'literal'; type: 'string'; value: string } | { op: 'literal'; type: 'bool'; value: boolean } | NumberLiteral);

type NumberLiteral = { op: 'literal'; type: 'int' | 'double'; value: number };

export type Select = Span & { op: 'select'; of: Expr; field: string };

export type Expr =
  | Literal
  | Select
  | (Span & { op: 'ident'; name: string })
  | (Span & { op: 'has'; field: Select })
  | (Span & { op: 'not'; arg: Expr })
  | (Span & { op: 'binary'; operator: Operator; left: Expr; right: Expr })
  | (Span & { op: 'list'; items: Literal[] })
  | (Span & { op: 'call'; name: string; args: Expr[] })
  | (Span & { op: 'matches'; of: Expr; pattern: string })
  | (Span & { op: 'comprehension'; macro: Macro; of: Expr; variable: string; body: Expr });

export const ORDERINGS: ReadonlySet<Operator> = new Set<Operator>(['<', '<=', '>', '>=']);

export const ARITHMETIC: ReadonlySet<Operator> = new Set<Operator>(['+', '-', '*', '/']);

/** What is wrong with an expression, where in its text, and the way out. */
export class CelFault extends Error {
  override readonly name = 'CelFault';
  readonly span: Span;
  readonly texts: Texts;

  constructor({ start, end }: Span, texts: Texts) {
    super(texts.en);
    this.span = { start, end };
    this.texts = texts;
  }
}

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
