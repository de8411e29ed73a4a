import type { JsonSchema } from '../../types.ts';
import { comingOrGoing } from '../directed.ts';
import { defines, fieldOf, isNothing, othersOf, patternsOf, propertiesOf, requiredOf, saidOf } from '../members.ts';
import type { Child, Context, Draft, Family, Keywords, Step } from '../types.ts';
import { canonical } from '../../../../base/src/json.ts';
import type { Located } from '../../containment/engine.ts';
import { viewOf } from '../view.ts';
import { groupBy } from '../../../../base/src/lists.ts';

const KEYWORDS = ['properties', 'patternProperties', 'additionalProperties', 'required'];

/** Properties added and removed, required or not, renamed and moved; objects closed and opened. */
export const objects: Family = (context) => {
  const { p, n } = context;
  if (!KEYWORDS.some((keyword) => keyword in p || keyword in n) || !mayBeObjects(context)) return {};
  const moves = movesOf(context);
  const named = namesOf(p, n).filter((name) => !moves.explained.has(name));
  const reported = named.map((name) => property(context, name));
  const alone = new Set([...moves.explained, ...named.filter((_, i) => reported[i]?.drafts)]);
  const others = otherKeys(context);
  return {
    drafts: [
      ...moves.drafts,
      ...reported.flatMap(({ drafts = [] }) => drafts),
      ...required(context, alone),
      ...(others.drafts ?? []),
    ],
    children: [...moves.children, ...reported.flatMap(({ children = [] }) => children), ...(others.children ?? [])],
  };
};

/** If one side accepts no objects, its object keywords have no effect, and the change of type covers everything. */
const mayBeObjects = ({ pair, find }: Context): boolean =>
  [pair.previous, pair.next].every((side) => !('none' in find([side, { ...side, schema: OBJECT }], [])));

const OBJECT: JsonSchema = { type: 'object' };

const namesOf = (p: Keywords, n: Keywords): string[] => [
  ...new Set([...Object.keys(propertiesOf(p)), ...Object.keys(propertiesOf(n))]),
];

function property({ p, n, pair, branch }: Context, name: string): ReturnType<Family> {
  const [was, is] = [defines(p, name), defines(n, name)];
  const field = fieldOf(n, name) ?? fieldOf(p, name);
  const [before, after] = [saidOf(p, name, pair.previous.document), saidOf(n, name, pair.next.document)];
  if (was === is || (branch && !isNothing(before) && !isNothing(after))) {
    if (isNothing(before) === isNothing(after)) {
      return { children: [childOf(pair, name, before, after, field)] };
    }
  }
  const kind =
    was === is ? (isNothing(after) ? 'property-forbidden' : 'property-allowed') : is ? 'property-added' : 'property-removed';
  const [asked, asks] = [requiredOf(p), requiredOf(n)].map((names) => names.includes(name)) as [boolean, boolean];
  const said = (schema: JsonSchema, own: boolean, other: boolean): Keywords => ({
    properties: { [name]: schema },
    ...(own && !other && { required: [name] }),
  });
  const params = {
    name,
    ...((kind === 'property-added' ? asks : asked) && { required: true }),
    ...(kind === 'property-removed' && isNothing(after) && { refused: true }),
  };
  return {
    drafts: [{ kind, params, previous: said(before, asked, asks), next: said(after, asks, asked), ...aboutOf(name, field) }],
  };
}

const childOf = (
  pair: Context['pair'],
  name: string,
  before: JsonSchema,
  after: JsonSchema,
  field: string | undefined,
): Child => ({
  link: { previous: [{ by: 'property', name }], next: [{ by: 'property', name }] },
  pair: { previous: { ...pair.previous, schema: before }, next: { ...pair.next, schema: after } },
  ...(field !== undefined && { field }),
});

const aboutOf = (name: string, field: string | undefined): Pick<Draft, 'about' | 'field'> => ({
  about: { previous: [{ by: 'property', name }], next: [{ by: 'property', name }] },
  ...(field !== undefined && { field }),
});

