import type { ObjectShape, Shape } from '../../../../src/model/record-shapes.ts';

/**
 * The members of an item of a list, as ways to them from the item, that make its witness: a sum of their hashes. Items whose witnesses differ
 * are different; those whose witnesses are equal are for JavaScript to compare.
 */
type Witness = { path: string[]; factor: bigint };

/** The witnesses that an object and what is in it add to, and the global that holds the address of their sum. */
export type Target = { pointer: string; parts: readonly Witness[] };

export const WITNESS_BYTES = 8;

/** Items are compared with all before them: beyond this many the list is left to JavaScript. */
export const MOST_COMPARED = 64;

/** Maximum number of members that distinguish items; more would only cost time. */
const MOST_PARTS = 4;
const MOST_STEPS = 4;

/** Identifiers are texts or numbers; codes are the last choice, since many items share them. */
const RANK: Partial<Record<Shape['form'], number>> = { text: 0, number: 1, codes: 2 };

/** An odd factor for each member, so that two that swap their values are distinguished. */
const factorOf = (part: number): bigint => (0x9e3779b97f4a7c15n * BigInt(2 * part + 1)) % 2n ** 64n;

/** The required members by which items most likely differ; the item itself where it is one value. */
export const witnessOf = (items: Shape): Witness[] =>
  candidates(items, [])
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_PARTS)
    .map(({ path }, part) => ({ path, factor: factorOf(part) }));

/** The remaining path below the member `name`. */
export function below({ pointer, parts }: Target, name: string): Target | undefined {
  const rest = parts.filter(({ path }) => path[0] === name).map(({ path, factor }) => ({ path: path.slice(1), factor }));
  return rest.length === 0 ? undefined : { pointer, parts: rest };
}

type Candidate = { path: string[]; rank: number };

function candidates(shape: Shape, path: string[]): Candidate[] {
  const rank = RANK[shape.form];
  if (rank !== undefined) return [{ path, rank }];
  return shape.form === 'object' && path.length < MOST_STEPS ? members(shape, path) : [];
}

const members = ({ members, required }: ObjectShape, path: string[]): Candidate[] =>
  members.filter(({ name }) => required.includes(name)).flatMap(({ name, shape }) => candidates(shape, [...path, name]));
