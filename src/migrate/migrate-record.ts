/** One step for one record: a record in, a record and findings out. Takes any JSON value, never throws, and leaves what it is given unchanged. */
import { isBlank } from '../../packages/base/src/blank.ts';
import { isDay } from '../../packages/base/src/days.ts';
import { equal, isObject, setMember } from '../../packages/base/src/json.ts';
import { child, descend, escape } from '../../packages/base/src/pointer.ts';
import type { Code, Params } from '../messages/language.ts';
import type { Moves } from './moves.ts';
import {
  type CodePlan,
  type Deduction,
  type Divert,
  type LeafPlan,
  type ListPlan,
  type MemberPlan,
  NO_REASON,
  NULL,
  type ObjectPlan,
  type PlacedCondition,
  type RankPlan,
  type Removal,
  type ScopePlan,
  type Word,
} from './plan.ts';
import type { Level } from './step.ts';
import { at, container, type Fields, isThere, put } from './values.ts';

/**
 * A finding of a step. `level`: what became of the value. `path`: the place of the value in the record before the step, or of the object to which one was added; `there`: the
 * place of the value in the record after it, where it has one. Both are JSON Pointers from the record. `field`: the stable name of the field, where its version has one.
 */
export type Told = {
  code: Code;
  level: Level;
  path: string;
  params: Record<string, unknown>;
  field?: string;
  there?: string;
};

/** Codes of findings about a value that was added: their `path` is that of the object to which it was. */
export const ADDITIONS: ReadonlySet<string> = new Set<Code>(['migrate.deduced', 'migrate.filled']);

/** Takes a finding, whose params are those of its code. */
export type Tell = (told: Told) => void;

/** Stands for a value that is left out. */
const ABSENT = Symbol('absent');

/**
 * Migrates a record by the plan of its kind. What is not an object has no fields: it is returned as it is, for the check of the result to refuse. `moves` takes the
 * values that change their places.
 */
export function migrateRecord(plan: ScopePlan, record: unknown, tell: Tell, moves: Moves): unknown {
  if (!isObject(record)) return record;
  return new Pass(tell, moves).scope(plan, record, '');
}

/** `diverted`: values that go to another field once all others are in their places. `pointer`: the place of `value` in the record after the step. */
type Output = { value: Fields; source: Fields; pointer: string; diverted: (() => void)[] };

/** An object of the record before, and the pointer of what becomes of it in the record after. */
type Around = { scope: Fields; pointer: string };

/** A field at hand: its stable name, and its place in the record after. */
type Place = { field: string; there: string };

class Pass {
  readonly #tell: Tell;
  readonly #moves: Moves;
  /** The names and indexes that lead to the value at hand. */
  readonly #trail: (string | number)[] = [];

  constructor(tell: Tell, moves: Moves) {
    this.#tell = tell;
    this.#moves = moves;
  }

  /** `pointer`: the place of the result in the record after. */
  scope(plan: ScopePlan, source: Fields, pointer: string): Fields {
    if (plan.inPlace) return this.#inPlace(plan.object, source, { scope: source, pointer });
    const out: Output = { value: {}, source, pointer, diverted: [] };
    this.#members(plan.object, source, out);
    for (const divert of out.diverted) divert();
    for (const deduction of plan.deductions) this.#deduce(deduction, out);
    return out.value;
  }

