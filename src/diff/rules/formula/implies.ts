import type { Formula, Member, Operand, Pair } from './types.ts';

/** Whether what `f` says makes `g` true, by its form alone. False means « not proved ». */
export function implies(f: Formula, g: Formula): boolean {
  if (f.key === g.key || f.op === 'false' || g.op === 'true') return true;
  if (f.op === 'or') return f.parts.every((part) => implies(part, g));
  if (g.op === 'and') return g.parts.every((part) => implies(f, part));
  if (f.op === 'and' && f.parts.some((part) => implies(part, g))) return true;
  if (g.op === 'or') return g.parts.some((part) => implies(f, part));
  if ((f.op === 'all' || f.op === 'exists') && f.op === g.op) return f.list === g.list && implies(f.body, g.body);
  return leafImplies(f, g);
}

const isPair = (f: Formula): f is Pair => f.op === '<' || f.op === '<=' || f.op === '==' || f.op === '!=';
const isMember = (f: Formula): f is Member => f.op === 'in' || f.op === 'not in';

/** Conditions on one value that is compared with what is written out. */
function leafImplies(f: Formula, g: Formula): boolean {
  const [one, other] = [limitOf(f), limitOf(g)];
  if (one && other && one.key === other.key) return one.within(other);
  return false;
}

type Value = string | number | boolean;

/** What a condition allows a value to be: some values, all but some, or the numbers below or above one. */
type Allowed =
  | { kind: 'some'; values: readonly Value[] }
  | { kind: 'but'; values: readonly Value[] }
  | { kind: 'below'; bound: number; included: boolean }
  | { kind: 'above'; bound: number; included: boolean };

class Limit {
  readonly key: string;
  readonly #allowed: Allowed;

  constructor(key: string, allowed: Allowed) {
    this.key = key;
    this.#allowed = allowed;
  }

  /** Whether all that this allows is allowed by the other. */
  within(wide: Limit): boolean {
    const [own, other] = [this.#allowed, wide.#allowed];
    if (own.kind === 'some') return own.values.every((value) => allows(other, value));
    if (own.kind === 'but') return other.kind === 'but' && other.values.every((value) => own.values.includes(value));
    if (other.kind === 'but') return other.values.every((value) => !allows(own, value));
    if (other.kind === 'some' || other.kind !== own.kind) return false;
    const beyond = own.kind === 'below' ? other.bound - own.bound : own.bound - other.bound;
    return beyond > 0 || (beyond === 0 && (other.included || !own.included));
  }
}

function allows(allowed: Allowed, value: Value): boolean {
  if (allowed.kind === 'some') return allowed.values.includes(value);
  if (allowed.kind === 'but') return !allowed.values.includes(value);
  if (typeof value !== 'number') return false;
  if (value === allowed.bound) return allowed.included;
  return allowed.kind === 'below' ? value < allowed.bound : value > allowed.bound;
}

function limitOf(f: Formula): Limit | undefined {
  if (isMember(f)) return new Limit(f.item.key, { kind: f.op === 'in' ? 'some' : 'but', values: f.values });
  if (!isPair(f)) return undefined;
  const written = writtenSide(f);
  if (!written) return undefined;
  const { key, value, onRight } = written;
  if (f.op === '==' || f.op === '!=') return new Limit(key, { kind: f.op === '==' ? 'some' : 'but', values: [value] });
  if (typeof value !== 'number') return undefined;
  return new Limit(key, { kind: onRight ? 'below' : 'above', bound: value, included: f.op === '<=' });
}

function writtenSide({ left, right }: Pair): { key: string; value: Value; onRight: boolean } | undefined {
  const side = (own: Operand, other: Operand, onRight: boolean) =>
    other.value === undefined || own.value !== undefined ? undefined : { key: own.key, value: other.value, onRight };
  return side(left, right, true) ?? side(right, left, false);
}
