/** An operand of a comparison, told by a text that is the same for equal operands; `value` where it is written out. */
export type Operand = { key: string; value?: string | number | boolean };

/**
 * What a condition says, in a form that is the same for conditions that differ in their writing only: `!` stands at the leaves, the
 * operands of && and || are sorted, bound variables have no names of their own. `key` is that form as a text.
 */
export type Formula = { key: string } & (
  | { op: 'true' | 'false' | 'atom' }
  | { op: 'and' | 'or'; parts: readonly Formula[] }
  | { op: 'all' | 'exists'; list: string; body: Formula }
  | { op: '<' | '<=' | '==' | '!='; left: Operand; right: Operand }
  | { op: 'in' | 'not in'; item: Operand; values: readonly (string | number | boolean)[] }
);

export type Pair = Extract<Formula, { op: '<' | '<=' | '==' | '!=' }>;
export type Member = Extract<Formula, { op: 'in' | 'not in' }>;
