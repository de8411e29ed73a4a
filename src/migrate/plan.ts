/**
 * Compiles a step, in one direction, for both kinds of record: two Models and what the step says become, for each name of each object, what happens to its
 * value. Moves are not written anywhere: a field is at the place that its stable name has in the other version.
 */
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import type { Branch, List, Node } from '../model/tree.ts';
import type { Model, Texts } from '../model/types.ts';
import { type Scope, scopesOf, type ListScope } from './scope.ts';
import { MIGRATION } from '../messages/compiled/migration.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { Condition, DeduceEntry, Direction, EmptyEntry, Level, LostEntry, NullEntry, Step, TextEntry } from './step.ts';

/** What happens to one scope: a record, or an item of a list. */
export type ScopePlan = {
  object: ObjectPlan;
  /** Every value stays where it is: only what changes is copied. */
  inPlace: boolean;
  deductions: Deduction[];
};

/** An object of a scope. `to`: its place in the other version, undefined where no object there corresponds. */
export type ObjectPlan = {
  members: ReadonlyMap<string, MemberPlan>;
  to: readonly string[] | undefined;
  /** Whether the object at `to` takes names that its version does not define. */
  open: boolean;
  /** The names that the object at `to` has, each with the places in the scope here of what gives a value to it. */
  names: ReadonlyMap<string, readonly (readonly string[])[]>;
};

/** A name of an object. `to`: the place of its field in the scope of the other version, undefined where it has none. */
export type MemberPlan = {
  id: string;
  to: readonly string[] | undefined;
  /** The last name of `to` is this one, and so are those before: the value stays where it is. */
  stays: boolean;
  /** Nothing happens to the value, whatever it is. */
  copied: boolean;
  lost?: Removal | undefined;
  /** A nested object, whose members are planned. */
  object?: ObjectPlan;
  leaf?: LeafPlan;
  list?: ListPlan;
  divert?: ReadonlyMap<string, Divert>;
};

/** What an entry says of a value that it changes: how sure that is, and why. */
export type Word = { level: Level; reason: Texts };

/** Why a field is left out. `repeats`: the places, in the scope, of the values that say the same. */
export type Removal = Word & { repeats?: readonly (readonly string[])[] };

export type LeafPlan = {
  codes: ReadonlyMap<string, CodePlan>;
  /** What `null` becomes: a code, or nothing (the field is left out); undefined where it stays. */
  nulls?: Word & { to?: string };
  keep?: Word & { what: TextEntry['keep'] };
};

/** `merged`: other codes become the same one. Without `to` no code says it. */
export type CodePlan = Word & {
  to?: string;
  merged: boolean;
  when?: PlacedCondition;
  redundant?: Redundant;
};
type Redundant = Word & { others: number };

export type ListPlan = {
  /** Without the field where the list is empty (`to` undefined), or a list of this code. */
  empty?: Word & { to?: string };
  /** The list of this code alone becomes empty. */
  emptied?: Word & { code: string };
  /** Codes of a list of codes. */
  leaf?: LeafPlan;
  /** Items that are objects. */
  items?: { scope: ScopePlan; from?: string | undefined; to?: string | undefined; wrapperClosed: boolean; ranks: RankPlan[] };
};

/** Gives the items of a list that have none their rank, by the date at `by` in the item before. */
export type RankPlan = Word & { to: readonly string[]; field: string; by: readonly string[] | undefined };

/** The value of a field becomes `stays` there (undefined: nothing), and the code at `to` is added. */
export type Divert = Word & { stays?: string; to: readonly string[]; inList: boolean; code: string };

export type PlacedCondition = Omit<Condition, 'field' | 'matches'> & { at: readonly string[] | undefined; matches?: RegExp };

/** A value put where the scope has none. */
export type Deduction = Word & {
  to: readonly string[];
  field: string;
  value: null | [];
  when?: PlacedCondition | undefined;
};

export type Plan = Record<RecordKind, ScopePlan>;

