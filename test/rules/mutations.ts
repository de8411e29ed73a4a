/** Changes to a record where some rule may change its mind. They aim at records that stay valid for the schema. */
import type { Random } from '../fidelity/random.ts';
import { type Site, setAt, sitesOf, valueAt } from './base-records.ts';
import { cloned } from './cloned.ts';
import type { Node } from './schema-tree.ts';
import { cpv, dateNear, identifier, integerNear, numberNear, place, recordId, siret, text } from './values.ts';

export type Donors = ReadonlyMap<string, readonly unknown[]>;
export type Change = (record: Record<string, unknown>, tree: Node, donors: Donors, random: Random) => void;

/** The nodes of the schema count alike, so that long lists do not draw nearly all the changes. */
function pickSite(sites: readonly Site[], random: Random, fits: (site: Site) => boolean): Site | undefined {
  const candidates = sites.filter(fits);
  if (candidates.length === 0) return undefined;
  const { path } = random.pick([...new Map(candidates.map(({ node }) => [node.path, node])).values()]);
  return random.pick(candidates.filter(({ node }) => node.path === path));
}

const isNumeric = ({ node: { type } }: Site): boolean => type === 'number' || type === 'integer';

const changeNumber: Change = (record, tree, _, random) => {
  const sites = sitesOf(record, tree);
  const seen = (type: string): number[] => [
    1,
    ...sites.flatMap((site) => {
      const value = valueAt(site);
      return site.node.type === type && typeof value === 'number' ? [value] : [];
    }),
  ];
  const site = pickSite(sites, random, isNumeric);
  if (!site) return;
  const { type, path } = site.node;
  const share = /(taux|origine)[A-Z]\w*$/.test(path);
  if (share) setAt(site, random.pick([0, 1, 0.1 + 0.2, 0.3, 0.5, 1e-9, -0, random.below(101) / 100]));
  else setAt(site, type === 'integer' ? integerNear(random, seen(type)) : numberNear(random, seen(type)));
};

/** A date, and sometimes the same one in a second place or in all: the consolidation leaves some records out for two dates together. */
const changeDate: Change = (record, tree, _, random) => {
  const sites = sitesOf(record, tree).filter(({ node }) => node.date);
  const seen = sites.map(valueAt).filter((date): date is string => typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date));
  const pick = (): Site | undefined => pickSite(sites, random, () => true);
  const site = pick();
  const date = dateNear(random, seen);
  if (site) setAt(site, date);
  const second = random.chance(0.2) ? pick() : undefined;
  if (second) setAt(second, date);
  if (random.chance(0.1)) for (const other of sites) setAt(other, date);
};

/** The subject, and sometimes the code without its key: the consolidation looks at both. */
function changeSubject(record: Record<string, unknown>, random: Random): void {
  record['objet'] = text(random);
  if (typeof record['codeCPV'] === 'string' && random.chance(0.3)) record['codeCPV'] = record['codeCPV'].slice(0, 8);
}

const changeText: Change = (record, tree, _, random) => {
  const site = pickSite(sitesOf(record, tree), random, ({ node }) => node.type === 'string' && !node.date);
  if (!site) return;
  const { holder, key, node } = site;
  const owner = holder as Record<string, unknown>;
  if (node.codes.length > 0) setAt(site, random.pick(node.codes));
  else if (key === 'codeCPV') setAt(site, cpv(random));
  else if (key === 'objet') changeSubject(owner, random);
  else if (key === 'code') setAt(site, place(random));
  else if (node.path === '/id' || key === 'idAccordCadre') setAt(site, recordId(random));
  else if (key === 'id')
    setAt(site, 'typeIdentifiant' in owner ? identifier(random, String(owner['typeIdentifiant'])) : siret(random));
};

/** The kind and the identifier of a firm, or the kind and the code of a place, together. */
const changeIdentity: Change = (record, tree, _, random) => {
  const site = pickSite(sitesOf(record, tree), random, ({ key }) => key === 'typeIdentifiant' || key === 'typeCode');
  if (!site) return;
  const kind = random.pick(site.node.codes);
  setAt(site, kind);
  const [key, value] = site.key === 'typeCode' ? ['code', place(random)] : ['id', identifier(random, kind)];
  (site.holder as Record<string, unknown>)[key] = value;
};