  /** The object with what changes in it, or the same where nothing does. */
  #inPlace(plan: ObjectPlan, object: Fields, around: Around): Fields {
    let changed: Fields | undefined;
    const names = Object.keys(object);
    for (const [i, name] of names.entries()) {
      const value = object[name];
      const member = plan.members.get(name);
      this.#trail.push(name);
      const now = member ? this.#stayed(member, value, around) : this.#stray(plan, name, value, around.scope) ? value : ABSENT;
      this.#trail.pop();
      if (now !== value && !changed) {
        changed = {};
        for (const before of names.slice(0, i)) setMember(changed, before, object[before]);
      }
      if (changed && now !== ABSENT) setMember(changed, name, now);
    }
    return changed ?? object;
  }

  #stayed(member: MemberPlan, value: unknown, around: Around): unknown {
    if (member.copied) return value;
    if (!member.to) return this.#removed(member, value, around.scope);
    if (member.object) return isObject(value) ? this.#inPlace(member.object, value, around) : value;
    return this.#value(member, member.to, value, around);
  }

  /** Puts the members of an object at their places in the output. */
  #members(plan: ObjectPlan, object: Fields, out: Output): void {
    if (plan.to) container(out.value, plan.to);
    for (const name of Object.keys(object)) {
      const value = object[name];
      const member = plan.members.get(name);
      this.#trail.push(name);
      if (member) this.#member(member, plan, name, value, out);
      else if (this.#stray(plan, name, value, out.source)) this.#put(out, [...(plan.to ?? []), name], value);
      this.#trail.pop();
    }
  }

  #member(member: MemberPlan, plan: ObjectPlan, name: string, value: unknown, out: Output): void {
    const { to, object, divert } = member;
    const diverted = divert && typeof value === 'string' ? divert.get(value) : undefined;
    if (diverted) {
      const path = this.#path();
      out.diverted.push(() => this.#divert(diverted, member, { value: value as string, path }, out));
      // Keeps the place of the name among the others.
      if (to && diverted.stays !== undefined) this.#put(out, to, diverted.stays);
      return;
    }
    if (object && isObject(value) && (object.to || [...object.members.values()].some((inner) => inner.to))) {
      this.#members(object, value, out);
      return;
    }
    if (!to) {
      this.#removed(member, value, out.source);
      return;
    }
    // Perhaps of the shape of the other version, in a file that mixes both: then it is in its place there.
    if (!member.stays && plan.to && plan.names.has(name) && isOfOtherShape(member, value)) {
      this.#put(out, [...plan.to, name], value);
      return;
    }
    const now = this.#value(member, to, value, { scope: out.source, pointer: out.pointer });
    if (now !== ABSENT) this.#put(out, to, now, member.stays);
  }

  /** Puts the value at hand at a place of the output. `stays`: it is known to be its own. */
  #put({ value: out, pointer }: Output, to: readonly string[], value: unknown, stays = false): void {
    if (!stays) this.#moves.add(this.#path(), descend(pointer, to));
    put(out, to, value);
  }

  /** The value of a field in the next version. */
  #value({ id, leaf, list }: MemberPlan, to: readonly string[], value: unknown, { scope, pointer }: Around): unknown {
    if (leaf) return this.#leaf(leaf, value, scope, () => ({ field: id, there: descend(pointer, to) }));
    if (list && Array.isArray(value)) return this.#list(list, value, scope, { field: id, there: descend(pointer, to) });
    return value;
  }

  #leaf({ codes, nulls, keep }: LeafPlan, value: unknown, scope: Fields, place: () => Place): unknown {
    if (value === null && nulls) {
      if (nulls.to === undefined) return this.#absence(nulls, value, place());
      return this.#becomes(nulls, value, nulls.to, place());
    }
    if (typeof value !== 'string') return value;
    const code = codes.get(value);
    if (code) return this.#code(code, value, scope, place);
    return keep ? this.#text(keep, value, place) : value;
  }

  #code({ to, merged, when, level, reason }: CodePlan, value: string, scope: Fields, place: () => Place): unknown {
    if (to === undefined || (when && !isMet(when, scope))) {
      this.#say('migrate.no-code', 'absent', { value, reason }, place());
      return value;
    }
    if (!merged) return this.#becomes({ level, reason }, value, to === NULL ? null : to, place());
    this.#say('migrate.merged-code', level, { value, becomes: to }, place());
    return to;
  }

  #text({ what, level, reason }: NonNullable<LeafPlan['keep']>, value: string, place: () => Place): unknown {
    if (what === 'not-blank') {
      if (!isBlank(value)) return value;
      this.#say('migrate.dropped', level, { value, reason }, { field: place().field });
      return ABSENT;
    }
    if (value.length === DAY_LENGTH) return value;
    const day = what === 'day' ? ZONED.exec(value)?.[1] : onlyDay(value);
    if (day === undefined) return value;
    if (what === 'only-day') return this.#becomes({ level, reason }, value, day, place());
    this.#say('migrate.zone-dropped', level, { value, day }, place());
    return day;
  }

  /** Reports a value that becomes another one at its place, and returns that. */
  #becomes<T>({ level, reason }: Word, value: unknown, becomes: T, place: Place): T {
    this.#say(level === 'deduced' ? 'migrate.changed' : 'migrate.recoded', level, { value, becomes, reason }, place);
    return becomes;
  }

  /** Reports an empty value that the version says by the absence of the field. */
  #absence({ level, reason }: Word, value: unknown, { field }: Place): typeof ABSENT {
    this.#say('migrate.absence', level, { value, reason }, { field });
    return ABSENT;
  }

  #list(plan: ListPlan, list: unknown[], scope: Fields, place: Place): unknown {
    const { empty, emptied } = plan;
    if (list.length === 0 && empty) {
      if (empty.to === undefined) return this.#absence(empty, list, place);
      return [this.#becomes(empty, list, empty.to, { ...place, there: child(place.there, 0) })];
    }
    if (list.length === 1 && emptied && list[0] === emptied.code) {
      this.#trail.push(0);
      const none = this.#becomes(emptied, emptied.code, [], place);
      this.#trail.pop();
      return none;
    }
    if (plan.items) return this.#items(plan.items, list, place.there);
    return plan.leaf ? this.#codes(plan.leaf, list, scope, place) : list;
  }

  #codes(plan: LeafPlan, list: unknown[], scope: Fields, { field, there }: Place): unknown[] {
    const now: unknown[] = [];
    let distinct: number | undefined;
    for (const [i, value] of list.entries()) {
      this.#trail.push(i);
      const place = { field, there: child(there, now.length) };
      const redundant = typeof value === 'string' ? plan.codes.get(value)?.redundant : undefined;
      const isRedundant = redundant && (distinct ??= new Set(list).size) > redundant.others;
      if (isRedundant) this.#say('migrate.redundant', redundant.level, { value, reason: redundant.reason }, { field });
      const one = isRedundant ? ABSENT : this.#leaf(plan, value, scope, () => place);
      if (one !== ABSENT && i !== now.length) this.#moves.add(this.#path(), place.there);
      if (one !== ABSENT) now.push(one);
      this.#trail.pop();
    }
    return isSame(now, list) ? list : now;
  }

  #items({ scope, from, to, wrapperClosed, ranks }: NonNullable<ListPlan['items']>, list: unknown[], there: string): unknown[] {
    const now = list.map((item, i) => {
      this.#trail.push(i);
      const one = this.#item(item, { scope, from, to, wrapperClosed }, child(there, i));
      this.#trail.pop();
      return one;
    });
    for (const rank of ranks) this.#rank(rank, { list, now, from, to, there });
    return isSame(now, list) ? list : now;
  }

  /** `there`: the place of the item in the record after. */
  #item(
    item: unknown,
    { scope, from, to, wrapperClosed }: Omit<NonNullable<ListPlan['items']>, 'ranks'>,
    there: string,
  ): unknown {
    if (!isObject(item)) return item;
    const pointer = to === undefined ? there : child(there, to);
    if (from === undefined) {
      if (to === undefined) return this.scope(scope, item, pointer);
      // In a file that mixes versions.
      if (isWrapped(item, to, scope.object.members)) return item;
      this.#moves.add(this.#path(), pointer);
      return { [to]: this.scope(scope, item, pointer) };
    }
    const inside = Object.hasOwn(item, from) ? item[from] : undefined;
    if (!isObject(inside)) return item;
    this.#trail.push(from);
    if (from !== to) this.#moves.add(this.#path(), pointer);
    const now = this.scope(scope, inside, pointer);
    this.#trail.pop();
    if (from === to && now === inside && (!wrapperClosed || Object.keys(item).length === 1)) return item;
    const wrapped: Fields = {};
    for (const name of Object.keys(item)) {
      if (name === from) {
        if (to !== undefined) setMember(wrapped, to, now);
      } else if (to === undefined || wrapperClosed) {
        this.#trail.push(name);
        this.#say('migrate.stray', 'lost', { property: name, value: item[name] });
        this.#trail.pop();
      } else setMember(wrapped, name, item[name]);
    }
    return to === undefined ? now : wrapped;
  }

  /** Gives the items without a rank theirs: in the order of their dates where each has one, else in that of the list. */
  #rank({ to, field, by, level, reason }: RankPlan, { list, now, from, to: envelope, there }: Ranked): void {
    const dates = list.map((item) => dateOf(inside(item, from), by));
    const order = list.map((_, i) => i);
    if (dates.every((date) => date !== undefined)) order.sort((a, b) => compare(dates[a] ?? '', dates[b] ?? '') || a - b);
    const taken = new Set(now.map((item) => at(inside(item, envelope), to)));
    for (const [rank, i] of order.entries()) {
      const target = inside(now[i], envelope);
      // A number of a rank that another item has already would name two items.
      if (!isObject(target) || at(target, to) !== undefined || taken.has(rank + 1)) continue;
      this.#trail.push(i);
      const place = descend(child(there, i), envelope === undefined ? to : [envelope, ...to]);
      const params = { field: to.at(-1) ?? '', value: rank + 1, filled: true, reason };
      this.#say('migrate.deduced', level, params, { field, there: place });
      this.#trail.pop();
      const copy = { ...target };
      put(copy, to, rank + 1);
      now[i] = envelope === undefined ? copy : { ...(now[i] as Fields), [envelope]: copy };
    }
  }

  #divert(
    { to, inList, code, stays: becomes, level, reason }: Divert,
    { to: from, id, stays }: MemberPlan,
    { value, path }: { value: string; path: string },
    { value: out, pointer }: Output,
  ): void {
    const there = at(out, to);
    if (there !== undefined && !(inList && Array.isArray(there))) {
      // Something else answers the question of the field already, in a file that mixes versions.
      if (from) put(out, from, value);
      if (from && !stays) this.#moves.add(path, descend(pointer, from));
      return;
    }
    const tell = (code: Code, params: object, place: string): void =>
      this.#tell({ code, level, path, params: { value, ...params, reason }, field: id, there: place });
    if (from && becomes !== undefined) tell('migrate.recoded', { becomes }, descend(pointer, from));
    const codes: unknown[] = inList && Array.isArray(there) ? there : [];
    const known = codes.indexOf(code);
    const place = inList ? child(descend(pointer, to), known < 0 ? codes.length : known) : descend(pointer, to);
    if (!inList) put(out, to, code);
    else if (known < 0) put(out, to, [...codes, code]);
    if (known < 0) this.#moves.add(path, place);
    const field = to.at(-1) ?? '';
    tell(level === 'deduced' ? 'migrate.moved-deduced' : 'migrate.moved', { field, becomes: code }, place);
  }

  #deduce({ to, field, value, when, level, reason }: Deduction, out: Output): void {
    if (isThere(out.value, to) || (when && !isMet(when, out.source))) return;
    put(out.value, to, Array.isArray(value) ? [] : value);
    const place = { field, there: descend(out.pointer, to) };
    const params = { field: to.at(-1) ?? '', value, reason };
    if (level === 'deduced') this.#say('migrate.deduced', level, { ...params, filled: true }, place);
    else this.#say('migrate.filled', level, params, place);
  }

  /** Whether a name that the version does not define is kept; reports it where it is not. */
  #stray(plan: ObjectPlan, name: string, value: unknown, scope: Fields): boolean {
    const givers = plan.names.get(name);
    // The other version has the name, and nothing else gives it a value: the file mixes versions.
    if (givers) {
      if (!givers.some((giver) => isThere(scope, giver))) return true;
    } else if (plan.to && plan.open) return true;
    this.#say('migrate.stray', 'lost', { property: name, value });
    return false;
  }

  #removed({ id, lost }: MemberPlan, value: unknown, scope: Fields): typeof ABSENT {
    const { level = 'lost', reason = NO_REASON } = lost ?? {};
    if (level === 'lost' && !(lost && saysTheSame(lost, value, scope)))
      this.#say('migrate.dropped', level, { value, reason }, { field: id });
    else this.#say('migrate.redundant', level === 'lost' ? 'equivalent' : level, { value, reason }, { field: id });
    return ABSENT;
  }

  #say<C extends Code>(code: C, level: Level, params: Params[C], place: Partial<Place> = {}): void {
    this.#tell({ code, level, path: this.#path(), params, ...place });
  }

  #path(): string {
    return this.#trail.map((name) => `/${typeof name === 'number' ? name : escape(name)}`).join('');
  }
}

