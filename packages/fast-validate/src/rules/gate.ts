import { recordShape, type Shape } from '../../../../src/model/record-shapes.ts';
import type { RecordScope, Rule } from '../../../../src/model/rules.ts';
import type { Model } from '../../../../src/model/types.ts';
import { type CelType, childOf } from '../../../../src/rules/cel/types.ts';
import type { CheckedEntry, CheckedFileEntry, CheckedRule } from '../../../../src/rules/checked-rule.ts';
import { recordType, WHOLE } from '../../../../src/rules/places.ts';
import { appliesTo } from '../../../../src/rules/roster.ts';
import { block, type Lines } from '../emit/emission.ts';
import type { Frames } from '../frames.ts';
import type { Module } from './context.ts';
import { addressOf, FALSE, fieldOf, isOfKind, loopOver, type ObjectValue, TRUE, type Value } from './values.ts';

/**
 * What is compiled: all rules, for records of the version of `model`. `own`: the model against which the rules were checked
 * (`next`), whose types they rely on.
 */
export type Sources = { model: Model; own: Model; rules: readonly CheckedRule[]; frames: Frames };

/** An entry with its place among those of its kind in `rules.js`; a key with its own. */
export type Placed<E> = { rule: Rule; entry: E; place: number; applies: boolean };

/** The rules of one kind of record. */
export type Subject = {
  scope: RecordScope;
  /** The record as the frames have it, and its type as rules take it. */
  record: ObjectValue;
  type: CelType;
  entries: Placed<CheckedEntry>[];
  keys: Placed<CheckedFileEntry>[];
};

const KINDS = { marche: 'marche', concession: 'contrat-concession' } as const;

/** Undefined where the recogniser does not read records of the kind. Places count as in `rules/emit/module.ts`. */
export function subjectOf(scope: RecordScope, { model, own, rules, frames }: Sources): Subject | undefined {
  const shape = recordShape(model, KINDS[scope]);
  if (!shape) return undefined;
  const placed = <E>(of: (rule: CheckedRule) => E[]): Placed<E>[] =>
    rules
      .flatMap((checked) => of(checked).map((entry) => ({ rule: checked.rule, entry })))
      .map(({ rule, entry }, place) => ({ rule, entry, place, applies: appliesTo(rule, model.version) }));
  return {
    scope,
    record: { kind: 'object', base: 'record', offset: 0, frame: frames.kinds[KINDS[scope]].frame, shape },
    type: recordType(own, scope),
    entries: placed(({ entries }) => entries.filter((entry) => entry.scope === scope)),
    keys: placed(({ fileEntries }) => fileEntries.filter(({ kind }) => kind === scope)),
  };
}

/** Faults of fields, each with a bit: `bad` as in `rules/compiled.ts`, but of what the schema of the version leaves open only. */
export class Faults {
  readonly #bits = new Map<string, number>();

  /** The bit of a field that cannot be read, or (`strict`) that some rules cannot read. */
  bit(path: string, strict: boolean): string {
    const key = keyOf(path, strict);
    let bit = this.#bits.get(key);
    // Faults beyond 64 share the last bit: a record with one of them counts as having all, and goes to JavaScript.
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

  /** Whether faults share a bit, so that they cannot be distinguished. */
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
    // A value that the recogniser does not read may have any type.
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