/** Plans a step between the version before it (`older`) and its own (`newer`). */
export function planStep(older: Model, newer: Model, step: Step, direction: Direction): Plan {
  const [from, to] = direction === 'up' ? [older, newer] : [newer, older];
  const entries = direction === 'up' ? upEntries(step) : downEntries(step);
  const scopes = [scopesOf(from), scopesOf(to)] as const;
  const plans = RECORD_KINDS.map((kind) => [kind, planScope(scopes[0][kind], scopes[1][kind], entries)] as const);
  return Object.fromEntries(plans) as Plan;
}

/** What a step says in one direction, by field. */
type Entries = {
  direction: Direction;
  codes: Map<string, CodeFact[]>;
  nulls: Map<string, NullEntry>;
  empty: Map<string, EmptyEntry>;
  emptied: Map<string, Word & { code: string }>;
  texts: Map<string, TextEntry>;
  lost: Map<string, LostEntry>;
  diverts: Map<string, DivertFact[]>;
  deduces: Map<string, DeduceEntry>;
  /** Fields that get `null` or an empty list where the version asks for them and they are absent. */
  fills: Map<string, { value: null | []; reason: Texts }>;
};

type CodeFact = Word & { from: string; to?: string; when?: Condition; others?: number };
type DivertFact = Word & { code: string; stays?: string; field: string; adds: string };

const noEntries = (direction: Direction): Entries => ({
  direction,
  ...{ codes: new Map(), nulls: new Map(), empty: new Map(), emptied: new Map(), texts: new Map() },
  ...{ lost: new Map(), diverts: new Map(), deduces: new Map(), fills: new Map() },
});

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Calls for each field of each entry. */
function each<E extends { fields: string[] }>(entries: readonly E[] | undefined, take: (field: string, entry: E) => void): void {
  for (const entry of entries ?? []) for (const field of entry.fields) take(field, entry);
}

const isUp = ({ direction }: { direction?: Direction }): boolean => direction !== 'down';

function upEntries(step: Step): Entries {
  const all = noEntries('up');
  each(step.redundant, (field, { code, ...entry }) => add(all.codes, field, { from: code, ...entry }));
  each(step.codes, (field, { map, ...entry }) => {
    for (const [from, to] of Object.entries(map)) add(all.codes, field, { from, to, ...entry });
  });
  each(step.unmapped, (field, { codes, ...entry }) => {
    for (const from of codes) add(all.codes, field, { from, ...entry });
  });
  each(step.nulls, (field, entry) => all.nulls.set(field, entry));
  each(step.empty?.filter(isUp), (field, entry) => all.empty.set(field, entry));
  each(step.texts?.filter(isUp), (field, entry) => all.texts.set(field, entry));
  each(step.lost, (field, entry) => all.lost.set(field, entry));
  for (const { from, to, map, level, reason } of step.moves ?? [])
    for (const [code, adds] of Object.entries(map)) add(all.diverts, from, { code, field: to, adds, level, reason });
  for (const { field, code, becomes, adds, level, reason } of step.splits ?? [])
    add(all.diverts, field, { code, stays: becomes, field: adds.field, adds: adds.code, level, reason });
  each(step.deduces, (field, entry) => all.deduces.set(field, entry));
  return all;
}

/** The inverse of what has one, and the entries for the way down. */
function downEntries(step: Step): Entries {
  const all = noEntries('down');
  each(step.codes, (field, { map, level, reason }) => {
    for (const [from, to] of Object.entries(map)) {
      const merged = Object.values(map).filter((other) => other === to).length > 1;
      add(all.codes, field, { from: to, ...(!merged && { to: from }), level, reason });
    }
  });
  each(step.nulls, (field, { to, level, reason }) => {
    if (to === undefined) all.fills.set(field, { value: null, reason });
    else add(all.codes, field, { from: to, to: NULL, level, reason });
  });
  each(step.empty, (field, entry) => {
    const { to, direction, level, reason } = entry;
    if (direction === 'down') all.empty.set(field, entry);
    else if (to === undefined) all.fills.set(field, { value: [], reason });
    else all.emptied.set(field, { code: to, level, reason });
  });
  each(
    step.texts?.filter((entry) => !isUp(entry)),
    (field, entry) => all.texts.set(field, entry),
  );
  return all;
}

/** Stands for `null` where a code goes back to it: no code is this text. */
export const NULL = '\u0000null';

