import type { Located } from '../../containment/engine.ts';
import { isObject } from '../../../../base/src/json.ts';
import type { JsonSchema } from '../../types.ts';
import { isAnnotation } from '../view.ts';
import { areAlike, comingOrGoing, pick } from '../directed.ts';
import { sameSchema } from '../same.ts';
import type { Child, Context, Draft, Family, Keywords } from '../types.ts';

type Keyword = 'allOf' | 'anyOf' | 'oneOf';
type Branches = { removed: JsonSchema[]; added: JsonSchema[]; pairs: [JsonSchema, JsonSchema][] };

/** Beyond, the branches of `oneOf` are not asked two by two whether they exclude each other. */
const MANY = 12;

/**
 * `allOf` (the parts that the view could not merge), `anyOf` and `oneOf`: matching branches are compared, others are added or
 * removed.
 */
export const combinations: Family = (context) => {
  const found = (['allOf', 'anyOf', 'oneOf'] as const).map((keyword) => combination(keyword, context));
  return { drafts: found.flatMap(({ drafts = [] }) => drafts), children: found.flatMap(({ children = [] }) => children) };
};

function combination(keyword: Keyword, context: Context): ReturnType<Family> {
  const { p, n, pair } = context;
  if (areAlike(p, n, [keyword])) return {};
  const [before, after] = [branchesOf(p, keyword), branchesOf(n, keyword)];
  const whole = { previous: pick(p, [keyword]), next: pick(n, [keyword]) };
  const changed: Draft = {
    kind: comingOrGoing('constraint', before.length > 0, after.length > 0),
    params: { keyword, ...askedBy(after.length > 0 ? after : before, [before, after]) },
    ...whole,
  };
  if (before.length === 0 || after.length === 0 || before.length * after.length > MANY * MANY) return { drafts: [changed] };
  const { removed, added, pairs } = matched(before, after, context);
  const loose = removed.length + added.length;
  if (
    (loose > 0 && keyword === 'allOf') ||
    (keyword === 'oneOf' && !(excludes(pair.previous, before, context) && excludes(pair.next, after, context)))
  )
    return { drafts: [changed] };
  // The same object for all branches, by which it is seen that they are of one choice.
  const choice = { previous: anyOf(pair.previous, before), next: anyOf(pair.next, after) };
  return {
    drafts: [
      ...once(removed, pair.previous).map((branch): Draft => ({
        kind: 'alternative-removed',
        params: { alternative: branch },
        ...whole,
        previous: {},
        within: { previous: { allOf: [branch] } },
      })),
      ...once(added, pair.next).map((branch): Draft => ({
        kind: 'alternative-added',
        params: { alternative: branch },
        ...whole,
        next: {},
        within: { next: { allOf: [branch] } },
      })),
    ],
    children: pairs.map(([previous, next]) => ({
      ...childOf(context, previous, next),
      ...(keyword !== 'allOf' && { choice }),
    })),
  };
}

const childOf = ({ pair }: Context, previous: JsonSchema, next: JsonSchema): Child => ({
  link: { previous: [], next: [] },
  pair: { previous: { ...pair.previous, schema: previous }, next: { ...pair.next, schema: next } },
  branch: true,
});

/** What at least one of the branches accepts: `oneOf` is taken apart only where no two of them meet. */
const anyOf = ({ document }: Located, branches: JsonSchema[]): Located => ({ document, schema: { anyOf: branches } });

const branchesOf = (view: Keywords, keyword: Keyword): JsonSchema[] => (view[keyword] as JsonSchema[] | undefined) ?? [];

/**
 * Matches equal branches first, then those with the same name, then the remaining ones in order if their number is equal on both
 * sides.
 */
function matched(before: JsonSchema[], after: JsonSchema[], { pair }: Context): Branches {
  const [p, n] = [pair.previous.document, pair.next.document];
  const left: Branches = { removed: [...before], added: [...after], pairs: [] };
  const match = (alike: (a: JsonSchema, b: JsonSchema) => boolean, keep: boolean): void => {
    for (const a of [...left.removed]) {
      const b = left.added.find((candidate) => alike(a, candidate));
      if (b === undefined) continue;
      left.removed.splice(left.removed.indexOf(a), 1);
      left.added.splice(left.added.indexOf(b), 1);
      if (keep) left.pairs.push([a, b]);
    }
  };
  match((a, b) => sameSchema({ document: p, schema: a }, { document: n, schema: b }), false);
  match((a, b) => nameOf(a) !== undefined && nameOf(a) === nameOf(b), true);
  if (left.removed.length === left.added.length) match(() => true, true);
  return left;
}

/** Removes duplicate branches, so that an alternative that occurs twice is added or removed once. */
const once = (branches: readonly JsonSchema[], { document }: Located): JsonSchema[] =>
  branches.filter(
    (schema, i) => !branches.slice(0, i).some((earlier) => sameSchema({ document, schema: earlier }, { document, schema })),
  );

/** The properties that each branch asks for, where all come or go together and none asks for anything else. */
function askedBy(branches: readonly JsonSchema[], sides: readonly unknown[][]): { branches?: string[][] } {
  if (sides.every(({ length }) => length > 0)) return {};
  const asked = branches.map((branch) => {
    const names = isObject(branch) ? branch['required'] : undefined;
    const isAll = isObject(branch) && Object.keys(branch).every((keyword) => keyword === 'required' || isAnnotation(keyword));
    return isAll && Array.isArray(names) && names.length > 0 ? [...(names as string[])].sort() : undefined;
  });
  return asked.includes(undefined) ? {} : { branches: asked as string[][] };
}

/** The key by which branches are matched: their reference, their title, or the properties that they require. */
function nameOf(branch: JsonSchema): unknown {
  if (!isObject(branch)) return undefined;
  const { $ref, title, required } = branch;
  return $ref ?? title ?? (Array.isArray(required) ? [...(required as string[])].sort().join() : undefined);
}

/** Whether no instance is of two branches, so that `oneOf` says the same as `anyOf`. */
function excludes(side: Located, branches: JsonSchema[], { find }: Context): boolean {
  const located = branches.map((schema) => ({ document: side.document, schema }));
  return located.every((one, i) => located.slice(i + 1).every((other) => 'none' in find([one, other], [])));
}
