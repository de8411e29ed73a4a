/** Properties of one object that bear another name, or stand one or two objects deeper: known by their `x-field`. */
import { canonical } from '../../../../base/src/json.ts';
import type { Located } from '../../containment/engine.ts';
import { defines, fieldOf, propertiesOf, requiredOf, saidOf } from '../members.ts';
import type { Child, Context, Draft, Keywords, Step } from '../types.ts';
import { viewOf } from '../view.ts';

/** Objects that are looked into for a field that is gone. */
const DEEP = 3;

/** One property of previous and where it is in next, or the reverse: steps from the object that both sides stand for. */
type Move = { field: string; previous: string[]; next: string[] };

/** What was renamed or moved, and the properties of this object that this explains. */
export type Moves = { drafts: Draft[]; children: Child[]; explained: ReadonlySet<string> };

export function movesOf(context: Context): Moves {
  const moves = [...downward(context, 'previous', 'next'), ...downward(context, 'next', 'previous').map(turned)];
  const renamed = uniqueMoves(moves.filter(({ previous, next }) => previous.length === 1 && next.length === 1));
  const groups = grouped(moves.filter(({ previous, next }) => previous.length !== next.length || previous.length > 1));
  return {
    drafts: [
      ...renamed.map((move) => draftOf(context, 'property-renamed', [move])),
      ...groups.map((group) => draftOf(context, 'property-moved', group)),
    ],
    children: [...renamed.map((move) => childOf(context, move)), ...groups.flatMap((group) => childrenOf(context, group))],
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
      // What both sides have under one name stays where it is, save where that name has come to mean something else.
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
function grouped(moves: Move[]): Move[][] {
  const groups = new Map<string, Move[]>();
  for (const move of moves) {
    const key = move.next.length > move.previous.length ? `next ${String(move.next[0])}` : `previous ${String(move.previous[0])}`;
    groups.set(key, [...(groups.get(key) ?? []), move]);
  }
  return [...groups.values()];
}

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
 * The pairs to compare below. An object all of whose fields went into one of its properties stands for that property: as a whole, so that
 * what is required of it is compared too.
 */
function childrenOf(context: Context, group: Move[]): Child[] {
  const { previous, next } = common(group);
  const [own, whole] = next.length > previous.length ? [context.p, previous] : [context.n, next];
  const all = Object.keys(propertiesOf(own)).length === group.length && whole.length === 0;
  if (!all) return group.map((move) => childOf(context, move));
  const { pair } = context;
  return [
    {
      link: { previous: stepsOf(previous), next: stepsOf(next) },
      pair: { previous: at(pair.previous, previous), next: at(pair.next, next) },
    },
  ];
}

const stepsOf = (names: readonly string[]): Step[] => names.map((name) => ({ by: 'property', name }));

function childOf({ pair }: Context, { field, previous, next }: Move): Child {
  return {
    link: { previous: stepsOf(previous), next: stepsOf(next) },
    pair: { previous: at(pair.previous, previous), next: at(pair.next, next) },
    field,
  };
}

const at = (node: Located, names: readonly string[]): Located =>
  names.reduce<Located>((parent, name) => ({ ...parent, schema: saidOf(viewOf(parent), name, parent.document) }), node);
