import type { Found, Located } from '../containment/engine.ts';
import { bumpOf, type Change, type Containment, type Witness, type JsonSchema, type Dialect } from '../types.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Texts } from '../../../base/src/language.ts';
import { reason } from '../automata/unknown.ts';
import { type Cause, directionOf, MANY_PLACES, reasonOf } from './flatten.ts';
import { fieldAt, nodeAt } from './view.ts';
import type { Opened } from './questions.ts';
import { pathOf, type Effect, type Step } from './types.ts';
import { madeOf } from './print.ts';
import { sentenceOf } from './sentence.ts';
import { isNone } from './walk.ts';
import {
  culpritIn,
  searchFor,
  isCulprit,
  type Side,
  type WitnessSearch,
  separates,
  witnessOf,
  isAccepted,
} from './witness/search.ts';
import { smaller } from '../containment/smaller.ts';
import { spotsAt, put, reach, type Spot } from './witness/places.ts';
import { isObject } from '../../../base/src/json.ts';
import { isOlder } from '../dialect.ts';

/** The input of the changes, apart from the causes. */
export type Ground = {
  opened: Opened;
  /** The result for the whole schemas: if nothing is lost overall, no change loses anything. */
  whole: Containment;
  examples: Examples;
  /** Whether every place of every cause is known, so that what is refuted at all of them does not exist. */
  complete: boolean;
};

/** Whole instances that each side accepts: first those that both accept, which show a change alone, the smallest of each first. */
export type Examples = Record<Side, () => readonly unknown[]>;

/** The examples by the sides that accept them, each judged once, when a witness is first looked for among them. */
export function examplesOf(all: readonly unknown[], opened: Opened): Examples {
  const known = new Map<Side, readonly unknown[]>();
  const accepted = (side: Side, examples: readonly unknown[]) =>
    examples.filter((example) => isAccepted(opened, side, example, opened.questions.newBudget()));
  const ordered = (from: Side, to: Side): readonly unknown[] => {
    const before = known.get(from);
    if (before) return before;
    const usable = accepted(from, all);
    const shared = new Set(accepted(to, usable));
    const list = [...shared, ...usable.filter((example) => !shared.has(example))];
    known.set(from, list);
    return list;
  };
  return { previous: () => ordered('previous', 'next'), next: () => ordered('next', 'previous') };
}

const NONE: Found = { none: true };

/** The change made by one cause, with witnesses, or nothing if it does not affect whole instances. */
export function changeOf(cause: Cause, ground: Ground): Change[] {
  const ways = [wayOf(cause, 'narrowed', ground), wayOf(cause, 'widened', ground)];
  const [narrowed, widened] = ways.map(({ found }) => found) as [Found, Found];
  const effect: Effect = { narrowed, widened };
  const direction = directionOf(effect);
  if (direction === 'none') return [];
  const { fact, anchor, places } = cause;
  const field = fact.field ?? fieldAt(ground.opened.next, places[0]?.next ?? []) ?? cause.field;
  const kind = typeof fact.kind === 'string' ? fact.kind : fact.kind(direction);
  const paths = [...new Set(places.map(({ next }) => pathOf([...next, ...(fact.about?.next ?? [])])))];
  const params = {
    ...fact.params,
    ...(paths.length > 1 && { places: paths }),
    ...(places.length >= MANY_PLACES && { more: true }),
  };
  const reason = reasonOf(effect) ?? ways.find((way) => way.reason)?.reason;
  const change: Change = {
    kind,
    path: paths[0] ?? '',
    ...(field !== undefined && { field }),
    direction,
    bump: bumpOf(direction),
    params,
    sentence: sentenceOf(kind, params, direction),
    fingerprint: fingerprintOf(kind, anchor, madeOf(fact)),
    witnesses: ways.flatMap(({ witness }) => (witness ? [witness] : [])),
    ...(reason && { reason }),
  };
  return [change];
}

