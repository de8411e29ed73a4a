import { isOlder } from '../../dialect.ts';
import type { Dialect, JsonSchema } from '../../types.ts';
import { areAlike, pick } from '../directed.ts';
import { isAnything, isNothing } from '../members.ts';
import type { Child, Context, Family, Keywords, Step } from '../types.ts';

const KEYWORDS = ['prefixItems', 'items', 'additionalItems'];

/** Beyond, the places of a tuple are reported as one constraint. */
const MANY = 100;

type Place = Extract<Step, { by: 'item' | 'items' }>;
type Items = { first: readonly JsonSchema[]; others: JsonSchema };

/** The items of lists: place by place as far as one side counts, then all others. */
export const arrays: Family = (context) => {
  const { p, n } = context;
  if (!KEYWORDS.some((keyword) => keyword in p || keyword in n) || !mayBeLists(context)) return {};
  const [before, after] = [itemsOf(p), itemsOf(n)];
  const counted = Math.max(before.first.length, after.first.length);
  const whole = { previous: pick(p, KEYWORDS), next: pick(n, KEYWORDS) };
  if (counted > MANY)
    return areAlike(p, n, KEYWORDS) ? {} : { drafts: [{ kind: 'constraint-changed', params: { keyword: 'items' }, ...whole }] };
  const places = Array.from({ length: counted }, (_, index) =>
    place(context, { by: 'item', index }, at(before, index), at(after, index)),
  );
  const found = [...places, place(context, { by: 'items', from: counted }, before.others, after.others)];
  return { drafts: found.flatMap(({ drafts = [] }) => drafts), children: found.flatMap(({ children = [] }) => children) };
};

const mayBeLists = ({ pair, find }: Context): boolean =>
  [pair.previous, pair.next].every((side) => !('none' in find([side, { ...side, schema: ARRAY }], [])));

const ARRAY: JsonSchema = { type: 'array' };

/** `prefixItems` and `items`, or before 2020-12 `items` as a list and `additionalItems`. */
function itemsOf({ prefixItems, items, additionalItems }: Keywords): Items {
  if (!Array.isArray(items))
    return { first: (prefixItems as JsonSchema[] | undefined) ?? [], others: (items as JsonSchema | undefined) ?? true };
  return { first: items as JsonSchema[], others: (additionalItems as JsonSchema | undefined) ?? true };
}

const at = ({ first, others }: Items, index: number): JsonSchema => first[index] ?? others;

function place({ pair }: Context, step: Place, before: JsonSchema, after: JsonSchema): ReturnType<Family> {
  const draft = (kind: string): ReturnType<Family> => ({
    drafts: [
      {
        kind,
        params: step.by === 'item' ? { index: step.index } : {},
        previous: only(step, before, pair.previous.document.dialect),
        next: only(step, after, pair.next.document.dialect),
      },
    ],
  });
  if (isNothing(before) !== isNothing(after)) return draft(isNothing(after) ? 'list-closed' : 'list-opened');
  // Constraining items that were unconstrained is one change, however many constraints are added.
  if (isAnything(before) !== isAnything(after)) return draft(isAnything(before) ? 'items-constrained' : 'items-unconstrained');
  const child: Child = {
    link: { previous: [step], next: [step] },
    pair: { previous: { ...pair.previous, schema: before }, next: { ...pair.next, schema: after } },
  };
  return { children: [child] };
}

/** The constraints on the items of one place only; other places have their own changes. */
function only(step: Place, schema: JsonSchema, dialect: Dialect): Keywords {
  const before = Array.from({ length: step.by === 'item' ? step.index : step.from }, () => ({}));
  const [first, others] = isOlder(dialect, '2020-12') ? ['items', 'additionalItems'] : ['prefixItems', 'items'];
  if (step.by === 'item') return { [first]: [...before, schema] };
  return before.length === 0 ? { items: schema } : { [first]: before, [others]: schema };
}
