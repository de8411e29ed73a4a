import type { CelType } from '../../../rules/cel/types.ts';
import { block } from '../emit/block.ts';
import type { Slot } from '../frames.ts';
import type { ObjectShape, Shape } from '../shapes.ts';
import {
  FALSE,
  fromOf,
  type ListValue,
  load,
  type ObjectValue,
  type Place,
  type Scalar,
  toOf,
  TRUE,
  type Value,
} from './values.ts';

/** A member of an object: how to know whether it is there, and its value. */
export type Field = { there: Scalar; shape: Shape | undefined; value: (unique: string) => Value | undefined };

/** What this version has of the member that a rule names. */
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