type Way = { found: Found; witness?: Witness; reason?: Texts };

/** Places of a cause where a witness is looked for, one after the other. */
const PLACES = 3;

function wayOf(cause: Cause, way: keyof Effect, { opened, whole, examples, complete }: Ground): Way {
  const found = cause.effect[way];
  const answer = way === 'narrowed' ? whole.backward : whole.forward;
  if (isNone(found) || answer.verdict === 'yes') return { found: NONE };
  const outcome = outcomeOf(cause, way, { opened, examples });
  if ('witness' in outcome) return { found: { found: outcome.witness.fragment }, witness: outcome.witness };
  if ('none' in outcome && complete) return { found: NONE };
  // Without a witness, a change is as uncertain as the result for the whole schemas, if that is unknown.
  if (answer.verdict === 'unknown') return { found: { unknown: answer.reason } };
  return { found, reason: ('reason' in outcome ? outcome.reason : undefined) ?? reason('not-shown') };
}

/** A witness; or a proof that the cause makes none anywhere; or neither, with the reason where there is one. */
type Outcome = { witness: Witness } | { none: true } | { reason: Texts | undefined };

/**
 * Looks for a witness of one way of a cause: near the examples, then wherever the engine finds one. At a place that moved only where no other
 * has one: there the instance is refused for its form as well.
 */
function outcomeOf({ places }: Cause, way: keyof Effect, { opened, examples }: Pick<Ground, 'opened' | 'examples'>): Outcome {
  const { newBudget } = opened.questions;
  const [near, built] = [newBudget(), newBudget()];
  const [moved, unmoved] = [places.filter(({ isMoved }) => isMoved), places.filter(({ isMoved }) => !isMoved)];
  const outcomes: Outcome[] = [];
  for (const group of [unmoved.slice(0, PLACES), moved.slice(0, Math.max(0, PLACES - unmoved.length))]) {
    const shown = fromExamples(
      group.map((place) => searchFor(opened, place, way, near)),
      examples,
    );
    if (shown) return { witness: shown };
    for (const place of group) {
      const outcome = fromEngine(searchFor(opened, place, way, built));
      if ('witness' in outcome) return outcome;
      outcomes.push(outcome);
    }
  }
  if (places.length <= PLACES && outcomes.every((outcome) => 'none' in outcome)) return { none: true };
  return outcomes.find((outcome) => 'reason' in outcome && outcome.reason !== undefined) ?? { reason: built.spent };
}

/** Instances that are shown to Ajv, which now and then judges otherwise than the specification. */
const TRIES = 8;

/** A whole instance that the engine builds, with a culprit at the place, made as small as that allows. */
function fromEngine(search: WitnessSearch): Outcome {
  const [one, any] = acceptedAt(search);
  const alone = tryOut(search, one);
  return 'witness' in alone ? alone : tryOut(search, any);
}

/**
 * The conditions on the instance: first with the culprit as the only item of its lists, which is more specific, then with the
 * culprit anywhere.
 */
function acceptedAt({ fact, place, from, accepting, refusing, choices, values }: WitnessSearch): [Located[], Located[]] {
  const steps = place[from];
  const inner: JsonSchema = { not: refusing.schema, ...(values && { enum: values }) };
  const chain = (side: Located, schema: JsonSchema, single: boolean, depth = steps.length): Located => ({
    ...side,
    schema: chainOf(steps.slice(0, depth), schema, side.document.dialect, single),
  });
  const refused = (single: boolean): Located[] => [
    chain(refusing, inner, single),
    ...choices.map(({ schema, depth }) => chain(schema, { not: schema.schema }, single, depth)),
  ];
  // Of a fact about some values these are in what refuses already.
  const besides = accepting.filter((side) => side.schema !== fact.within?.[from] || !values);
  // Whoever accepts the whole accepts what is in it by the subschema there, save where that is one branch among others.
  const needed = choices.length > 0 ? besides : besides.filter(({ schema }) => schema !== fact.pair[from].schema);
  return [
    [...besides.map((side) => chain(side, side.schema, true)), ...refused(true)],
    [...needed.map((side) => chain(side, side.schema, false)), ...refused(false)],
  ];
}

