import type { CelType } from '../../../rules/cel/types.ts';
import type { Lines } from '../emit/block.ts';
import type { Frame } from '../frames.ts';
import type { ObjectShape } from '../shapes.ts';
import { CannotTell } from './cannot-tell.ts';

/** What an expression is in AssemblyScript. */
export type Value = Scalar | TextValue | ObjectValue | ListValue;

/** `source` is an expression: a bool, or an f64; `not`: one for what a bool is not, where there is a better one than `!(source)`. */
export type Scalar = { kind: 'bool' | 'number'; source: string; not?: string };

/** Where a value stands: `offset` bytes after the address that the expression `base` gives. */
export type Place = { base: string; offset: number };

/** At the place stand the addresses of its first byte and of the one after its last; `literal` is the text where it is known. */
/** `made`: its place is used again for the next text that the same call makes. */
export type TextValue = { kind: 'text'; literal?: string; made?: boolean } & Place;

export type ObjectValue = { kind: 'object'; frame: Frame; shape: ObjectShape } & Place;

/** `loop` gives the statements that do something for each item; `size` is an expression, where no loop is needed to know it. */
export type ListValue = { kind: 'list'; loop: Loop; size?: string };
export type Loop = (inside: (item: Value) => Lines) => Lines;

export const TRUE: Scalar = { kind: 'bool', source: 'true', not: 'false' };
export const FALSE: Scalar = { kind: 'bool', source: 'false', not: 'true' };

export const addressOf = ({ base, offset }: Place): string => (offset === 0 ? base : `${base} + ${offset}`);
export const fromOf = ({ base, offset }: Place): string => load('u32', base, offset);
export const toOf = ({ base, offset }: Place): string => load('u32', base, offset + 4);

export const load = (type: string, base: string, offset: number): string =>
  offset === 0 ? `load<${type}>(${base})` : `load<${type}>(${base}, ${offset})`;

const KINDS: Readonly<Record<CelType['kind'], Value['kind']>> = {
  bool: 'bool',
  int: 'number',
  double: 'number',
  string: 'text',
  date: 'text',
  list: 'list',
  object: 'object',
};

/** Whether a value of this version is one of the type that the rule expects. */
export const isOfKind = (value: Value, type: CelType): boolean => KINDS[type.kind] === value.kind;

export function expectScalar(value: Value): Scalar {
  if (value.kind === 'bool' || value.kind === 'number') return value;
  throw new CannotTell(`a ${value.kind} stands where a bool or a number is due`);
}

export function expectText(value: Value): TextValue {
  if (value.kind === 'text') return value;
  throw new CannotTell(`a ${value.kind} stands where a text is due`);
}

export function expectList(value: Value): ListValue {
  if (value.kind === 'list') return value;
  throw new CannotTell(`a ${value.kind} stands where a list is due`);
}