type Ranked = { list: readonly unknown[]; now: unknown[]; from: string | undefined; to: string | undefined; there: string };

const DAY_LENGTH = 10;

/** A date with the time zone that versions 1.4 and 1.5 accept after it. */
const ZONED = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/;

/** The only date of a text, where it exists in the calendar. */
function onlyDay(text: string): string | undefined {
  const found = text.length > LONGEST ? [] : [...text.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map(([day]) => day);
  const [day, ...others] = found;
  return day !== undefined && others.length === 0 && isDay(day) ? day : undefined;
}

/** Characters of a text in which a date is looked for. */
const LONGEST = 1000;

const isOfOtherShape = ({ object, list }: MemberPlan, value: unknown): boolean =>
  object ? !isObject(value) : list !== undefined && !Array.isArray(value);

/** Whether an item is in its wrapper already: nothing beside that is a field of the item. `members`: the names of an item without a wrapper. */
function isWrapped(item: Fields, wrapper: string, members: ReadonlyMap<string, unknown>): boolean {
  if (!Object.hasOwn(item, wrapper)) return false;
  const names = Object.keys(item);
  return isObject(item[wrapper]) ? !names.some((name) => members.has(name)) : names.length === 1 && !members.has(wrapper);
}

const inside = (item: unknown, envelope: string | undefined): unknown =>
  envelope === undefined ? item : isObject(item) && Object.hasOwn(item, envelope) ? item[envelope] : undefined;

function dateOf(item: unknown, by: readonly string[] | undefined): string | undefined {
  const date = by && at(item, by);
  return typeof date === 'string' ? date.slice(0, DAY_LENGTH) : undefined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isSame = (now: readonly unknown[], before: readonly unknown[]): boolean =>
  now.length === before.length && now.every((value, i) => value === before[i]);

function isMet({ at: path, in: values, matches, count }: PlacedCondition, scope: Fields): boolean {
  const value = path && at(scope, path);
  if (count !== undefined) return Array.isArray(value) && value.length === count;
  if (typeof value !== 'string') return false;
  return (values?.includes(value) ?? true) && (matches?.test(value) ?? true);
}

/** Whether a value is the texts of other fields, one after the other. */
function saysTheSame({ repeats }: Removal, value: unknown, scope: Fields): boolean {
  const texts = repeats?.map((path) => at(scope, path));
  return texts !== undefined && texts.every((text) => typeof text === 'string') && equal(value, texts.join(''));
}
