/** Writes a record into frames as the recogniser leaves it there, so that rules are tested without a reader. */
import type { Frame, Frames, Pool, Slot } from '../../packages/fast-validate/src/frames.ts';
import type { ObjectShape, Shape } from '../../src/model/record-shapes.ts';

/** Digits with which every number is read exactly. */
const EXACT_DIGITS = 15;

export class Filler {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #frames: number;
  readonly #texts: number;
  readonly #used: number[];
  #text = 0;
  #sure = true;

  /** `at`: where the frames begin, and where there is room for texts. */
  constructor(memory: ArrayBuffer, frames: Frames, at: { frames: number; texts: number }) {
    this.#bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.#frames = at.frames;
    this.#texts = at.texts;
    this.#used = frames.pools.map(() => 0);
  }

  /** False where the recogniser would leave the record to JavaScript: an escape, a number of many digits, a long list. */
  fill(record: object, shape: ObjectShape, { base, frame }: { base: number; frame: Frame }): boolean {
    this.#text = this.#texts;
    this.#sure = true;
    this.#used.fill(0);
    this.#object(record as Record<string, unknown>, shape, frame, this.#frames + base);
    return this.#sure;
  }

  #object(value: Record<string, unknown>, shape: ObjectShape, frame: Frame, at: number): void {
    let seen = 0n;
    for (const [i, member] of shape.members.entries()) {
      if (!Object.hasOwn(value, member.name)) continue;
      seen |= 1n << BigInt(i);
      const slot = frame.slots.get(member.name);
      if (slot) this.#slot(value[member.name], member.shape, slot, at);
    }
    this.#view.setBigUint64(at, seen, true);
  }

  #slot(value: unknown, shape: Shape, slot: Slot, base: number): void {
    const at = base + slot.offset;
    // A schema that only lists properties accepts null too; the recogniser does not know it.
    if (formOf(value) !== slot.form) {
      this.#sure = false;
      return;
    }
    switch (slot.form) {
      case 'text':
        return this.#writeText(value as string, at);
      case 'number':
        if (JSON.stringify(value).replace(/\D/g, '').length > EXACT_DIGITS || /e/.test(JSON.stringify(value))) this.#sure = false;
        return this.#view.setFloat64(at, value as number, true);
      case 'boolean':
        return this.#view.setUint32(at, Number(value), true);
      case 'object':
        return this.#object(value as Record<string, unknown>, shape as ObjectShape, slot.frame, at);
      case 'list':
        return this.#list(value as unknown[], (shape as Extract<Shape, { form: 'list' }>).items, slot.pool, at);
    }
  }

  #writeText(text: string, at: number): void {
    const written = Buffer.from(text, 'utf8');
    if (JSON.stringify(text).includes('\\')) this.#sure = false;
    // What follows a text in a file is a quote and more of it: it must not count.
    this.#bytes.set(written, this.#text);
    this.#bytes.set(AFTER, this.#text + written.length);
    this.#view.setUint32(at, this.#text, true);
    this.#view.setUint32(at + 4, this.#text + written.length, true);
    this.#text += written.length + 1;
  }

  #list(values: unknown[], items: Shape, pool: Pool, at: number): void {
    const used = this.#used[pool.number] ?? 0;
    const kept = values.slice(0, pool.capacity - used);
    if (kept.length < values.length) this.#sure = false;
    const first = this.#frames + pool.base + used * pool.stride;
    this.#used[pool.number] = used + kept.length;
    for (const [i, value] of kept.entries()) this.#slot(value, items, pool.item, first + i * pool.stride);
    this.#view.setUint32(at, first, true);
    this.#view.setUint32(at + 4, kept.length, true);
  }
}

const formOf = (value: unknown): Slot['form'] | undefined =>
  typeof value === 'string'
    ? 'text'
    : typeof value === 'number' || typeof value === 'boolean'
      ? (typeof value as 'number' | 'boolean')
      : Array.isArray(value)
        ? 'list'
        : typeof value === 'object' && value !== null
          ? 'object'
          : undefined;

const AFTER = Buffer.from('","0123456789-00":"01');
