import { canonical, equal } from '../../../base/src/json.ts';
import type { Texts } from '../../../base/src/language.ts';
import type { Direction } from '../types.ts';
import { pathOf, type Effect, type Fact, type Link, type Pair, type Step, type Visit } from './types.ts';
import { madeOf } from './print.ts';
import type { Found } from '../containment/engine.ts';
import { isNone } from './walk.ts';

/** Places of one cause that are reported, and ways to a shared pair that are followed. */
export const MANY_PLACES = 64;

/** A cause, with every place where it shows, the first one in document order first. */
export type Cause = {
  fact: Fact;
  kind: string;
  direction: Direction;
  effect: Effect;
  /** The anchor of a change: the codelist, the shared definition, the field, or the path. */
  anchor: string;
  field?: string;
  places: Place[];
};

/**
 * Where a cause shows: the difference as it stands there, and the choices on the way, of each of which the way takes one branch. `isMoved`:
 * one side has it elsewhere than the other; the choices are those from there on where both have the same way again.
 */
export type Place = Link & { fact: Fact; isMoved: boolean; choices: readonly PlacedChoice[] };

/** `depth`: how many steps lead from the root of each side to the choice. */
type PlacedChoice = { choice: Pair; depth: Record<'previous' | 'next', number> };

/** A visit and its origin: the roots, or a pair that is matched `apart` from them, without being at the same place. */
export type Start = { link: Link; visit: Visit; apart?: true };

/** A part of a way: where it starts, or a child of the visit before. */
type Entry = Start & { field?: string; choice?: Pair };

/**
 * The causes of all that differs at some visits and below them: one each, however many places share it. `complete`: no place was left
 * aside, as some are where schemas refer to themselves.
 */
export function causesOf(starts: readonly Start[]): { causes: Cause[]; complete: boolean } {
  const causes = new Map<string, Cause>();
  const ways = new Map<Visit, number>();
  let complete = true;
  const go = (entries: readonly Entry[], { visit }: Entry): void => {
    const count = ways.get(visit) ?? 0;
    if (count >= MANY_PLACES || entries.slice(0, -1).some((entry) => entry.visit === visit)) {
      complete = false;
      return;
    }
    ways.set(visit, count + 1);
    for (const fact of visit.facts) add(causes, causeOf(fact, entries));
    for (const child of visit.children) go([...entries, child], child);
  };
  for (const start of starts) if (!ways.has(start.visit)) go([start], start);
  return { causes: [...causes.values()], complete };
}

/** Two facts with the same anchor and content are one cause at two places. */
function add(causes: Map<string, Cause>, cause: Cause): void {
  const key = `${cause.kind} ${cause.anchor} ${canonical(cause.fact.params)} ${madeOf(cause.fact)}`;
  const known = causes.get(key);
  if (!known) causes.set(key, cause);
  else if (known.places.length < MANY_PLACES && !known.places.some((place) => isSame(place, cause.places[0]))) {
    known.places.push(...cause.places);
    known.effect = {
      narrowed: stronger(known.effect.narrowed, cause.effect.narrowed),
      widened: stronger(known.effect.widened, cause.effect.widened),
    };
    known.direction = directionOf(known.effect);
  }
}

const isSame = (a: Place, b: Place | undefined): boolean =>
  equal([a.previous, a.next], [b?.previous, b?.next]) &&
  a.choices.length === b?.choices.length &&
  a.choices.every(({ choice }, i) => choice === b.choices[i]?.choice);

const stronger = (a: Found, b: Found): Found => ('found' in a || isNone(b) ? a : b);

function causeOf(fact: Fact, entries: readonly Entry[]): Cause {
  const direction = directionOf(fact.effect);
  const field = fact.field ?? entries.findLast((entry) => entry.field !== undefined)?.field;
  return {
    fact,
    kind: typeof fact.kind === 'string' ? fact.kind : fact.kind(direction),
    direction,
    effect: fact.effect,
    anchor: anchorOf(fact, entries),
    ...(field !== undefined && { field }),
    places: [placeOf(fact, entries)],
  };
}

/** A branch stands where its choice does: its link is empty, so the steps up to it lead to the choice. */
function placeOf(fact: Fact, entries: readonly Entry[]): Place {
  const [previous, next]: [Step[], Step[]] = [[], []];
  let isMoved = false;
  let choices: PlacedChoice[] = [];
  for (const { link, choice, apart = !isSameWay(link) } of entries) {
    previous.push(...link.previous);
    next.push(...link.next);
    if (apart) {
      isMoved = true;
      choices = [];
    }
    if (choice) choices.push({ choice, depth: { previous: previous.length, next: next.length } });
  }
  return { previous, next, fact, isMoved, choices };
}

const isSameWay = ({ previous, next }: Link): boolean => equal(previous, next);

/**
 * The anchor of a change, which keeps its fingerprint stable when something else changes. Codes are anchored at their codelist
 * and properties at their field. Anything else is anchored at the nearest definition to which both sides refer by the same name,
 * or at the nearest field, whichever is nearer; the path counts from there, or from the root if there is neither.
 */
function anchorOf({ codelist, field, about }: Fact, entries: readonly Entry[]): string {
  if (codelist !== undefined) return `codelist ${codelist}`;
  if (field !== undefined) return `field ${field}`;
  let tail: readonly Step[] = about?.next ?? [];
  for (const { link, visit, field: own } of entries.toReversed()) {
    if (visit.definition !== undefined) return `definition ${visit.definition} ${pathOf(tail)}`;
    if (own !== undefined) return `field ${own} ${pathOf(tail)}`;
    tail = [...link.next, ...tail];
  }
  return `path ${pathOf(tail)}`;
}

/** Unknown as soon as one way is: what is proved of the other way shows in the witnesses. */
export function directionOf({ narrowed, widened }: Effect): Direction {
  if ('unknown' in narrowed || 'unknown' in widened) return 'unknown';
  if (isNone(narrowed)) return isNone(widened) ? 'none' : 'widened';
  return isNone(widened) ? 'narrowed' : 'both';
}

export const reasonOf = ({ narrowed, widened }: Effect): Texts | undefined =>
  'unknown' in narrowed ? narrowed.unknown : 'unknown' in widened ? widened.unknown : undefined;
