import type { Bump, Direction, Relation } from './types.ts';

/** What each direction asks of the number (DESIGN §7). What is not told counts as a break. */
const BY_DIRECTION: Readonly<Record<Direction, Bump>> = {
  narrowed: 'major',
  both: 'major',
  unknown: 'major',
  widened: 'minor',
  none: 'patch',
};

const BY_RELATION: Readonly<Record<Relation, Bump>> = {
  narrowed: 'major',
  incomparable: 'major',
  unknown: 'major',
  widened: 'minor',
  equivalent: 'none',
};

const RANK: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

export const bumpOf = (direction: Direction): Bump => BY_DIRECTION[direction];

export const bumpOfRelation = (relation: Relation): Bump => BY_RELATION[relation];

export const greatest = (bumps: readonly Bump[]): Bump => bumps.reduce<Bump>((a, b) => (RANK[b] > RANK[a] ? b : a), 'none');