/** Gives a value to another place of the same type: the number of another act, the SIRET of the buyer to a firm. */
const copyValue: Change = (record, tree, _, random) => {
  const sites = sitesOf(record, tree).filter(({ node }) => node.children.size === 0 && !node.item);
  const to = pickSite(sites, random, () => true);
  const like =
    to &&
    sites.filter(
      ({ node, key }) =>
        node.type === to.node.type &&
        node.date === to.node.date &&
        node.codes.length > 0 === to.node.codes.length > 0 &&
        (node.type !== 'string' || node.date || key === to.key),
    );
  if (like && like.length > 0) setAt(to, valueAt(random.pick(like)));
};

const isFilled = (site: Site): boolean => {
  const value = valueAt(site);
  return Array.isArray(value) && value.length > 0;
};

const changeList: Change = (record, tree, donors, random) => {
  const site = pickSite(sitesOf(record, tree), random, isFilled);
  if (!site) return;
  const list = valueAt(site) as unknown[];
  const item = site.node.item!;
  const twin = (): void => {
    const copy = cloned(random.pick(list));
    list.splice(random.below(list.length + 1), 0, copy);
    if (item.children.size > 0)
      random.pick([changeNumber, changeDate, changeIdentity, changeText])({ it: [copy] }, wrapping(item), donors, random);
  };
  random.pick([
    twin,
    twin,
    () => list.push(cloned(random.pick(donors.get(item.path) ?? list))),
    () => list.push(item.codes.length > 0 ? random.pick(item.codes) : cloned(random.pick(donors.get(item.path) ?? list))),
    () => list.splice(random.below(list.length), 1),
    () => list.reverse(),
  ])();
};

/** A record that holds one item alone, to change what is in it. */
const wrapping = (item: Node): Node => {
  const list: Node = { ...item, path: '', type: 'array', codes: [], children: new Map(), item };
  return { ...list, children: new Map([['it', list]]), item: undefined };
};

const changeOptional: Change = (record, tree, donors, random) => {
  const owners = [{ holder: { '': record }, key: '', node: tree }, ...sitesOf(record, tree)];
  const options = owners.flatMap((site) => {
    const owner = valueAt(site) as Record<string, unknown>;
    return [...site.node.children].flatMap(([key, node]) => (site.node.required.has(key) ? [] : [{ holder: owner, key, node }]));
  });
  const site = pickSite(options, random, () => true);
  if (!site) return;
  if (Object.hasOwn(site.holder, site.key)) Reflect.deleteProperty(site.holder, site.key);
  else setAt(site, cloned(random.pick(donors.get(site.node.path) ?? [1])));
};

/** Numbers of acts and modifications: alike, huge, or in another order. */
const changeRanks: Change = (record, tree, _, random) => {
  const sites = sitesOf(record, tree).filter(({ key, node }) => key === 'id' && node.type === 'integer');
  const pool = random.pick([
    [0, 1, 2],
    [2 ** 53, 2 ** 53 + 2, 1e300],
    [7, 2 ** 53 - 1, 2 ** 53],
  ]);
  for (const site of sites) setAt(site, random.pick(pool));
};

const flipBoolean: Change = (record, tree, _, random) => {
  const site = pickSite(sitesOf(record, tree), random, ({ node }) => node.type === 'boolean');
  if (site) setAt(site, !valueAt(site));
};

const DRAWER: readonly Change[] = [
  ...[changeNumber, changeNumber, changeDate, changeDate, changeText, changeText, changeIdentity],
  ...[copyValue, changeList, changeList, changeOptional, changeOptional, changeRanks, flipBoolean],
];

/** One change to the record, in place. */
export const change: Change = (record, tree, donors, random) => {
  random.pick(DRAWER)(record, tree, donors, random);
};

const WRONG = [null, true, 1.5, 'x', '', [], {}, [null], 1e300, '2024-02-30', [[]], { id: null }];

/** A change that the schema hardly ever accepts. */
export const spoil: Change = (record, tree, _, random) => {
  const site = pickSite(sitesOf(record, tree), random, () => true);
  if (!site) return;
  if (random.chance(0.3) && !Array.isArray(site.holder)) Reflect.deleteProperty(site.holder, site.key);
  else setAt(site, cloned(random.pick(WRONG)));
};
