import { childOf } from '../../../rules/cel/types.ts';
import type { CelType } from '../../../rules/cel/types.ts';
import { WHOLE } from '../../../rules/places.ts';
import type { Model } from '../../../model/types.ts';
import { block, type Lines } from '../emit/block.ts';
import type { Shape } from '../shapes.ts';
import type { Module } from './context.ts';
import type { Subject } from './subject.ts';
import { loopOver } from './statements.ts';
import { fieldOf } from './fields.ts';
import { addressOf, FALSE, isOfKind, type ObjectValue, TRUE, type Value } from './values.ts';

/** Faults of fields, each with a bit: `bad` as in `rules/compiled.ts`, but of what the schema of the version leaves open only. */
export class Faults {
  readonly #bits = new Map<string, number>();

  /** The bit of a field that cannot be read, or (`strict`) that some rules cannot read. */
  bit(path: string, strict: boolean): string {
    const key = keyOf(path, strict);
    let bit = this.#bits.get(key);
    // Beyond 64, faults share the last bit: whoever has one of them is withheld with all the others, and then left to JavaScript.
    if (bit === undefined) this.#bits.set(key, (bit = Math.min(this.#bits.size, MOST)));
    return hex([bit]);
  }

  /** The bits of all faults for which an entry cannot run. */
  mask({ fields, strict }: { fields: readonly string[]; strict: readonly string[] }): string | undefined {
    const keys = [...fields.map((path) => keyOf(path, false)), ...strict.map((path) => keyOf(path, true))];
    const bits = keys.flatMap((key) => this.#bits.get(key) ?? []);
    return bits.length === 0 ? undefined : hex([...new Set(bits)]);
  }

  get any(): boolean {
    return this.#bits.size > 0;
  }

  /** Whether faults share a bit, so that they cannot be told apart. */
  get crowded(): boolean {
    return this.#bits.size > MOST + 1;
  }
}

export const CROWDED_BIT = '0x8000000000000000';
const MOST = 63;
const keyOf = (path: string, strict: boolean): string => (strict ? `${path}!` : path);
const hex = (bits: readonly number[]): string => `0x${bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n).toString(16)}`;

/**
 * `gate_<scope>(record)` gives the faults of a record of the version: members that lack though rules count on them, dates that are no days.
 * What the schema of the version makes sure of is not looked at: for the version that the rules were written for, only the days are.
 */
export function emitGate(subject: Subject, own: Model, module: Module, faults: Faults): void {
  const gate = new Gate(subject, own, module, faults);
  const body = gate.object(subject.record, '', subject.type);
  if (body.length > 0)
    module.add(block(`function gate_${subject.scope}(record: usize): u64`, ['let bad: u64 = 0;', ...body, 'return bad;']));
}

class Gate {
  readonly #own: Model;
  readonly #module: Module;
  readonly #faults: Faults;
  readonly #fields: ReadonlySet<string>;
  readonly #strict: ReadonlySet<string>;

  constructor({ entries, keys }: Subject, own: Model, module: Module, faults: Faults) {
    const all = [...entries, ...keys].filter(({ applies }) => applies).map(({ entry }) => entry);
    this.#fields = new Set(all.flatMap(({ fields }) => fields));
    this.#strict = new Set(all.flatMap(({ strict }) => strict));
    this.#own = own;
    this.#module = module;
    this.#faults = faults;
  }

  /** Looks at the members of an object that rules read. */
  object(value: ObjectValue, path: string, type: CelType): Lines {
    const prefix = path === '' ? '' : `${path}.`;
    const below = [...this.#fields].filter((field) => field.startsWith(prefix));
    const names = new Set(below.map((field) => /^[^.[]+/.exec(field.slice(prefix.length))?.[0] ?? ''));
    return [...names].flatMap((name) => this.#member(value, name, `${prefix}${name}`, type));
  }

  #member(owner: ObjectValue, name: string, path: string, ownerType: CelType): Lines {
    const { type, required } = childOf(this.#own, ownerType, name, WHOLE);
    const { there, shape, value } = fieldOf(owner, name);
    const absent = required && there !== TRUE ? this.#bad(path) : [];
    if (there === FALSE || !shape) return absent;
    const present = this.#value(value(this.#module.unique()), shape, path, type);
    if (there === TRUE) return present;
    if (absent.length === 0) return present.length === 0 ? [] : block(`if (${there.source})`, present);
    return present.length === 0
      ? block(`if (!(${there.source}))`, absent)
      : [...block(`if (${there.source})`, present, '} else {'), ...absent.map((line) => `  ${line}`), '}'];
  }

  #value(value: Value | undefined, shape: Shape, path: string, type: CelType): Lines {
    // What the recogniser does not know may be of any type.
    if (!value) return ['doubt();'];
    if (!isOfKind(value, type)) return this.#bad(path);
    if (value.kind === 'object') return this.object(value, path, type);
    if (value.kind === 'list') {
      const { of } = type as Extract<CelType, { kind: 'list' }>;
      const items = (shape as Extract<Shape, { form: 'list' }>).items;
      return this.#fields.has(`${path}[]`) ? loopOver(value.loop, (item) => this.#value(item, items, `${path}[]`, of)) : [];
    }
    if (type.kind === 'int' && !(shape.form === 'number' && shape.integer) && value.kind === 'number')
      return [`if (floor(${value.source}) != ${value.source}) ${this.#bad(path).join('')}`];
    if (type.kind === 'date' && value.kind === 'text' && this.#strict.has(path))
      return [`if (!isDay(${addressOf(value)})) bad |= ${this.#faults.bit(path, true)};`];
    return [];
  }

  #bad = (path: string): Lines => [`bad |= ${this.#faults.bit(path, false)};`];
}
