import type { Slot } from '../frames.ts';
import type { Shape } from '../shapes.ts';
import { hex, type Lines } from './block.ts';
import type { Emission, Place, Reading } from './context.ts';
import { leaf } from './leaves.ts';
import { listFunction } from './list.ts';
import { objectFunction } from './object.ts';
import type { Target } from './witness.ts';

/** The reading of a value in a function that has its address in `at`. */
export function reading(shape: Shape, place: Place, to: Emission): Reading {
  const { name, slot, frame, witness } = place;
  if (shape.form === 'object') {
    const inner = slot?.form === 'object' ? slot : undefined;
    return {
      call: `${objectFunction(shape, name, inner?.frame, witness, to)}(at, ${frameAt(frame, inner)})`,
      kept: [],
      range: false,
    };
  }
  if (shape.form === 'list') {
    const inner = slot?.form === 'list' ? slot : undefined;
    return { call: `${listFunction(shape, name, inner?.pool, to)}(at, ${frameAt(frame, inner)})`, kept: [], range: false };
  }
  const read = leaf(shape, name, to);
  if (read === undefined) return { call: '0', kept: [], range: false };
  const kept = [...(slot ? storeSlot(shape, slot, frame) : []), ...(witness ? addWitness(shape, witness) : [])];
  return { call: `${read}(at)`, kept, range: kept.length > 0 && (shape.form === 'text' || shape.form === 'codes') };
}

/** The address of a slot in the frame of its owner; no address where no rule reads it. */
const frameAt = (frame: string, slot: { offset: number } | undefined): string => (slot ? `${frame} + ${slot.offset}` : '0');

/** A text is kept by the addresses of its bytes between the quotes, or of those that its escapes stand for. Codes have none. */
function storeSlot(shape: Shape, { form, offset }: Slot, frame: string): Lines {
  if (form === 'number') return [`store<f64>(${frame}, numberValue, ${offset});`];
  if (form === 'boolean') return [`store<u32>(${frame}, booleanValue, ${offset});`];
  if (shape.form === 'text') return [`keepText(${frame} + ${offset}, from + 1, at - 1);`];
  return storeRange(frame, 'from + 1', 'at - 1', offset);
}

/** The hash is that of the bytes: a text with escapes may be equal to one without. */
function addWitness({ form }: Shape, { pointer, parts: [part] }: Target): Lines {
  const factor = `<u64>${hex(part?.factor ?? 1n)}`;
  if (form === 'number') return [`addWitness(${pointer}, hashNumber(numberValue), ${factor});`];
  return [
    ...(form === 'text' ? ['if (hasEscapes) return 0; // it may be equal to one that is written without'] : []),
    `addWitness(${pointer}, hashText(from + 1, at - 1), ${factor});`,
  ];
}

const storeRange = (address: string, from: string, to: string, offset: number): Lines => [
  `store<u32>(${address}, u32(${from}), ${offset});`,
  `store<u32>(${address}, u32(${to}), ${offset + 4});`,
];
