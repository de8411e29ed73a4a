import type { Model } from '../../../src/model/types.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import { appliesTo } from '../../../src/rules/roster.ts';
import { type ObjectShape, recordShape, type Shape } from '../../../src/model/record-shapes.ts';

/**
 * Where the recogniser stores the values of the current record that rules read, so that compiled rules need no JSON.parse. One
 * frame per object; its first eight bytes are the mask of the members seen (bit n: the n-th member of its `ObjectShape`).
 */
export type Frame = { bytes: number; slots: Map<string, Slot> };

/** `offset` counts from the start of the frame, in bytes; slots are aligned to 8. */
export type Slot =
  /** u32 address of the first byte between the quotes, u32 address after the last one. */
  | { form: 'text'; offset: number }
  /** f64. */
  | { form: 'number'; offset: number }
  /** u32: 0 or 1. */
  | { form: 'boolean'; offset: number }
  /** The frame of the object is inside that of its owner. */
  | { form: 'object'; offset: number; frame: Frame }
  /** u32 address of the first item in the pool of this place, u32 number of items. */
  | { form: 'list'; offset: number; pool: Pool };

/**
 * Items of all lists of one place in a record, one after the other: the place of a list is its path, and lists of one place cannot be
 * read at the same time. `base` counts from the start of the frames. What does not fit is left to JavaScript.
 */
export type Pool = { number: number; base: number; capacity: number; stride: number; item: Slot };

/** `bytes`: of all frames and pools. A kind of which no rule reads anything has an empty frame. */
export type Frames = {
  bytes: number;
  pools: Pool[];
  kinds: Record<'marche' | 'contrat-concession', { base: number; frame: Frame }>;
};

/** Items of one place of a record that are kept: nearly all records have fewer, and lists of more are left to JavaScript. */
const CAPACITY = 64;
const WORD = 8;

const SCOPE_OF = { marche: 'marche', 'contrat-concession': 'concession' } as const;

/** Room for what the rules that speak of the version read of its records. Of fields that it does not have there is nothing to keep. */
export function framesOf(model: Model, rules: readonly CheckedRule[]): Frames {
  const current = rules.filter(({ rule }) => appliesTo(rule, model.version));
  const layout = new Layout();
  const marche = layout.kind(recordShape(model, 'marche'), fieldsRead(current, 'marche'));
  const concession = layout.kind(recordShape(model, 'contrat-concession'), fieldsRead(current, 'contrat-concession'));
  return { bytes: layout.bytes, pools: layout.pools, kinds: { marche, 'contrat-concession': concession } };
}

/** Paths of the fields that rules read in records of a kind. */
function fieldsRead(rules: readonly CheckedRule[], kind: keyof typeof SCOPE_OF): ReadonlySet<string> {
  const own = rules.flatMap(({ entries, fileEntries }) => [
    ...entries.filter(({ scope }) => scope === SCOPE_OF[kind]),
    ...fileEntries.filter((entry) => entry.kind === SCOPE_OF[kind]),
  ]);
  return new Set(own.flatMap(({ fields }) => fields));
}

/** Allocates memory sequentially. */
class Layout {
  readonly pools: Pool[] = [];
  bytes = 0;

  kind(shape: ObjectShape | undefined, fields: ReadonlySet<string>): { base: number; frame: Frame } {
    const frame = this.#frame(shape ?? { form: 'object', members: [], required: [], closed: false }, '', fields);
    return { base: this.#take(frame.bytes), frame };
  }

  #take(bytes: number): number {
    const base = this.bytes;
    this.bytes += bytes;
    return base;
  }

  #frame({ members }: ObjectShape, path: string, fields: ReadonlySet<string>): Frame {
    const frame: Frame = { bytes: WORD, slots: new Map() };
    for (const { name, shape } of members) {
      const place = path === '' ? name : `${path}.${name}`;
      const slot = fields.has(place) ? this.#slot(shape, place, frame.bytes, fields) : undefined;
      if (!slot) continue;
      frame.slots.set(name, slot);
      frame.bytes += bytesOf(slot);
    }
    return frame;
  }

  /** Undefined where the recogniser never knows the value. */
  #slot(shape: Shape, path: string, offset: number, fields: ReadonlySet<string>): Slot | undefined {
    switch (shape.form) {
      case 'object':
        return { form: 'object', offset, frame: this.#frame(shape, path, fields) };
      case 'list': {
        const pool = this.#pool(shape.items, `${path}[]`, fields);
        return pool && { form: 'list', offset, pool };
      }
      case 'text':
      case 'codes':
        return { form: 'text', offset };
      case 'number':
      case 'boolean':
        return { form: shape.form, offset };
      case 'unsure':
        return undefined;
    }
  }

  #pool(items: Shape, path: string, fields: ReadonlySet<string>): Pool | undefined {
    const item = this.#slot(items, path, 0, fields);
    if (!item) return undefined;
    const stride = bytesOf(item);
    const pool: Pool = { number: this.pools.length, base: this.#take(CAPACITY * stride), capacity: CAPACITY, stride, item };
    this.pools.push(pool);
    return pool;
  }
}

const bytesOf = (slot: Slot): number => (slot.form === 'object' ? slot.frame.bytes : WORD);