/** Properties that are now required, or no longer: save those that came or went, whose change says it. */
function required({ p, n }: Context, alone: ReadonlySet<string>): Draft[] {
  const [before, after] = [requiredOf(p), requiredOf(n)];
  const draft = (kind: string, name: string, previous: Keywords, next: Keywords): Draft => ({
    kind,
    params: { name },
    previous,
    next,
    ...aboutOf(name, fieldOf(n, name) ?? fieldOf(p, name)),
  });
  const only = (names: readonly string[], others: readonly string[]) =>
    names.filter((name) => !others.includes(name) && !alone.has(name));
  return [
    ...only(before, after).map((name) => draft('property-no-longer-required', name, { required: [name] }, {})),
    ...only(after, before).map((name) => draft('property-now-required', name, {}, { required: [name] })),
  ];
}

/** The keys that neither side names. */
function otherKeys({ p, n, pair }: Context): ReturnType<Family> {
  const names = namesOf(p, n);
  const [before, after] = [Object.keys(patternsOf(p)), Object.keys(patternsOf(n))];
  const said = (view: Keywords): Keywords => ({
    properties: Object.fromEntries(names.map((name) => [name, true])),
    patternProperties: patternsOf(view),
    additionalProperties: othersOf(view),
  });
  const [previous, next] = [said(p), said(n)];
  if (before.sort().join('\n') !== after.sort().join('\n')) {
    const kind = comingOrGoing('pattern-properties', before.length > 0, after.length > 0);
    return { drafts: [{ kind, params: { before, after }, previous, next }] };
  }
  const [closedBefore, closedAfter] = [isNothing(othersOf(p)), isNothing(othersOf(n))];
  const drafts =
    closedBefore === closedAfter ? [] : [{ kind: closedAfter ? 'object-closed' : 'object-opened', params: {}, previous, next }];
  const child = (step: Child['link']['next'][number], a: JsonSchema, b: JsonSchema): Child => ({
    link: { previous: [step], next: [step] },
    pair: { previous: { ...pair.previous, schema: a }, next: { ...pair.next, schema: b } },
  });
  return {
    drafts,
    children: [
      ...before.map((pattern) =>
        child({ by: 'pattern', pattern }, patternsOf(p)[pattern] ?? true, patternsOf(n)[pattern] ?? true),
      ),
      ...(drafts.length > 0 || closedAfter ? [] : [child({ by: 'other', names, patterns: before }, othersOf(p), othersOf(n))]),
    ],
  };
}

// Finds properties of one object that were renamed, or moved one or two objects deeper, by their `x-field`.

/** Objects that are looked into for a field that is gone. */
const DEEP = 3;

/** A property of previous and its path in next, or the reverse, starting from the matched object. */
type Move = { field: string; previous: string[]; next: string[] };

/** The renamed or moved properties, and the properties of this object that they explain. */
type Moves = { drafts: Draft[]; children: Child[]; explained: ReadonlySet<string> };

function movesOf(context: Context): Moves {
  const moves = [...downward(context, 'previous', 'next'), ...downward(context, 'next', 'previous').map(turned)];
  const renamed = uniqueMoves(moves.filter(({ previous, next }) => previous.length === 1 && next.length === 1));
  const groups = grouped(moves.filter(({ previous, next }) => previous.length !== next.length || previous.length > 1));
  return {
    drafts: [
      ...renamed.map((move) => draftOf(context, 'property-renamed', [move])),
      ...groups.map((group) => draftOf(context, 'property-moved', group)),
    ],
    children: [...renamed.map((move) => movedChild(context, move)), ...groups.flatMap((group) => childrenOf(context, group))],
    explained: new Set(moves.flatMap(({ previous, next }) => [previous[0] ?? '', next[0] ?? ''])),
  };
}

const turned = ({ field, previous, next }: Move): Move => ({ field, previous: next, next: previous });

/** A rename is found from both sides. */
const uniqueMoves = (moves: Move[]): Move[] => [...new Map(moves.map((move) => [move.field, move])).values()];

