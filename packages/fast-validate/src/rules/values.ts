import type { CelType } from '../../../../src/rules/cel/types.ts';
import type { ObjectShape, Shape } from '../../../../src/model/record-shapes.ts';
import { block, type Lines } from '../emit/emission.ts';
import { sameAs } from '../emit/words.ts';
import type { Frame, Slot } from '../frames.ts';

/** Thrown for an expression, or a part of one, that compiled rules cannot decide: records that its rule looks at are left to JavaScript. */
export class Undecidable extends Error {}

/** The AssemblyScript form of an expression. */
export type Value = Scalar | TextValue | ObjectValue | ListValue;

/** `source` is an expression: a bool, or an f64; `not`: one for what a bool is not, where there is a better one than `!(source)`. */
export type Scalar = { kind: 'bool' | 'number'; source: string; not?: string };

/** The place of a value: `offset` bytes after the address given by the expression `base`. */
export type Place = { base: string; offset: number };

// The place holds the addresses of its first byte and of the byte after its last; `literal`: the text, if it is constant.

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

const load = (type: string, base: string, offset: number): string =>
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
  throw new Undecidable(`a ${value.kind} stands where a bool or a number is due`);
}

export function expectText(value: Value): TextValue {
  if (value.kind === 'text') return value;
  throw new Undecidable(`a ${value.kind} stands where a text is due`);
}

export function expectList(value: Value): ListValue {
  if (value.kind === 'list') return value;
  throw new Undecidable(`a ${value.kind} stands where a list is due`);
}

export function not(value: Scalar): Scalar {
  if (value === TRUE) return FALSE;
  return value === FALSE ? TRUE : { kind: 'bool', source: value.not ?? `!${enclosed(value.source)}`, not: value.source };
}

/** In brackets, but for a call or what has brackets already. */
const enclosed = (source: string): string => (isClosed(source.replace(/^[\w.]+/, '')) ? source : `(${source})`);

/** Statements for where a test is true; none where it never is. */
export function guarded(test: Scalar, lines: Lines): Lines {
  if (test === FALSE || lines.length === 0) return [];
  if (test === TRUE) return lines;
  const head = `if ${bracketed(test.source)}`;
  const [only] = lines;
  return lines.length === 1 && only !== undefined && !only.startsWith('if') ? [`${head} ${only}`] : block(head, lines);
}

const bracketed = (source: string): string => (isClosed(source) ? source : `(${source})`);

/** Whether the bracket that a text begins with ends it. */
function isClosed(source: string): boolean {
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '(') depth++;
    else if (source[i] === ')') depth--;
    if (depth === 0) return i === source.length - 1 && i > 0;
  }
  return false;
}

/** A loop that is left out where nothing is done inside of it. */
export function loopOver(loop: Loop, inside: (item: Value) => Lines): Lines {
  const bodies: Lines[] = [];
  const lines = loop((item) => {
    const body = inside(item);
    bodies.push(body);
    return body;
  });
  return bodies.some((body) => body.length > 0) ? lines : [];
}

const ENCODER = new TextEncoder();

/** The test that two values are the same; a text that is known is compared in few loads. */
export function sameValues(a: Value, b: Value): string {
  if (a.kind !== 'text' || b.kind !== 'text') return `(${expectScalar(a).source} == ${expectScalar(b).source})`;
  if (b.literal !== undefined) return sameAsLiteral(a, b.literal);
  if (a.literal !== undefined) return sameAsLiteral(b, a.literal);
  return `same(${addressOf(a)}, ${addressOf(b)})`;
}

function sameAsLiteral(text: TextValue, literal: string): string {
  const bytes = ENCODER.encode(literal);
  const length = `${toOf(text)} - ${fromOf(text)} == ${bytes.length}`;
  return bytes.length === 0 ? `(${length})` : `(${length} && ${sameAs(fromOf(text), bytes)})`;
}

/** A member of an object: how to know whether it is there, and its value. */
export type Field = { there: Scalar; shape: Shape | undefined; value: (unique: string) => Value | undefined };

/** The member that a rule names, in this version. */
export function fieldOf(owner: ObjectValue, name: string): Field {
  const number = owner.shape.members.findIndex((member) => member.name === name);
  const member = owner.shape.members[number];
  if (!member) return { there: FALSE, shape: undefined, value: () => undefined };
  const slot = owner.frame.slots.get(name);
  return {
    there: owner.shape.required.includes(name) ? TRUE : hasBit(owner, number),
    shape: member.shape,
    value: (unique) => slot && valueIn(owner, slot, member.shape, unique),
  };
}

/** The mask of an object is where its frame begins; a bit in its lower or upper half is looked up in that half. */
function hasBit({ base, offset }: ObjectValue, number: number): Scalar {
  const bit = `(${load('u32', base, offset + (number < 32 ? 0 : 4))} & 0x${(2 ** (number % 32)).toString(16)})`;
  return { kind: 'bool', source: `(${bit} != 0)`, not: `(${bit} == 0)` };
}

/** The value in a slot of an object or list. `unique` ends the names that a loop over it takes. */
function valueIn({ base, offset }: Place, slot: Slot, shape: Shape, unique: string): Value {
  const place = { base, offset: offset + slot.offset };
  switch (slot.form) {
    case 'number':
      return { kind: 'number', source: load('f64', base, place.offset) };
    case 'boolean':
      return flag(load('u32', base, place.offset));
    case 'text':
      return { kind: 'text', ...place };
    case 'object':
      if (shape.form !== 'object') break;
      return { kind: 'object', ...place, frame: slot.frame, shape };
    case 'list':
      if (shape.form !== 'list') break;
      return listIn(place, slot, shape.items, unique);
  }
  throw new Error(`a slot of form ${slot.form} does not hold a value of form ${shape.form}`);
}

const flag = (word: string): Scalar => ({ kind: 'bool', source: `(${word} != 0)`, not: `(${word} == 0)` });

function listIn(place: Place, { pool }: Extract<Slot, { form: 'list' }>, items: Shape, unique: string): ListValue {
  const [at, end] = [`at${unique}`, `end${unique}`];
  const first = `<usize>${fromOf(place)}`;
  const head = `for (let ${at} = ${first}, ${end} = ${at} + <usize>${toOf(place)} * ${pool.stride}; ${at} < ${end}; ${at} += ${pool.stride})`;
  return {
    kind: 'list',
    size: `<f64>${toOf(place)}`,
    loop: (inside) => block(head, inside(valueIn({ base: at, offset: 0 }, pool.item, items, `${unique}_`))),
  };
}

const NOTHING: ObjectShape = { form: 'object', members: [], required: [], closed: false };

/**
 * A value for a field that no record that comes this far has: the version does not know it, or knows it by another type. The gate has
 * kept all others back, or a guard of the rule does.
 */
export function unreachable(type: CelType, emptyText: string): Value {
  switch (type.kind) {
    case 'bool':
      return FALSE;
    case 'int':
    case 'double':
      return { kind: 'number', source: '0.0' };
    case 'string':
    case 'date':
      return { kind: 'text', base: emptyText, offset: 0 };
    case 'list':
      return { kind: 'list', size: '0.0', loop: () => [] };
    case 'object':
      return { kind: 'object', base: emptyText, offset: 0, frame: { bytes: 8, slots: new Map() }, shape: NOTHING };
  }
}
