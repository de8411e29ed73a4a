import {
  bumpOfRelation,
  greatest,
  bumpOf,
  type Answer,
  type Change,
  type Containment,
  type Diff,
  type DiffOptions,
  type JsonSchema,
  type Witness,
  type Direction,
} from './types.ts';
import { isUnknown, bounded, reason } from './automata/unknown.ts';
import { plainTexts } from './changes/plain-texts.ts';
import { asking, type Opened } from './changes/questions.ts';
import { type Counterparts, counterparts } from './changes/counterparts.ts';
import type { Texts } from '../../base/src/language.ts';
import { containment, openPair, type Pair, relationOf, unexplained } from './containment/contain.ts';
import type { Judge, Judges } from './judge.ts';
import { fingerprintOf, flat, hash } from './fingerprint.ts';
import { sentenceOf } from './changes/sentence.ts';
import { changeOf, examplesOf, type Ground } from './changes/assemble.ts';
import { type Cause, causesOf, type Start } from './changes/flatten.ts';
import type { Located } from './containment/engine.ts';
import type { Effect, Fact, Keywords, Link } from './changes/types.ts';
import { Walk } from './changes/walk.ts';
import { nodeAt } from './changes/view.ts';

/** The relation of two schemas, and the changes. */
export type Comparison = { whole: Containment; changes: Change[] };

/** The additional input for comparing a standard that is more than a schema. */
export type Extension = {
  /** Whole instances that are valid on one side, the smallest first: witnesses are made of them. */
  examples?: readonly unknown[];
  /** Conditions on an instance, beside the schema of a side. `otherwise`: the reason given if no witness meets them. */
  conditions?: Judges & { otherwise: Texts };
  /** Definitions that are matched although their paths differ on each side. */
  counterparts?: readonly Counterparts[];
};

/**
 * Compares two JSON Schemas: whether each contains the other, with a witness if it does not, and every change with its own
 * witnesses. Throws a SchemaError for an invalid schema or an unresolvable `$ref`.
 */
