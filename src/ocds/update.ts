/**
 * What has to be published of a contract that was published before, so that its releases together say what its record says now
 * (https://standard.open-contracting.org/1.1/en/guidance/build/merging/): new events as releases of their own, the rest as one correction.
 */
import { equal, isObject, setMember } from '../../packages/base/src/json.ts';
import { contractOfReleases, eventOf, isCorrection, isFirst, listAt } from './back.ts';
import type { Fields } from './contract.ts';
import { type Identifiers, timeAfter } from './identifiers.ts';
import type { EventName, Mapping } from './mapping.ts';
import { Compilation, type Mergeable } from './merge.ts';
import { type ContractRelease, type Release, releaseOf } from './releases.ts';
import { recordOf, type Shapes } from './shape.ts';

/**
 * `before`: the releases of the contract that were published, in the order of their dates. `now`: those that its record makes. `at`: when the update is
 * published, a date-time of which the day counts. `own`: what our extension has of the record, where it is written. `shapes`: of the version that the record is read by.
 */
export type Published = {
  mapping: Mapping;
  ids: Identifiers;
  before: readonly Mergeable[];
  now: readonly ContractRelease[];
  at: string;
  own?: { shapes: Shapes; content: () => Fields & { record: Fields } };
};

/** `releases`: what is to be added to those before; `isCorrected`: whether they say anything otherwise. `left`: members that no release can remove. */
export type Update = { releases: Release[]; isCorrected: boolean; left: string[] };

/** What a record that changed adds to what was published of it; nothing where it is as it was. */
export function updateOf({ mapping, ids, before, now, at, own }: Published): Update {
  const last = before.at(-1)?.date ?? '';
  // Their identifiers would not do: these have 32 bits of their content, which different contents may share.
  const isSame = now.length === before.length && now.every(({ text }, i) => text === JSON.stringify(before[i]));
  if (isSame) return { releases: [], isCorrected: false, left: [] };
  const added = newEvents(before, now, last);
  const all = [...before, ...added.map(parsed)];
  const said = compiled(all);
  const { changes, left } = changesOf(said, compiled(now.map(parsed)));
  const content = own?.content();
  // The day of a publication is in no member that is merged.
  const isBack = !own || equal(recordOf(contractOfReleases(all, mapping, own.shapes), own.shapes), content?.record);
  if (Object.keys(changes).length === 0 && isBack) return { releases: added, isCorrected: false, left };
  const date = timeAfter(added.at(-1)?.date ?? last, at.slice(0, 10), ids.lot);
  const correction = { ...named(changes, ids, said), ...(content && { decp: content }) };
  const release = releaseOf(ids.ocid, date, { tag: tagOf(mapping, 'correction', correction), ...correction });
  return { releases: [...added, release], isCorrected: true, left };
}

const parsed = ({ text }: Release): Mergeable => JSON.parse(text) as Mergeable;

/**
 * The release that says that a contract is no longer published; undefined where those before say so. Organisations stay with their roles: another contract of
 * the process may give them the same ones.
 */
export function withdrawalOf({ mapping, ids, before, at }: Omit<Published, 'now' | 'own'>): Release | undefined {
  const said = compiled(before);
  const { tender } = said;
  const { items, lots }: Fields = isObject(tender) ? tender : {};
  const own = {
    awards: said['awards'],
    contracts: said['contracts'],
    relatedProcesses: said['relatedProcesses'],
    tender: { items, lots },
  };
  const { changes } = changesOf(own, {});
  if (Object.keys(changes).length === 0) return undefined;
  const date = timeAfter(before.at(-1)?.date ?? '', at.slice(0, 10), ids.lot);
  const content = named(changes, ids, said);
  return releaseOf(ids.ocid, date, { tag: tagOf(mapping, 'withdrawal', content), ...content });
}

function compiled(releases: readonly Mergeable[]): Fields {
  const compilation = new Compilation();
  for (const release of releases) compilation.add(release);
  const { ocid: _ocid, id: _id, date: _date, tag: _tag, ...said } = compilation.release();
  return said;
}

/** The releases of items that a list has more than before. An item may have been published by a correction: at the most, it is published again. */
function newEvents(before: readonly Mergeable[], now: readonly ContractRelease[], last: string): ContractRelease[] {
  const counts = new Map<string, number>();
  const count = (role: string, by: number): number => {
    const sum = (counts.get(role) ?? 0) + by;
    counts.set(role, sum);
    return sum;
  };
  for (const { role } of now) if (role !== undefined) count(role, 1);
  for (const release of before) if (!isFirst(release) && !isCorrection(release)) count(eventOf(release).role, -1);
  return now
    .toReversed()
    .filter(({ role, date }) => role !== undefined && date > last && count(role, -1) >= 0)
    .toReversed();
}