function tryOut(search: WitnessSearch, accepted: readonly Located[]): Outcome {
  const { opened, from, to } = search;
  const tried: unknown[] = [];
  while (tried.length < TRIES) {
    const answer = opened.questions.find([opened[from], ...accepted], [opened[to]], tried);
    if ('unknown' in answer) return { reason: answer.unknown };
    if ('none' in answer) return tried.length === 0 ? answer : { reason: undefined };
    let witness = shownBy(search, answer.found);
    if (witness) {
      smaller(answer.found, (instance) => {
        const less = shownBy(search, instance);
        witness = less ?? witness;
        return less !== undefined;
      });
      return { witness };
    }
    tried.push(answer.found);
  }
  return { reason: undefined };
}

/** A valid file changed at one place only, the smallest file in which that makes a witness. */
function fromExamples(searches: readonly WitnessSearch[], examples: Examples): Witness | undefined {
  const [first] = searches;
  const ordered = first ? examples[first.from]() : [];
  return firstOf(ordered, searches, changed) ?? firstOf(ordered, searches, extended);
}

type Attempt = (search: WitnessSearch, example: unknown) => Witness | undefined;

function firstOf(examples: readonly unknown[], searches: readonly WitnessSearch[], attempt: Attempt): Witness | undefined {
  for (const example of examples) {
    for (const search of searches) {
      const witness = attempt(search, example);
      if (witness) return witness;
    }
  }
  return undefined;
}

/** The witness that an instance is, if it is one. */
function shownBy(search: WitnessSearch, instance: unknown): Witness | undefined {
  const spot = culpritIn(search, instance);
  return spot && separates(search, instance) ? witnessOf(search, instance, spot) : undefined;
}

/** The example with another value at the place. */
function changed(search: WitnessSearch, example: unknown): Witness | undefined {
  const [spot] = spotsAt(example, search.place[search.from], search.opened[search.from].document);
  for (const value of spot ? editsOf(search, spot.value) : []) {
    const witness = shownBy(search, put(example, spot?.at ?? '', value));
    if (witness) return witness;
  }
  return undefined;
}

/** The example with what leads to the place added, where it does not go so far. */
function extended(search: WitnessSearch, example: unknown): Witness | undefined {
  const steps = search.place[search.from];
  const { spot, left } = reach(example, steps, search.opened[search.from].document);
  for (const value of left.length === 0 ? [] : added(search, spot, steps, left)) {
    const witness = shownBy(search, put(example, spot.at, value));
    if (witness) return witness;
  }
  return undefined;
}

/** The value at the place, with the rest of the path added if the example does not reach it. */
function added(search: WitnessSearch, spot: Spot, steps: readonly Step[], left: readonly Step[]): unknown[] {
  const { opened, from, refusing, values } = search;
  const node = steps.slice(0, steps.length - left.length).reduce(nodeAt, opened[from]);
  const inner: JsonSchema = { not: refusing.schema, ...(values && { enum: values }) };
  const [first, ...rest] = left;
  const chain = { ...refusing, schema: chainOf(rest, inner, refusing.document.dialect) };
  if (first?.by === 'property' && typeof spot.value === 'object' && !Array.isArray(spot.value)) {
    const found = opened.questions.find([nodeAt(node, first), chain], []);
    return 'found' in found ? [{ ...spot.value, [first.name]: found.found }] : [];
  }
  const whole = { ...refusing, schema: chainOf(left, inner, refusing.document.dialect) };
  const found = opened.questions.find([node, whole], []);
  return 'found' in found ? [found.found] : [];
}

/** A key that no schema is likely to name, and its value. */
const UNKNOWN_KEY = { cleInconnue: 'valeur' };