export function diffSchemas(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Diff {
  const { whole, changes } = orUnexplained([previous, next], () => {
    const { opened, ...compared } = compareOpened(previous, next, options, {});
    return { ...compared, changes: [...compared.changes, ...plainTexts(opened.previous, opened.next)] };
  });
  return summedUp(whole, changes);
}

/** The same for a standard that is more than a schema, which reports changes of titles and descriptions itself. */
export const compareSchemas = (previous: JsonSchema, next: JsonSchema, options: DiffOptions, extension: Extension): Comparison =>
  orUnexplained([previous, next], () => compareOpened(previous, next, options, extension));

function compareOpened(previous: JsonSchema, next: JsonSchema, options: DiffOptions, extension: Extension) {
  const { examples = [], conditions } = extension;
  const schemas = openPair(previous, next, options);
  const sides = conditions ? { ...schemas, judges: under(schemas.judges, conditions) } : schemas;
  const whole = conditions ? containmentUnder(schemas, sides, conditions.otherwise) : containment(schemas);
  const opened = asking(sides, options);
  const changes = schemaChanges(opened, whole, examples, (walk) => counterparts(extension.counterparts ?? [], opened, walk));
  return { whole, opened, changes };
}

const under = (judges: Judges, conditions: Judges): Judges => {
  const both =
    (schema: Judge, condition: Judge): Judge =>
    (instance, budget) =>
      schema(instance, budget) && condition(instance);
  return { previous: both(judges.previous, conditions.previous), next: both(judges.next, conditions.next) };
};

/**
 * The relation of the schemas, with witnesses that meet the conditions of the accepting side. If none found does, the result is
 * unknown: the conditions may already refuse what the other schema newly refuses.
 */
function containmentUnder(schemas: Pair, sides: Pair, otherwise: Texts): Containment {
  const bare = containment(schemas);
  const passes = (answer: Answer, judge: Judge): boolean => answer.verdict !== 'no' || judge(answer.witness);
  const [backward, forward] = [passes(bare.backward, sides.judges.previous), passes(bare.forward, sides.judges.next)];
  if (backward && forward) return bare;
  const judged = containment(sides);
  const shown = (answer: Answer): Answer => (answer.verdict === 'no' ? answer : { verdict: 'unknown', reason: otherwise });
  const whole = {
    backward: backward ? bare.backward : shown(judged.backward),
    forward: forward ? bare.forward : shown(judged.forward),
  };
  return { ...bare, ...whole, relation: relationOf(whole.backward, whole.forward) };
}

/** Schemas that are nested too deeply to be read, or lead on and on, are compared all the same: the answer is that it is not known. */
function orUnexplained(schemas: readonly [JsonSchema, JsonSchema], compare: () => Comparison): Comparison {
  const compared = bounded(0, () => {
    try {
      return compare();
    } catch (error) {
      if (error instanceof RangeError) return { unknown: reason('too-deep') };
      throw error;
    }
  });
  return isUnknown(compared)
    ? { whole: unexplained(compared.unknown), changes: [unexplainedChange(compared.unknown, schemas)] }
    : compared;
}

/**
 * The diff that a relation and the changes make. A witness of a change answers what was left open for the whole; that of a rule which
 * does not bear on what a version accepts answers nothing.
 */
export function summedUp(whole: Containment, changes: Change[]): Diff {
  const backward = answered(whole.backward, 'previous', changes);
  const forward = answered(whole.forward, 'next', changes);
  const relation = relationOf(backward, forward);
  const bump = greatest([bumpOfRelation(relation), ...changes.map((change) => change.bump)]);
  return { relation, backward, forward, notes: whole.notes, bump, changes };
}

function answered(answer: Answer, accepted: Witness['accepted'], changes: readonly Change[]): Answer {
  if (answer.verdict !== 'unknown') return answer;
  const bearing = changes.filter(({ params }) => params['versionBearing'] !== false);
  const witness = bearing.flatMap(({ witnesses }) => witnesses).find((one) => one.accepted === accepted);
  return witness ? { verdict: 'no', witness: witness.instance } : answer;
}

/** The one change of two schemas that could not be compared. Its fingerprint is of all of both: it is no other comparison's. */
function unexplainedChange(reason: Texts, schemas: readonly [JsonSchema, JsonSchema]): Change {
  const kind = 'constraint-changed';
  return {
    kind,
    path: '',
    direction: 'unknown',
    bump: bumpOf('unknown'),
    params: {},
    sentence: sentenceOf(kind, {}, 'unknown'),
    fingerprint: fingerprintOf(kind, 'path ', hash(flat(schemas))),
    witnesses: [],
    reason,
  };
}

/** Places that are matched, although their paths from the two roots differ. */
type Beside = (walk: Walk) => Start[];

/** The changes that bear the verdict: what each narrows or widens, with its witnesses. */
function schemaChanges(opened: Opened, whole: Containment, examples: readonly unknown[], beside: Beside = () => []): Change[] {
  if (whole.relation === 'equivalent') return [];
  const walk = new Walk(opened.questions);
  const root = walk.visit({ previous: opened.previous, next: opened.next });
  const starts: Start[] = [{ link: { previous: [], next: [] }, visit: root }, ...beside(walk)];
  const found = causesOf(starts).causes;
  const { causes, complete } = causesOf([...starts, ...movedElsewhere(found, opened, walk)]);
  const ground: Ground = { opened, whole, examples: examplesOf(examples, opened), complete };
  const changes = movesJoined(causes.flatMap((cause) => changeOf(cause, ground)));
  return [...changes, ...remainder(changes, ground)];
}

/**
 * A loss or gain that no change explains is reported as a general change, so that the list is never empty if the schemas differ.
 */
function remainder(changes: readonly Change[], ground: Ground): Change[] {
  const { opened, whole } = ground;
  const ways = [
    ['narrowed', whole.backward],
    ['widened', whole.forward],
  ] as const;
  const effect = Object.fromEntries(
    ways.map(([way, answer]) => {
      const reported = changes.some(({ direction }) => direction === way || direction === 'both' || direction === 'unknown');
      if (reported || answer.verdict === 'yes') return [way, { none: true }];
      return [way, answer.verdict === 'no' ? { found: answer.witness } : { unknown: answer.reason }];
    }),
  ) as Effect;
  if ('none' in effect.narrowed && 'none' in effect.widened) return [];
  const pair = { previous: opened.previous, next: opened.next };
  const all = ({ schema }: Located): Keywords => ({ allOf: [schema] });
  const fact: Fact = { kind: 'constraint-changed', params: {}, previous: all(pair.previous), next: all(pair.next), pair, effect };
  const cause: Cause = {
    fact,
    kind: 'constraint-changed',
    direction: 'unknown',
    effect,
    anchor: 'path ',
    places: [{ previous: [], next: [], fact, choices: [], isMoved: false }],
  };
  return changeOf(cause, { ...ground, complete: false });
}

// Fields that moved from one object to another: each is one change, and its schemas at both places are compared.

/** The two ends of each field that one object loses and another one wins. */
function endsOf<T extends { kind: string; field?: string }>(reported: readonly T[]): [T, T][] {
  return reported.flatMap((removed): [T, T][] => {
    if (removed.kind !== 'property-removed' || removed.field === undefined) return [];
    const same = reported.filter(({ kind, field }) => field === removed.field && /^property-(added|removed)$/.test(kind));
    const added = same.find(({ kind }) => kind === 'property-added');
    return added && same.length === 2 ? [[removed, added]] : [];
  });
}

/** The places where moved fields are compared: the old place in previous, the new place in next. */
function movedElsewhere(causes: readonly Cause[], { previous, next }: Opened, walk: Walk): Start[] {
  return endsOf(causes).flatMap(([removed, added]): Start[] => {
    const [from, to] = [removed.places[0], added.places[0]];
    if (!from || !to) return [];
    const link: Link = {
      previous: [...from.previous, ...(removed.fact.about?.previous ?? [])],
      next: [...to.next, ...(added.fact.about?.next ?? [])],
    };
    const pair = { previous: link.previous.reduce(nodeAt, previous), next: link.next.reduce(nodeAt, next) };
    return [{ link, visit: walk.visit(pair), apart: true }];
  });
}

/** The changes with the two of each field that moved reported as one. */
function movesJoined(changes: readonly Change[]): Change[] {
  const ends = endsOf(changes);
  return changes.flatMap((change) => {
    const move = ends.find((pair) => pair.includes(change));
    if (!move) return [change];
    return change === move[1] ? [joined(...move)] : [];
  });
}

function joined(removed: Change, added: Change): Change {
  const kind = 'property-moved';
  const direction = together(removed.direction, added.direction);
  const params = { from: [removed.path], to: [added.path] };
  const reason = removed.reason ?? added.reason;
  return {
    kind,
    path: added.path,
    ...(added.field !== undefined && { field: added.field }),
    direction,
    bump: bumpOf(direction),
    params,
    sentence: sentenceOf(kind, params, direction),
    fingerprint: fingerprintOf(kind, `field ${added.field ?? ''}`, [params, removed.fingerprint, added.fingerprint]),
    witnesses: ['previous', 'next'].flatMap((side) => {
      const [first] = [...removed.witnesses, ...added.witnesses].filter(({ accepted }) => accepted === side);
      return first ? [first] : [];
    }),
    ...(reason && { reason }),
  };
}

function together(a: Direction, b: Direction): Direction {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return a === b ? a : 'both';
}