/** Changes with what names the contract and the tender that they are of. */
function named(changes: Fields, { contract, tender }: Identifiers, said: Fields): Fields {
  const [change = {}] = listAt(changes, '/contracts');
  const before = listAt(said, '/contracts').find(({ id }) => id === contract) ?? {};
  return {
    ...changes,
    ...(isObject(changes['tender']) && { tender: { id: tender, ...changes['tender'] } }),
    contracts: [{ id: contract, awardID: before['awardID'], ...change }],
  };
}

function tagOf({ events }: Mapping, name: EventName, content: Fields): string[] {
  const { tag, parts = {} } = events[name];
  return [...tag, ...Object.entries(parts).flatMap(([member, more]) => (content[member] === undefined ? [] : more))];
}

type Changes = { changes: Fields; left: string[] };

/** What turns one compiled release into another by the rules of merging. */
function changesOf(before: Fields, now: Fields): Changes {
  const left: string[] = [];
  return { changes: changedMembers(before, now, left), left };
}

function changedMembers(before: Fields, now: Fields, left: string[]): Fields {
  const changes: Fields = {};
  for (const [name, value] of Object.entries(now)) {
    const change = Object.hasOwn(before, name) ? changed(name, before[name], value, left) : value;
    if (change !== undefined) setMember(changes, name, change);
  }
  for (const [name, value] of Object.entries(before)) {
    if (Object.hasOwn(now, name)) continue;
    const gone = removed(name, value, left);
    if (gone !== undefined) setMember(changes, name, gone);
  }
  return changes;
}

/** Undefined where nothing changes. */
function changed(name: string, before: unknown, now: unknown, left: string[]): unknown {
  if (equal(before, now)) return undefined;
  if (isObject(before) && isObject(now)) return some(changedMembers(before, now, left));
  if (isItems(before) && isItems(now)) return changedItems(name, before, now, left);
  return now;
}

const some = (members: Fields): Fields | undefined => (Object.keys(members).length > 0 ? members : undefined);

type Item = Fields & { id: string };

/** A list that is merged by the identifiers of its items. */
const isItems = (value: unknown): value is Item[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && typeof item['id'] === 'string');

/** Members that an item has to have, whatever is said of it. */
const NEEDED: Readonly<Record<string, readonly string[]>> = { contracts: ['awardID'], statistics: ['measure', 'value'] };

const neededOf = (name: string, item: Item): Fields =>
  Object.fromEntries((NEEDED[name] ?? []).map((member) => [member, item[member]]));

function changedItems(name: string, before: readonly Item[], now: readonly Item[], left: string[]): Item[] | undefined {
  const known = new Map(before.map((item) => [item.id, item]));
  const current = new Set(now.map(({ id }) => id));
  const changes = now.flatMap((item): Item[] => {
    const old = known.get(item.id);
    if (!old) return [item];
    const change = some(changedMembers(old, item, left));
    return change ? [{ id: item.id, ...neededOf(name, item), ...change }] : [];
  });
  const gone = removedItems(
    name,
    before.filter(({ id }) => !current.has(id)),
    left,
  );
  return changes.length + gone.length > 0 ? [...gone, ...changes] : undefined;
}

/** A status by which items are said not to be any longer. */
const CANCELLED = { status: 'cancelled' } as const;

/**
 * What an item says once it is gone: OCDS has no way to remove it, only to remove what it says. Parties stay as they are: another contract of the process
 * may refer to them.
 */
function removedItems(name: string, items: readonly Item[], left: string[]): Item[] {
  if (name === 'parties') return [];
  return items.flatMap((item): Item[] => {
    const { id, ...members } = item;
    if (name === 'statistics') {
      left.push(name);
      return [];
    }
    if (name === 'awards' || name === 'contracts' || name === 'lots') {
      if (item['status'] === CANCELLED.status) return [];
      return [{ id, ...neededOf(name, item), ...CANCELLED }];
    }
    const gone = some(changedMembers(members, {}, left));
    return gone ? [{ id, ...gone }] : [];
  });
}

/** What removes a value; undefined where nothing does. */
function removed(name: string, value: unknown, left: string[]): unknown {
  if (value === undefined) return undefined;
  if (isObject(value)) {
    if (name === 'subcontractor') {
      left.push(name);
      return undefined;
    }
    return some(changedMembers(value, {}, left));
  }
  if (isItems(value)) {
    const items = removedItems(name, value, left);
    return items.length > 0 ? items : undefined;
  }
  // A list that is replaced as a whole, and may be neither null nor empty.
  return name === 'sustainability' ? [{ goal: null }] : null;
}
