import { isObject } from '../../../../base/src/json.ts';
import { child } from '../../../../base/src/pointer.ts';
import type { Budget } from '../../automata/unknown.ts';
import type { Located } from '../../containment/engine.ts';
import type { JsonSchema, Witness } from '../../types.ts';
import type { Place } from '../flatten.ts';
import type { Opened } from '../questions.ts';
import { pathOf, type Effect, type Fact, type Keywords, type Step } from '../types.ts';
import { acceptedBy } from '../walk.ts';
import { type Spot, spotsAt } from './places.ts';

export type Side = Witness['accepted'];

/** The search for a witness of one way in which one difference changes what is accepted, at one of its places. */
export type WitnessSearch = {
  opened: Opened;
  place: Place;
  fact: Fact;
  /** The side that accepts, and the one that refuses. */
  from: Side;
  to: Side;
  /** What accepts the fragment: the subschema of one side, and what the fact says besides. */
  accepting: readonly Located[];
  /** The keywords of the fact that refuse. */
  refusing: Located;
  /** The choices on the way, as the refusing side has them, and how many steps lead to them on the accepting side. */
  choices: readonly { schema: Located; depth: number }[];
  /** Values among which the fragment is, where the fact is about some values only. */
  values: readonly unknown[] | undefined;
  /** The steps that instances may take to be judged. */
  budget: Budget;
};

export function searchFor(opened: Opened, place: Place, way: keyof Effect, budget: Budget): WitnessSearch {
  const [from, to]: [Side, Side] = way === 'narrowed' ? ['previous', 'next'] : ['next', 'previous'];
  const { fact } = place;
  const inside: Keywords = fact.within?.[from] ?? {};
  return {
    opened,
    place,
    fact,
    from,
    to,
    accepting: acceptedBy(fact, from, to),
    refusing: { ...fact.pair[to], schema: fact[to] },
    choices: place.choices.map(({ choice, depth }) => ({ schema: choice[to], depth: depth[from] })),
    values: Array.isArray(inside['enum']) ? (inside['enum'] as unknown[]) : undefined,
    budget,
  };
}

/** Whether the fragment is what the fact is about: accepted by the subschema of one side, refused by the keywords of the other. */
export function isCulprit({ opened: { questions }, accepting, refusing, budget }: WitnessSearch, fragment: unknown): boolean {
  return (
    accepting.every((schema) => questions.accepts(schema, fragment, budget) === true) &&
    questions.accepts(refusing, fragment, budget) === false
  );
}

/**
 * The first part of an instance, at the place of the fact, because of which one side refuses the instance: a culprit, on whose way no choice
 * has another branch that accepts. All else on the way asks for what is below it, so what refuses the culprit refuses the whole. Where that
 * side has the place elsewhere, it would refuse what has the culprit there.
 */
export function culpritIn(search: WitnessSearch, instance: unknown): Spot | undefined {
  const { opened, place, from } = search;
  return spotsAt(instance, place[from], opened[from].document).find(
    (spot) => isCulprit(search, spot.value) && isToBlame(search, spot),
  );
}

const isToBlame = ({ opened: { questions }, choices, budget }: WitnessSearch, { way }: Spot): boolean =>
  choices.every(({ schema, depth }) => questions.accepts(schema, way[depth], budget) === false);

/** Whether one side accepts the whole instance and the other refuses it, before Ajv and by our own reading. */
export function separates({ opened, from, to, budget }: WitnessSearch, instance: unknown): boolean {
  const { questions } = opened;
  if (questions.accepts(opened[from], instance, budget) === false || questions.accepts(opened[to], instance, budget) === true)
    return false;
  return isAccepted(opened, from, instance, budget) && !isAccepted(opened, to, instance, budget, true);
}

/** The verdict of Ajv, or `otherwise` if it cannot compile the schema or does not decide. */
export function isAccepted({ judges }: Opened, side: Side, instance: unknown, budget: Budget, otherwise = false): boolean {
  try {
    return judges[side](instance, budget);
  } catch {
    return otherwise;
  }
}

/** The witness for an instance, with its relevant part: the superfluous key if there is one, otherwise the value at the place. */
export function witnessOf({ place, fact, from, to, refusing }: WitnessSearch, instance: unknown, { at, value }: Spot): Witness {
  const key = isObject(value) ? keyOf(fact.about?.[from], refusing.schema, value, fact.kind) : undefined;
  const inside: Step[] = key === undefined ? [] : [{ by: 'property', name: key }];
  const elsewhere = place.isMoved && { elsewhere: pathOf([...place[to], ...inside]) };
  if (key === undefined) return { accepted: from, instance, at, fragment: value, ...elsewhere };
  return { accepted: from, instance, at: child(at, key), fragment: (value as Keywords)[key], ...elsewhere };
}

function keyOf(about: readonly Step[] | undefined, refusing: JsonSchema, fragment: Keywords, kind: unknown): string | undefined {
  const [step] = about ?? [];
  if (step?.by === 'property') return Object.hasOwn(fragment, step.name) ? step.name : undefined;
  if (kind !== 'object-closed' && kind !== 'object-opened') return undefined;
  const named = isObject(refusing) && isObject(refusing['properties']) ? refusing['properties'] : {};
  const extra = Object.keys(fragment).filter((name) => !Object.hasOwn(named, name));
  return extra.length === 1 ? extra[0] : undefined;
}