function planScope(from: Scope, to: Scope, entries: Entries): ScopePlan {
  const object = planObject(from.branch, [], { from, to, entries });
  const deductions = deductionsOf(from, to, entries);
  const members = [...allMembers(object)];
  const inPlace =
    deductions.length === 0 && members.every((member) => (member.stays || member.to === undefined) && !member.divert);
  return { object, inPlace, deductions };
}

function* allMembers({ members }: ObjectPlan): Generator<MemberPlan> {
  for (const member of members.values()) {
    yield member;
    if (member.object) yield* allMembers(member.object);
  }
}

type Around = { from: Scope; to: Scope; entries: Entries };

function planObject(branch: Branch, path: readonly string[], around: Around, id?: string): ObjectPlan {
  const members = new Map(
    branch.members.flatMap(({ name, id, node }) =>
      id === undefined ? [] : [[name, planMember(id, [...path, name], node, around)] as const],
    ),
  );
  const there = id === undefined ? { path: [], node: around.to.branch } : around.to.fields.get(id);
  if (there?.node.kind !== 'object') return { members, to: undefined, open: false, names: new Map() };
  const names = new Map(there.node.members.map(({ name }) => [name, giversOf([...there.path, name], around)]));
  return { members, to: there.path, open: !there.node.closed, names };
}

/** The places in a scope of the fields that are at a place of the other version, or below it. */
const giversOf = (place: readonly string[], { from, to }: Around): (readonly string[])[] =>
  [...from.fields.values()].flatMap(({ id, path }) => {
    const there = to.fields.get(id)?.path ?? [];
    return there.length >= place.length && place.every((name, i) => name === there[i]) ? [path] : [];
  });

function planMember(id: string, path: readonly string[], node: Node, around: Around): MemberPlan {
  const { to, from, entries } = around;
  const target = to.fields.get(id);
  const stays = target !== undefined && target.path.join('\n') === path.join('\n');
  const diverts = entries.diverts.get(id);
  const base = {
    id,
    to: target?.path,
    stays,
    ...(!target && { lost: removalOf(id, around) }),
    ...(diverts && { divert: new Map(diverts.map((fact) => [fact.code, divertOf(fact, to)])) }),
  };
  if (node.kind === 'object') {
    const object = planObject(node, path, around, id);
    return { ...base, object, copied: stays && isUntouched(object) };
  }
  if (node.kind === 'leaf') {
    const leaf = planLeaf(id, node, target?.node, around);
    return { ...base, ...(leaf && { leaf }), copied: stays && !leaf && !diverts };
  }
  const list = planList(id, node, { ...around, source: from.lists.get(id), target: to.lists.get(id) });
  return { ...base, ...(list && { list }), copied: stays && !list };
}

/** Whether an object passes as it is: all that it may have is copied, and so is what it may not. */
const isUntouched = ({ members, open }: ObjectPlan): boolean => open && [...members.values()].every(({ copied }) => copied);

function removalOf(id: string, { from, entries }: Around): Removal | undefined {
  const entry = entries.lost.get(id);
  if (!entry) return undefined;
  const { level, reason, repeats } = entry;
  return { level, reason, ...(repeats && { repeats: repeats.map((field) => from.fields.get(field)?.path ?? []) }) };
}

function divertOf({ stays, field, adds, level, reason }: DivertFact, to: Scope): Divert {
  const placed = to.fields.get(field);
  if (!placed) throw new Error(`migration.yaml: the version has no field ${field}`);
  const there = { to: placed.path, inList: placed.node.kind === 'list', code: adds };
  return { ...(stays !== undefined && { stays }), ...there, level, reason };
}

function planLeaf(id: string, node: Node, target: Node | undefined, around: Around): LeafPlan | undefined {
  const { entries } = around;
  const codes = codesOf(id, node, target, around);
  const nulls = entries.nulls.get(id);
  const keep = entries.texts.get(id);
  if (codes.size === 0 && !nulls && !keep) return undefined;
  return {
    codes,
    ...(nulls && { nulls }),
    ...(keep && { keep: { what: keep.keep, level: keep.level, reason: keep.reason } }),
  };
}

