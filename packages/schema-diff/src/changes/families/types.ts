import { areAlike, endedBy, pick } from '../directed.ts';
import type { Family, Keywords } from '../types.ts';

const KEYWORDS = ['type'];

/** The types of JSON that are allowed; none named means any. */
export const types: Family = ({ p, n }) => {
  const [before, after] = [typesOf(p), typesOf(n)];
  if (areAlike({ type: before }, { type: after }, KEYWORDS)) return {};
  const params = { before, after };
  return { drafts: [{ kind: endedBy('type'), params, previous: pick(p, KEYWORDS), next: pick(n, KEYWORDS) }] };
};

const typesOf = ({ type = [] }: Keywords): string[] => (Array.isArray(type) ? [...(type as string[])].sort() : [type as string]);
