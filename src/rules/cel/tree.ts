import type { Texts } from '../../model/types.ts';

// The syntax tree of an expression, in the portable subset of CEL. Spans are offsets in the text of the expression.

export type Span = { start: number; end: number };

type Arithmetic = '+' | '-' | '*' | '/';

type Ordering = '<' | '<=' | '>' | '>=';

export type Operator = '&&' | '||' | '==' | '!=' | 'in' | Ordering | Arithmetic;

export type Macro = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

/** The type of a literal follows from its notation: `1` is an int, `1.0` a double. */
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

/** A fault in an expression: its span, and a message with the remedy. */
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

/** A field that an object does not have; `path` is where it would be. */
export class UnknownField extends CelFault {
  readonly path: string;

  constructor(span: Span, texts: Texts, path: string) {
    super(span, texts);
    this.path = path;
  }
}

/** Optional fields known to be present, as written: `marche.modifications`, `m.modification.montant`. */
export type Facts = ReadonlySet<string>;

export const NOTHING: Facts = new Set();

/** The facts that hold when both sets hold. */
export const allOf = (a: Facts, b: Facts): Facts => (b.size === 0 ? a : new Set([...a, ...b]));

/** The facts that hold when either set holds. */
export const bothOf = (a: Facts, b: Facts): Facts => new Set([...a].filter((fact) => b.has(fact)));

/** The dotted path of a field as written; undefined for a member of a computed value. */
export function keyOf(expr: Expr): string | undefined {
  if (expr.op === 'ident') return expr.name;
  if (expr.op !== 'select') return undefined;
  const of = keyOf(expr.of);
  return of === undefined ? undefined : `${of}.${expr.field}`;
}