/** Values near the one given (itself first) that are what the fact is about, the most like it first. */
function editsOf(search: WitnessSearch, value: unknown): unknown[] {
  return [...nearby(search, value)].filter((candidate) => isCulprit(search, candidate));
}

function* nearby(search: WitnessSearch, value: unknown): Generator {
  yield value;
  if (isObject(value)) yield* objectEdits(search, value);
  if (Array.isArray(value)) yield* listEdits(value as unknown[]);
  yield* search.values ?? [];
  const found = fragmentOf(search);
  if (found) yield found.found;
}

function* objectEdits(
  { opened: { questions }, fact, from, refusing }: WitnessSearch,
  value: { [name: string]: unknown },
): Generator {
  for (const name of namesOf(refusing.schema)) {
    const { [name]: _, ...without } = value;
    if (name in value) yield without;
    const said = (schema: unknown): JsonSchema =>
      (schema as { properties?: Record<string, JsonSchema> }).properties?.[name] ?? true;
    const other = questions.find(
      [{ ...fact.pair[from], schema: said(fact[from]) }],
      [{ ...refusing, schema: said(refusing.schema) }],
    );
    if ('found' in other) yield { ...value, [name]: other.found };
  }
  yield { ...value, ...UNKNOWN_KEY };
}

function namesOf(schema: JsonSchema): string[] {
  if (!isObject(schema)) return [];
  const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] };
  return [...new Set([...required, ...Object.keys(properties)])];
}

function* listEdits(list: unknown[]): Generator {
  yield [];
  yield list.slice(0, 1);
  yield [...list, ...list.slice(0, 1)];
}

/** An instance that the subschema of one side accepts and the keywords of the other refuse, according to the engine. */
function fragmentOf({ opened: { questions }, accepting, refusing }: WitnessSearch): { found: unknown } | undefined {
  const answer = questions.find(accepting, [refusing]);
  return 'found' in answer ? answer : undefined;
}

/**
 * A schema whose instances have, where the steps lead, something that `inner` accepts. In keywords that every dialect knows. `single`:
 * the lists on the way have no other item, so that two such chains speak of the same one.
 */
function chainOf(steps: readonly Step[], inner: JsonSchema, dialect: Dialect, single = false): JsonSchema {
  return steps.reduceRight<JsonSchema>((below, step) => {
    const within = link(step, below, dialect) as Record<string, unknown>;
    return single && step.by === 'items' ? { ...within, maxItems: step.from + 1 } : within;
  }, inner);
}

function link(step: Step, inner: JsonSchema, dialect: Dialect): JsonSchema {
  switch (step.by) {
    case 'property':
      return { type: 'object', required: [step.name], properties: { [step.name]: inner } };
    case 'item': {
      const first = [...Array.from({ length: step.index }, () => ({})), inner];
      return { type: 'array', minItems: step.index + 1, ...tuple(first, dialect) };
    }
    case 'items': {
      const first = Array.from({ length: step.from }, () => ({}));
      const [tupled, others] = [tuple(first, dialect), { not: inner }];
      // Some item is accepted, where not all are refused: `contains` is not known to draft-04.
      const all =
        step.from === 0 ? { items: others } : { ...tupled, [isOlder(dialect, '2020-12') ? 'additionalItems' : 'items']: others };
      return { type: 'array', not: all };
    }
    case 'pattern':
      return { type: 'object', not: { patternProperties: { [step.pattern]: { not: inner } } } };
    case 'other': {
      const properties = Object.fromEntries(step.names.map((name) => [name, {}]));
      const patternProperties = Object.fromEntries(step.patterns.map((pattern) => [pattern, {}]));
      return { type: 'object', not: { properties, patternProperties, additionalProperties: { not: inner } } };
    }
  }
}

const tuple = (first: JsonSchema[], dialect: Dialect): Record<string, unknown> =>
  first.length === 0 ? {} : { [isOlder(dialect, '2020-12') ? 'items' : 'prefixItems']: first };
