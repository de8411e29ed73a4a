import type { Found } from '../containment/engine.ts';
import { bumpOf } from '../bump.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Change, Containment, Witness } from '../types.ts';
import type { Texts } from '../../../base/src/language.ts';
import { type Cause, directionOf, MANY_PLACES, reasonOf } from './flatten.ts';
import { fieldAt } from './navigate.ts';
import type { Opened } from './questions.ts';
import { pathOf } from './path.ts';
import { madeOf } from './print.ts';
import { sentenceOf } from './sentence.ts';
import type { Effect } from './types.ts';
import { isNone } from './walk.ts';
import { fromEngine } from './witness/from-engine.ts';
import { fromExamples } from './witness/from-examples.ts';
import { questOf } from './witness/quest.ts';

/** What the changes are made of, beside the causes. */
export type Ground = {
  opened: Opened;
  /** What is known of the whole: where nothing is lost, no change loses anything. */
  whole: Containment;
  /** Files that are valid on one side, the smallest first. */
  examples: readonly unknown[];
  /** Whether every place of every cause is known, so that what is refuted at all of them does not exist. */
  complete: boolean;
};

const NONE: Found = { none: true };

/** What one cause does, shown by witnesses; nothing where it does nothing to whole instances. */
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

function wayOf(cause: Cause, way: keyof Effect, { opened, whole, examples, complete }: Ground): Way {
  const found = cause.effect[way];
  const answer = way === 'narrowed' ? whole.backward : whole.forward;
  if (isNone(found) || answer.verdict === 'yes') return { found: NONE };
  const quest = questOf(opened, cause, way);
  const near = fromExamples(quest, examples);
  if (near) return { found: { found: near.fragment }, witness: near };
  const outcome = fromEngine(quest);
  if ('witness' in outcome) return { found: { found: outcome.witness.fragment }, witness: outcome.witness };
  if ('none' in outcome && complete) return { found: NONE };
  // What no instance shows is no more than the answer for the whole, where that is open.
  if (answer.verdict === 'unknown') return { found: { unknown: answer.reason } };
  return { found, reason: ('reason' in outcome ? outcome.reason : undefined) ?? NOT_SHOWN };
}

/** Why a change that does something by itself has nothing to show for it. */
const NOT_SHOWN: Texts = {
  fr: "aucun exemple entier n'a été trouvé qui montre ce changement à lui seul",
  en: 'no whole instance was found that shows this change by itself',
};
