import { canonical, isObject } from '../../../../base/src/json.ts';
import type { Located } from '../../containment/engine.ts';
import type { JsonSchema, Witness } from '../../types.ts';
import type { Cause } from '../flatten.ts';
import type { Opened } from '../questions.ts';
import type { Effect, Keywords, Step } from '../types.ts';

export type Side = Witness['accepted'];

/** The search for a witness of one way in which one cause changes what is accepted. */
export type WitnessSearch = {
  opened: Opened;
  cause: Cause;
  /** The side that accepts, and the one that refuses. */
  from: Side;
  to: Side;
  /** The keywords of the fact that refuse. */
  refusing: Located;
  /** Values among which the fragment is, where the fact is about some values only. */
  values: readonly unknown[] | undefined;
};

export function searchFor(opened: Opened, cause: Cause, way: keyof Effect): WitnessSearch {
  const [from, to]: [Side, Side] = way === 'narrowed' ? ['previous', 'next'] : ['next', 'previous'];
  const { fact } = cause;
  const inside: Keywords = fact.within?.[from] ?? {};
  return {
    opened,
    cause,
    from,
    to,
    refusing: { ...fact.pair[to], schema: fact[to] },
    values: Array.isArray(inside['enum']) ? (inside['enum'] as unknown[]) : undefined,
  };
}

/** Whether the fragment is what the fact is about: accepted by the subschema of one side, refused by the keywords of the other. */
export function isCulprit({ opened: { questions }, cause, from, refusing, values }: WitnessSearch, fragment: unknown): boolean {
  if (values && !values.some((value) => canonical(value) === canonical(fragment))) return false;
  return questions.accepts(cause.fact.pair[from], fragment) === true && questions.accepts(refusing, fragment) === false;
}

/** Whether one side accepts the whole instance and the other refuses it, before Ajv and by our own reading. */
export function separates({ opened, from, to }: WitnessSearch, instance: unknown): boolean {
  const { questions } = opened;
  if (questions.accepts(opened[from], instance) === false || questions.accepts(opened[to], instance) === true) return false;
  return isAccepted(opened, from, instance) && !isAccepted(opened, to, instance, true);
}

/** The verdict of Ajv, or `otherwise` if it cannot compile the schema or does not decide. */
export function isAccepted({ judges }: Opened, side: Side, instance: unknown, otherwise = false): boolean {
  try {
    return judges[side](instance);
  } catch {
    return otherwise;
  }
}

/** The witness for an instance, with its relevant part: the superfluous key if there is one, otherwise the value at the place. */
export function witnessOf(
  { cause: { fact }, from, refusing }: WitnessSearch,
  instance: unknown,
  at: string,
  fragment: unknown,
): Witness {
  const key = isObject(fragment) ? keyOf(fact.about?.[from], refusing.schema, fragment, fact.kind) : undefined;
  if (key === undefined) return { accepted: from, instance, at, fragment };
  return {
    accepted: from,
    instance,
    at: `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    fragment: (fragment as Keywords)[key],
  };
}

function keyOf(about: readonly Step[] | undefined, refusing: JsonSchema, fragment: Keywords, kind: unknown): string | undefined {
  const [step] = about ?? [];
  if (step?.by === 'property') return Object.hasOwn(fragment, step.name) ? step.name : undefined;
  if (kind !== 'object-closed' && kind !== 'object-opened') return undefined;
  const named = isObject(refusing) && isObject(refusing['properties']) ? refusing['properties'] : {};
  const extra = Object.keys(fragment).filter((name) => !Object.hasOwn(named, name));
  return extra.length === 1 ? extra[0] : undefined;
}
