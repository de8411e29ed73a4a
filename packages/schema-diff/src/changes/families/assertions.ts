import { areAlike, comingOrGoing, pick } from '../directed.ts';
import type { Draft, Family } from '../types.ts';

/**
 * Constraints that are added, removed, narrowed or widened according to the engine: the noun of their kinds, with their keywords.
 */
const ASSERTIONS: readonly { word: string; keywords: readonly string[] }[] = [
  { word: 'pattern', keywords: ['pattern'] },
  { word: 'format', keywords: ['format'] },
  { word: 'multiple-of', keywords: ['multipleOf'] },
  { word: 'unique-items', keywords: ['uniqueItems'] },
  { word: 'contains', keywords: ['contains', 'minContains', 'maxContains'] },
  { word: 'property-names', keywords: ['propertyNames'] },
  { word: 'dependencies', keywords: ['dependentRequired', 'dependentSchemas', 'dependencies'] },
  { word: 'exclusion', keywords: ['not'] },
  { word: 'condition', keywords: ['if', 'then', 'else'] },
];

export const ASSERTION_KEYWORDS = ASSERTIONS.flatMap(({ keywords }) => keywords);

export const assertions: Family = ({ p, n }) => ({
  drafts: ASSERTIONS.flatMap(({ word, keywords }): Draft[] => {
    if (areAlike(p, n, keywords)) return [];
    const [previous, next] = [pick(p, keywords), pick(n, keywords)];
    const says = (side: object) => Object.keys(side).length > 0;
    const [before, after] = [plain(previous), plain(next)];
    const params = { ...(says(previous) && { before }), ...(says(next) && { after }) };
    // `uniqueItems: false` says nothing, as its absence does.
    const [was, is] = [previous, next].map((side) => says(side) && side['uniqueItems'] !== false);
    return [{ kind: comingOrGoing(word, was === true, is === true), params, previous, next }];
  }),
});

/** The value where one keyword says it all, the keywords where there are several. */
const plain = (keywords: Readonly<Record<string, unknown>>): unknown => {
  const [only, ...more] = Object.values(keywords);
  return more.length === 0 ? only : keywords;
};
