/** Corrections of a record, one value each, and the law that an update has to keep: the releases together say what the corrected record says. */
import { isDeepStrictEqual } from 'node:util';
import { equal, isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { SCOPES } from '../../src/model/rules.ts';
import { contractOfReleases } from '../../src/ocds/back.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { type Context, type Exported, releasesOf } from '../../src/ocds/releases.ts';
import { recordOf } from '../../src/ocds/shape.ts';
import { updateOf, withdrawalOf } from '../../src/ocds/update.ts';
import type { Random } from '../fidelity/random.ts';
import { donorsOf, exampleRecords, setAt, type Site, sitesOf, valueAt } from '../rules/base-records.ts';
import { cloned } from '../rules/cloned.ts';
import { type Node, treesOf } from '../rules/schema-tree.ts';
import { compiled, mapping, parsed } from './export.ts';

type Fields = Record<string, unknown>;
type Donors = ReturnType<typeof donorsOf>;

/** A copy of a record in which one value is another. `path`: of its field, `*` standing for the items of a list. */
export type Correction = { path: string; record: unknown };

const isLeaf = ({ node }: Site): boolean => node.children.size === 0 && !node.item;

/** How many values a record has that can be corrected. */
export const countOf = (record: unknown, tree: Node): number => sitesOf(record, tree).filter(isLeaf).length;

/** The correction of the n-th value of a record. */
export function correctionOf(record: unknown, { tree, donors, random }: Drawing, number: number): Correction {
  const copy = cloned(record);
  const site = sitesOf(copy, tree).filter(isLeaf)[number]!;
  setAt(site, otherValue(site, donors, random));
  return { path: site.node.path, record: copy };
}

export type Drawing = { tree: Node; donors: Donors; random: Random };

/** What corrections of records of a version are drawn of. */
export function drawingOf(version: string, kind: RecordKind): Omit<Drawing, 'random'> {
  const scope = SCOPES[kind];
  const tree = treesOf(version)[scope];
  const records = exampleRecords(scope, version).map(({ record }) => record);
  return { tree, donors: donorsOf(tree, records) };
}

/** Another value of the same field: one that another record has, or one near it. */
function otherValue(site: Site, donors: Donors, random: Random): unknown {
  const value = valueAt(site);
  const { path, codes, date } = site.node;
  const others = [...(donors.get(path) ?? []), ...codes].filter((other) => other !== value && !isObject(other));
  if (others.length > 0) return random.pick(others);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return date ? (value === '2025-05-05' ? '2025-05-06' : '2025-05-05') : `9${String(value)}`.slice(0, 16);
}

/** A copy of a record without one of its optional members, or without an item of a list; undefined where it has neither. */
export function removalOf(record: unknown, { tree, random }: Drawing): Correction | undefined {
  const copy = cloned(record);
  const ways = waysOf(copy, tree);
  return ways.length === 0 ? undefined : { path: random.pick(ways)(), record: copy };
}

/** All such copies. */
export const removalsOf = (record: unknown, tree: Node): Correction[] =>
  waysOf(record, tree).map((_, number) => {
    const copy = cloned(record);
    return { path: waysOf(copy, tree)[number]!(), record: copy };
  });

/** What takes something out of a record; each gives the path of what it takes. */
function waysOf(record: unknown, tree: Node): (() => string)[] {
  const sites = sitesOf(record, tree).map((site) => ({ value: valueAt(site), node: site.node }));
  return [{ value: record, node: tree }, ...sites].flatMap(({ value, node }) => {
    if (Array.isArray(value))
      return value.map((_, i) => () => {
        value.splice(i, 1);
        return `${node.path}/*`;
      });
    const names = isObject(value) ? Object.keys(value).filter((name) => node.children.has(name) && !node.required.has(name)) : [];
    return names.map((name) => () => {
      Reflect.deleteProperty(value as Fields, name);
      return `${node.path}/${name}`;
    });
  });
}

/** When updates of tests are published. */
const AT = '2030-01-01T00:00:00Z';

/** `add`: the releases that an update adds to those before. `left`: what it cannot remove. */
type Followed = { before: Mergeable[]; add: Mergeable[]; left: readonly string[]; now: Exported };

/** The releases of a record, continued by those of its correction, which may be another contract. */
export function followed(kind: RecordKind, before: readonly Mergeable[], record: unknown, context: Context): Followed {
  const now = releasesOf(kind, record, context);
  const [first] = before as unknown as [
    { contracts: [{ id: string }]; tender: { lots: [{ id: string }]; id: string }; ocid: string },
  ];
  const ids = { ocid: first.ocid, tender: first.tender.id, lot: first.tender.lots[0].id, contract: first.contracts[0].id };
  if (now.contract?.ids.ocid === ids.ocid && now.contract.ids.contract === ids.contract) {
    const own = context.options.extension
      ? { own: { shapes: context.shapes, content: () => ({ schema: context.version, kind, record: now.contract!.record() }) } }
      : {};
    const { releases, left } = updateOf({ mapping, ids, before, now: now.releases, at: AT, ...own });
    return { before: [...before], add: parsed({ releases, lost: [] }) as Mergeable[], left, now };
  }
  const end = withdrawalOf({ mapping, ids, before, at: AT });
  return { before: [...before], add: end ? [JSON.parse(end.text) as Mergeable] : [], left: [], now };
}

/** The fields that tell a contract from another: its identifier, its buyer and its contractors, of which the first one counts. */
const OF_IDENTITY = /^\/(id|acheteur|autoriteConcedante|titulaires|concessionnaires)(\/(?!.*typeIdentifiant).*)?$/;

/** What is wrong with an update, after the value at `path` was corrected; nothing where all is well. */
export function faultsOf({ before, add, left, now }: Followed, context: Context, path: string): string[] {
  const faults: string[] = [];
  const last = before.at(-1)!.date;
  if (add.some(({ date }, i) => date <= (add[i - 1]?.date ?? last))) faults.push('a release is not later than those before');
  const ids = [...before, ...add].map(({ id }) => id);
  if (new Set(ids).size < ids.length) faults.push('a release has the identifier of another');
  const current = parsed(now) as Mergeable[];
  const [first] = before as [Mergeable];
  const isSame = now.contract?.ids.ocid === first.ocid && now.contract.ids.contract === contractId(first);
  if (!isSame && !OF_IDENTITY.test(path)) faults.push('the contract is another one');
  if (now.contract?.ids.ocid !== first.ocid) {
    const { awards, contracts, tender } = saidBy(compiled([...before, ...add]));
    if (awards !== undefined || contracts !== undefined || (isObject(tender) && tender['lots'] !== undefined))
      faults.push('a contract that is another process now is still there');
    return faults;
  }
  const merged = saidBy(compiled([...before, ...add, ...(isSame ? [] : current)]), { left, isSame });
  const expected = saidBy(compiled(current), { left, isSame });
  if (!isDeepStrictEqual(merged, expected))
    faults.push(`merged: ${JSON.stringify(merged)}\nexpected: ${JSON.stringify(expected)}`);
  if (isSame && context.options.extension && now.lost.every(({ severity }) => severity !== undefined)) {
    const back = recordOf(contractOfReleases([...before, ...add], mapping, context.shapes), context.shapes);
    // JSON has no negative zero.
    if (!equal(back, now.contract.record())) faults.push('the record does not come back');
  }
  return faults;
}

const contractId = (first: Mergeable): unknown => (first as unknown as { contracts: [{ id: string }] }).contracts[0].id;

/** The lists that cannot be emptied, by the member that is left in them. */
const LEFT: Readonly<Record<string, string>> = { statistics: 'statistics', subcontractor: 'subcontracts' };

/**
 * What a compiled release says, without what OCDS has no way to remove: awards, contracts and lots that are cancelled, items that say nothing but their
 * identifier, and organisations that nothing refers to. `isSame`: false where a contract was withdrawn, whose organisations keep their roles.
 */
function saidBy(release: Mergeable, { left = [], isSame = true }: { left?: readonly string[]; isSame?: boolean } = {}): Fields {
  const { id: _id, date: _date, ...said } = release as Fields;
  const lots = (isObject(said['tender']) ? said['tender']['lots'] : undefined) as Fields[] | undefined;
  const dead = new Set((lots ?? []).flatMap(({ id, status }) => (status === 'cancelled' ? [id] : [])));
  const gone = new Set(left.map((member) => LEFT[member]));
  const kept = alive(
    said,
    '',
    (name, item) => {
      if (item['status'] === 'cancelled' || dead.has(item['relatedLot'])) return false;
      return name === 'suppliers' || Object.keys(item).length > 1 || item['id'] === undefined;
    },
    gone,
  ) as Fields;
  const played = rolesOf(kept);
  const parties = ((kept['parties'] ?? []) as Party[]).flatMap((party) => {
    const roles = played.get(party.id);
    if (!roles) return [];
    return isSame ? [party] : [{ ...party, roles: party.roles.filter((role) => roles.has(role)) }];
  });
  return { ...kept, parties };
}

type Party = Fields & { id: unknown; roles: string[] };

type Keep = (name: string, item: Fields) => boolean;

/** A copy without nulls, without what is empty, and with lists of items in the order of their identifiers. */
function alive(value: unknown, name: string, keep: Keep, gone: ReadonlySet<string | undefined>): unknown {
  if (Array.isArray(value)) {
    if (gone.has(name)) return undefined;
    const items = (value as unknown[]).map((item) => alive(item, name, keep, gone)).filter((item) => item !== undefined);
    const kept = items.filter((item) => !isObject(item) || keep(name, item));
    if (kept.length === 0) return undefined;
    const hasIds = kept.every((item) => isObject(item) && typeof item['id'] === 'string');
    return hasIds ? (kept as { id: string }[]).sort((a, b) => (a.id < b.id ? -1 : 1)) : kept;
  }
  if (!isObject(value)) return value ?? undefined;
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const said = alive(inner, key, keep, gone);
    return said === undefined ? [] : [[key, said] as const];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** The organisations that a release refers to, with the roles that they play in it. */
function rolesOf(release: Fields): Map<unknown, Set<string>> {
  const { buyer, awards = [] } = release as {
    buyer?: Fields;
    awards?: { suppliers?: Fields[]; subcontracting?: { subcontracts?: { subcontractor?: Fields }[] } }[];
  };
  const all: [string, Fields | undefined][] = [
    ['buyer', buyer],
    ...awards.flatMap(({ suppliers = [] }) => suppliers).map((ref): [string, Fields] => ['supplier', ref]),
    ...awards
      .flatMap(({ subcontracting }) => subcontracting?.subcontracts ?? [])
      .map(({ subcontractor }): [string, Fields | undefined] => ['subcontractor', subcontractor]),
  ];
  const roles = new Map<unknown, Set<string>>();
  for (const [role, ref] of all) if (ref) roles.set(ref['id'], (roles.get(ref['id']) ?? new Set()).add(role));
  return roles;
}