/** The properties of one side whose field the other side has under another name, or deeper. */
function downward({ p, n, pair }: Context, here: 'previous' | 'next', there: 'previous' | 'next'): Move[] {
  const [own, other] = here === 'previous' ? [p, n] : [n, p];
  return Object.keys(propertiesOf(own)).flatMap((name): Move[] => {
    const field = fieldOf(own, name);
    if (field === undefined || fieldOf(other, name) === field) return [];
    const found = Object.keys(propertiesOf(other)).flatMap((start) => {
      // A name that exists on both sides stays in place, unless it now denotes another field.
      if (defines(own, start) && fieldOf(own, start) === fieldOf(other, start)) return [];
      const path = below(
        { ...pair[there], schema: propertiesOf(other)[start] ?? true },
        start,
        fieldOf(other, start),
        field,
        DEEP,
      );
      return path ? [path] : [];
    });
    const [path] = found;
    return path ? [{ field, previous: [name], next: path }] : [];
  });
}

/** The names that lead from `start` to the field, without a list in between. */
function below(node: Located, start: string, own: string | undefined, field: string, depth: number): string[] | undefined {
  if (own === field) return [start];
  if (depth === 0) return undefined;
  const view = viewOf(node);
  for (const [name, schema] of Object.entries(propertiesOf(view))) {
    const path = below({ ...node, schema }, name, fieldOf(view, name), field, depth - 1);
    if (path) return [start, ...path];
  }
  return undefined;
}

/** Fields that went into one object, or came out of it, moved together. */
const grouped = (moves: Move[]): Move[][] => [
  ...groupBy(moves, ({ previous, next }) =>
    next.length > previous.length ? `next ${String(next[0])}` : `previous ${String(previous[0])}`,
  ).values(),
];

function draftOf({ p, n, pair }: Context, kind: string, group: Move[]): Draft {
  const names = [...new Set(group.flatMap(({ previous, next }) => [previous[0] ?? '', next[0] ?? '']))];
  const said = (view: Keywords, { document }: Located): Keywords => ({
    properties: Object.fromEntries(names.map((name) => [name, saidOf(view, name, document)])),
    required: names.filter((name) => requiredOf(view).includes(name)),
  });
  const about = common(group);
  const [before, after] = [about.previous[0], about.next[0]];
  const field =
    (group.length > 1 ? undefined : group[0]?.field) ?? (after === undefined ? fieldOf(p, before ?? '') : fieldOf(n, after));
  return {
    kind,
    params: { from: group.map(({ previous }) => previous.join('.')), to: group.map(({ next }) => next.join('.')) },
    previous: said(p, pair.previous),
    next: said(n, pair.next),
    made: { also: group.map(canonical).sort() },
    about: { previous: stepsOf(about.previous), next: stepsOf(about.next) },
    ...(field !== undefined && { field }),
  };
}

/** The names that all moves of a group begin with, on each side. */
function common(group: readonly Move[]): Pick<Move, 'previous' | 'next'> {
  const shared = (side: 'previous' | 'next'): string[] => {
    const [first = [], ...others] = group.map((move) => move[side]);
    const end = first.findIndex((name, i) => others.some((path) => path[i] !== name));
    return end < 0 ? first : first.slice(0, end);
  };
  return { previous: shared('previous'), next: shared('next') };
}

/**
 * The pairs to compare next. An object whose fields all moved into one of its properties is matched with that property as a
 * whole, so that its required properties are compared as well.
 */
function childrenOf(context: Context, group: Move[]): Child[] {
  const { previous, next } = common(group);
  const [own, whole] = next.length > previous.length ? [context.p, previous] : [context.n, next];
  const all = Object.keys(propertiesOf(own)).length === group.length && whole.length === 0;
  if (!all) return group.map((move) => movedChild(context, move));
  const { pair } = context;
  return [
    {
      link: { previous: stepsOf(previous), next: stepsOf(next) },
      pair: { previous: at(pair.previous, previous), next: at(pair.next, next) },
    },
  ];
}

const stepsOf = (names: readonly string[]): Step[] => names.map((name) => ({ by: 'property', name }));

function movedChild({ pair }: Context, { field, previous, next }: Move): Child {
  return {
    link: { previous: stepsOf(previous), next: stepsOf(next) },
    pair: { previous: at(pair.previous, previous), next: at(pair.next, next) },
    field,
  };
}

const at = (node: Located, names: readonly string[]): Located =>
  names.reduce<Located>((parent, name) => ({ ...parent, schema: saidOf(viewOf(parent), name, parent.document) }), node);
