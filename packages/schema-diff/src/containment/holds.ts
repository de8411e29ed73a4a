import { FORMATS } from '../formats.ts';
import { divide, fractionOf, isWhole } from './fraction.ts';
import { canonical } from '../../../base/src/json.ts';
import { isNegated, type Literal, type Of, type Scalar, type Term, type Type } from './terms.ts';
import type { Words } from './words.ts';

/** Looks whether an instance satisfies a literal; undefined where that cannot be decided. */
export type Holds = (literal: Literal, instance: unknown) => boolean | undefined;

/** The judge of literals. `at` gives the term of a literal, schemas already read. */
export function holding(
  at: (literal: Literal) => Exclude<Term, { kind: 'schema' }>,
  words: Words,
  spend: (steps: number) => void,
): Holds {
  const holds: Holds = (literal, instance) => {
    const positive = termHolds(at(literal), instance);
    return positive === undefined ? undefined : positive !== isNegated(literal);
  };
  const termHolds = (term: Exclude<Term, { kind: 'schema' }>, instance: unknown): boolean | undefined => {
    spend(1);
    if (term.kind === 'opaque') return undefined;
    if (term.kind === 'all') return every(term.of, (one) => holds(one, instance));
    if (term.kind === 'type') return typeOf(instance) === term.type;
    if (term.kind === 'among') return term.values.has(instance as Scalar);
    if (typeOf(instance) !== term.type) return true;
    switch (term.kind) {
      case 'bound':
        return isWithin(term, instance as number);
      case 'multiple':
        return Number.isFinite(instance) && isWhole(divide(fractionOf(instance as number), fractionOf(term.of)));
      case 'length':
        return between(Array.from(instance as string).length, term);
      case 'pattern':
        return words.matches(term, instance as string);
      case 'format':
        return FORMATS.get(term.format)?.is(instance as string);
      case 'unique':
        return new Set((instance as unknown[]).map(canonical)).size === (instance as unknown[]).length;
      case 'items':
        return counted((instance as unknown[]).slice(term.from, term.to), term, (item) => holds(term.of, item));
      case 'members': {
        const { names, of } = term;
        return counted(Object.entries(instance as object), term, ([name, value]) =>
          every([0, 1], (i) => (i === 0 ? holds(names, name) : holds(of, value))),
        );
      }
    }
  };
  return holds;
}

/** The type of JSON that a value has. */
function typeOf(value: unknown): Type {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Type;
}

function isWithin({ at, end, exclusive }: Of<'bound'>, number: number): boolean {
  if (number === at) return !exclusive;
  return end === 'min' ? number > at : number < at;
}

const between = (count: number, { min, max }: { min: number; max: number }): boolean => count >= min && count <= max;

/** False as soon as one is false, whatever is not reported of the others. */
function every<T>(list: readonly T[], holds: (one: T) => boolean | undefined): boolean | undefined {
  let all: boolean | undefined = true;
  for (const one of list) {
    const answer = holds(one);
    if (answer === false) return false;
    if (answer === undefined) all = undefined;
  }
  return all;
}

function counted<T>(list: readonly T[], bounds: { min: number; max: number }, holds: (one: T) => boolean | undefined) {
  let sure = 0;
  let perhaps = 0;
  for (const one of list) {
    const answer = holds(one);
    if (answer === true) sure++;
    if (answer === undefined) perhaps++;
  }
  const [least, most] = [between(sure, bounds), between(sure + perhaps, bounds)];
  return perhaps === 0 ? least : sure > bounds.max || sure + perhaps < bounds.min ? false : least && most ? true : undefined;
}
