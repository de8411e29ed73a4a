/** An expression as this house reads it: the portable subset of CEL and nothing else. Places are offsets in the text of the expression. */

export type Span = { start: number; end: number };

type Arithmetic = '+' | '-' | '*' | '/';
type Ordering = '<' | '<=' | '>' | '>=';
export type Operator = '&&' | '||' | '==' | '!=' | 'in' | Ordering | Arithmetic;
export type Macro = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

/** The type of a literal is told by how it is written: `1` is an int, `1.0` a double. */
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
