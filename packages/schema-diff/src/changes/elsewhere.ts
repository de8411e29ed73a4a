/** Fields that left one object for another: each is one change, and what is said of it at both places is compared. */
import { bumpOf } from '../bump.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Change, Direction } from '../types.ts';
import type { Cause, Start } from './flatten.ts';
import { nodeAt } from './navigate.ts';
import type { Opened } from './questions.ts';
import { sentenceOf } from './sentence.ts';
import type { Link } from './types.ts';
import type { Walk } from './walk.ts';

/** The two ends of each field that one object loses and another one wins. */
function endsOf<T extends { kind: string; field?: string }>(told: readonly T[]): [T, T][] {
  return told.flatMap((removed): [T, T][] => {
    if (removed.kind !== 'property-removed' || removed.field === undefined) return [];
    const same = told.filter(({ kind, field }) => field === removed.field && /^property-(added|removed)$/.test(kind));
    const added = same.find(({ kind }) => kind === 'property-added');
    return added && same.length === 2 ? [[removed, added]] : [];
  });
}

/** Where fields that moved elsewhere are compared: from what previous says at the old place to what next says at the new one. */
export function movedElsewhere(causes: readonly Cause[], { previous, next }: Opened, walk: Walk): Start[] {
  return endsOf(causes).flatMap(([removed, added]): Start[] => {
    const [from, to] = [removed.places[0], added.places[0]];
    if (!from || !to) return [];
    const link: Link = {
      previous: [...from.previous, ...(removed.fact.about?.previous ?? [])],
      next: [...to.next, ...(added.fact.about?.next ?? [])],
    };
    const pair = { previous: link.previous.reduce(nodeAt, previous), next: link.next.reduce(nodeAt, next) };
    return [{ link, visit: walk.visit(pair) }];
  });
}

/** The changes with the two of each field that moved told as one. */
export function movesJoined(changes: readonly Change[]): Change[] {
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