/** The codes that do not stay: those with an entry, unless the other version has the same code without one, and those that it lacks. */
function codesOf(id: string, node: Node, target: Node | undefined, { from, entries }: Around): Map<string, CodePlan> {
  const here = enumOf(node);
  const there = new Set(enumOf(target));
  const codes = new Map<string, CodePlan>();
  const facts = entries.codes.get(id) ?? [];
  for (const fact of facts) {
    const { from: code, to, level, reason, when, others } = fact;
    // On the way down a code that both versions have is not the inverse of another one.
    if (entries.direction === 'down' && there.has(code)) continue;
    if (others !== undefined) {
      codes.set(code, { ...(codes.get(code) ?? { merged: false, level, reason }), redundant: { others, level, reason } });
      continue;
    }
    const merged = to !== undefined && facts.some((other) => other.to === to && other.from !== code);
    const redundant = codes.get(code)?.redundant;
    codes.set(code, {
      ...(to !== undefined && { to }),
      ...{ merged, level, reason },
      ...(when && { when: placedCondition(when, from) }),
      ...(redundant && { redundant }),
    });
  }
  if (there.size > 0 && !entries.diverts.has(id))
    for (const code of here)
      if (!there.has(code) && !codes.has(code)) codes.set(code, { merged: false, level: 'absent', reason: NO_REASON });
  return codes;
}

/** Where the step says nothing. */
export const NO_REASON: Texts = textsOf(MIGRATION, (say) => say['no-reason']());

/** The codes of a leaf, or of the items of a list of codes. */
function enumOf(node: Node | undefined): string[] {
  const leaf = node?.kind === 'list' ? node.item : node;
  if (leaf?.kind !== 'leaf') return [];
  return (leaf.schema.enum ?? []).filter((code): code is string => typeof code === 'string');
}

function placedCondition({ field, matches, ...rest }: Condition, { fields }: Scope): PlacedCondition {
  return { ...rest, at: fields.get(field)?.path, ...(matches !== undefined && { matches: new RegExp(matches, 'u') }) };
}

type Lists = Around & { source: ListScope | undefined; target: ListScope | undefined };

function planList(id: string, node: List, { source, target, ...around }: Lists): ListPlan | undefined {
  const { entries } = around;
  const empty = entries.empty.get(id);
  const emptied = entries.emptied.get(id);
  const plan: ListPlan = { ...(empty && { empty }), ...(emptied && { emptied }) };
  if (source && target) {
    const scope = planScope(source.item, target.item, entries);
    const ranks = ranksOf(source.item, target.item, entries);
    const { envelope: to } = target.list;
    const { envelope: from } = source.list;
    const items = { scope, from, to, wrapperClosed: target.wrapperClosed, ranks };
    if (from !== to || target.wrapperClosed || ranks.length > 0 || !scope.inPlace || !isUntouched(scope.object))
      plan.items = items;
  } else if (!source) {
    const leaf = planLeaf(id, node, around.to.fields.get(id)?.node, around);
    if (leaf) plan.leaf = leaf;
  }
  return Object.keys(plan).length > 0 ? plan : undefined;
}

function ranksOf(from: Scope, to: Scope, { deduces }: Entries): RankPlan[] {
  return [...deduces].flatMap(([field, { value, by, level, reason }]) => {
    const placed = to.fields.get(field);
    if (value !== 'rank' || !placed) return [];
    return [{ to: placed.path, field, by: by === undefined ? undefined : from.fields.get(by)?.path, level, reason }];
  });
}

function deductionsOf(from: Scope, to: Scope, { deduces, fills }: Entries): Deduction[] {
  const deduced = [...deduces].flatMap(([field, { value, when, level, reason }]): Deduction[] => {
    const placed = to.fields.get(field);
    if (value === 'rank' || !placed) return [];
    return [{ to: placed.path, field, value, when: when && placedCondition(when, from), level, reason }];
  });
  const filled = [...fills].flatMap(([field, { value, reason }]): Deduction[] => {
    const placed = to.fields.get(field);
    return placed?.required === true ? [{ to: placed.path, field, value, level: 'equivalent', reason }] : [];
  });
  return [...deduced, ...filled];
}
