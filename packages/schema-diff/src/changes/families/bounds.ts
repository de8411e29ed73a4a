import { areAlike, pick } from '../directed.ts';
import type { Draft, Family, Keywords } from '../types.ts';

type Bound = { value: number; exclusive: boolean };

/** Each bound as kinds name it, with the keywords that say it and the way in which it gets tighter. */
const BOUNDS: readonly { word: string; inclusive: string; exclusive?: string; tighter: 1 | -1 }[] = [
  { word: 'min-length', inclusive: 'minLength', tighter: 1 },
  { word: 'max-length', inclusive: 'maxLength', tighter: -1 },
  { word: 'minimum', inclusive: 'minimum', exclusive: 'exclusiveMinimum', tighter: 1 },
  { word: 'maximum', inclusive: 'maximum', exclusive: 'exclusiveMaximum', tighter: -1 },
  { word: 'min-items', inclusive: 'minItems', tighter: 1 },
  { word: 'max-items', inclusive: 'maxItems', tighter: -1 },
  { word: 'min-properties', inclusive: 'minProperties', tighter: 1 },
  { word: 'max-properties', inclusive: 'maxProperties', tighter: -1 },
];

export const BOUND_KEYWORDS = BOUNDS.flatMap(({ inclusive, exclusive }) => [inclusive, ...(exclusive ? [exclusive] : [])]);

/** Lengths, numbers of items and of properties, least and greatest numbers. */
export const bounds: Family = ({ p, n }) => ({
  drafts: BOUNDS.flatMap(({ word, inclusive, exclusive = '', tighter }): Draft[] => {
    const keywords = [inclusive, exclusive];
    if (areAlike(p, n, keywords)) return [];
    const read = (view: Keywords) => boundOf(view[inclusive], view[exclusive], tighter);
    const [before, after] = [read(p), read(n)];
    const params = { ...(before && said('before', before)), ...(after && said('after', after)) };
    return [{ kind: `${word}-${eventOf(before, after, tighter)}`, params, previous: pick(p, keywords), next: pick(n, keywords) }];
  }),
});

/** In draft-04, `exclusiveMinimum` is a boolean beside `minimum`; later it is a bound of its own, and the tighter of the two counts. */
function boundOf(inclusive: unknown, exclusive: unknown, tighter: 1 | -1): Bound | undefined {
  const at = typeof inclusive === 'number' ? { value: inclusive, exclusive: exclusive === true } : undefined;
  if (typeof exclusive !== 'number') return at;
  return at && tighter * (at.value - exclusive) > 0 ? at : { value: exclusive, exclusive: true };
}

function eventOf(before: Bound | undefined, after: Bound | undefined, tighter: 1 | -1): string {
  if (!before) return 'added';
  if (!after) return 'removed';
  const moved = after.value - before.value || tighter * (Number(after.exclusive) - Number(before.exclusive));
  return moved > 0 ? 'increased' : 'decreased';
}

const said = (side: 'before' | 'after', { value, exclusive }: Bound): Record<string, unknown> => ({
  [side]: value,
  ...(exclusive && { [`${side}Exclusive`]: true }),
});
