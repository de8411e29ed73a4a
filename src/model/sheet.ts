/**
 * The single sheet of small buyers: one row a contract, one column a value. The name of a column is the way to the value in JSON, without
 * envelopes and with lists numbered from 1: `titulaires.1.typeIdentifiant`, `techniques.1`, `modifications.1.titulaires.2.id`.
 */
import { groupBy } from '../../packages/base/src/lists.ts';
import { child, tokens } from '../../packages/base/src/pointer.ts';
import type { Branch, Leaf, List, Member, Node } from './tree.ts';

/** The name of the column that says the kind of each row: the first one, where both kinds of contract share one table or a row holds too little to be taken for a contract. */
export const KIND_COLUMN = 'contrat';

/** Numbers above are no place of a list: a bound for hostile headers, far above what contracts hold. */
export const LONGEST_LIST = 999;

/**
 * A column: its name, its French title, the JSON Pointer of its value in the record, and what the value is. `rank` orders the columns as the tree does.
 * `required`: a record without a value here is not accepted, whatever else it holds.
 */
export type Place = {
  name: string;
  title: string;
  pointer: string;
  leaf: Leaf;
  member: Member | undefined;
  required: boolean;
  rank: readonly number[];
};

/** `items`: titles of the items of lists on the way (« Titulaire 2 »); `own`: that of the value itself, which an item has not. */
type Spot = {
  names: readonly string[];
  items: readonly string[];
  own?: string | undefined;
  pointer: string;
  node: Node;
  member?: Member;
  required: boolean;
  rank: readonly number[];
};

/** The list inside an object that is there for it alone (`techniques.technique`): the sheet leaves its name out. */
export function onlyList({ members: [only, ...others] }: Branch): { member: Member; list: List } | undefined {
  if (!only || others.length > 0 || only.node.kind !== 'list' || only.node.item.kind !== 'leaf') return undefined;
  return { member: only, list: only.node };
}

const root = (tree: Branch): Spot => ({ names: [], items: [], pointer: '', node: tree, required: true, rank: [] });

function toMember(at: Spot, branch: Branch, member: Member): Spot {
  const spot = {
    names: [...at.names, member.name],
    items: at.items,
    own: titleOf(member),
    pointer: child(at.pointer, member.name),
    node: member.node,
    member,
    required: at.required && member.required,
    rank: [...at.rank, branch.members.indexOf(member)],
  };
  const inner = member.node.kind === 'object' ? onlyList(member.node) : undefined;
  if (!inner) return spot;
  const { member: of, list } = inner;
  return {
    ...{ ...spot, own: titleOf(of), pointer: child(spot.pointer, of.name), node: list },
    ...{ member: of, required: spot.required && of.required },
  };
}

function toItem(at: Spot, list: List, number: number): Spot {
  const pointer = child(at.pointer, number - 1);
  return {
    ...at,
    names: [...at.names, String(number)],
    items: [...at.items, `${list.field?.title.fr ?? at.own ?? ''} ${number}`],
    own: undefined,
    pointer: list.envelope === undefined ? pointer : child(pointer, list.envelope),
    node: list.item,
    required: at.required && number === 1,
    rank: [...at.rank, number],
  };
}

function placeAt({ names, items, own, pointer, node, member, required, rank }: Spot): Place | undefined {
  if (node.kind !== 'leaf') return undefined;
  const title = [...(items.length > 0 ? [items.join(', ')] : []), ...(own === undefined ? [] : [own])].join(' – ');
  return { name: names.join('.'), title, pointer, leaf: node, member, required, rank };
}

const titleOf = ({ name, field }: Member): string => field?.title.fr ?? name;

/** Normalises a name of column: case, accents, surrounding blanks and the form of apostrophes do not count. */
const normalised = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('\u2019', "'").replace(/\s+/gu, ' ').trim().toLowerCase();

function step(at: Spot, segment: string): Spot | undefined {
  const { node } = at;
  if (node.kind === 'leaf') return undefined;
  if (node.kind === 'list') return /^[1-9][0-9]{0,2}$/.test(segment) ? toItem(at, node, Number(segment)) : undefined;
  const member = namesOf(node).get(segment) ?? namesOf(node).get(normalised(segment));
  return member && toMember(at, node, member);
}

const names = new WeakMap<Branch, Map<string, Member>>();

/** The members of a branch by their names as they are, and normalised: a hostile sheet has many cells that may be names of columns. */
function namesOf(branch: Branch): Map<string, Member> {
  let known = names.get(branch);
  if (!known) {
    known = new Map();
    for (const member of branch.members) if (!known.has(normalised(member.name))) known.set(normalised(member.name), member);
    for (const member of branch.members) known.set(member.name, member);
    names.set(branch, known);
  }
  return known;
}

/** The place that a column of this name stands for; undefined when the record knows none. Case, accents and blanks around do not count. */
export function placeOf(tree: Branch, name: string): Place | undefined {
  let at: Spot | undefined = root(tree);
  for (const segment of name.trim().split('.')) {
    at = step(at, segment.trim());
    if (!at) return undefined;
  }
  return placeAt(at);
}

const DEEPEST_NAME = 200;

/** The place that a header means: by the name of the column, else by its French title, where only one column has it. */
export function placeOfHeader(tree: Branch, header: string): Place | undefined {
  if (header.length > DEEPEST_NAME) return undefined;
  return placeOf(tree, header) ?? placeOfTitle(tree, header);
}

function placeOfTitle(tree: Branch, title: string): Place | undefined {
  const { words, numbers } = wordsOf(title);
  const first = titlesOf(tree).get(words);
  if (!first) return undefined;
  const left = [...numbers];
  const name = first.name.replace(ITEM, () => `.${left.shift() ?? ''}`);
  return left.length === 0 ? placeOf(tree, name) : undefined;
}

/** The number of an item in a name of column. */
const ITEM = /\.[0-9]+(?=\.|$)/g;

/** The number of an item in a title of column, normalised: « titulaire 2 – identifiant du titulaire ». */
const NUMBER = /(?<=[\p{L}\s])[1-9][0-9]{0,2}(?=\s*(?:[,–—-]|$))/gu;

/** A title without what people write in several ways (case, accents, punctuation, blanks), and the numbers of its items, which `#` stands for. */
function wordsOf(title: string): { words: string; numbers: string[] } {
  const numbers: string[] = [];
  const text = normalised(title)
    .replaceAll('#', '')
    .replace(NUMBER, (number) => {
      numbers.push(number);
      return '#';
    });
  return { words: text.replace(/[^\p{L}\p{N}#]/gu, ''), numbers };
}

const titles = new WeakMap<Branch, Map<string, Place | null>>();

/** Places by the words of their titles, the first item for all those of a list; null for a title that several share. */
function titlesOf(tree: Branch): Map<string, Place | null> {
  let known = titles.get(tree);
  if (!known) {
    known = new Map();
    for (const place of columnsOf(tree, () => 1)) {
      const { words } = wordsOf(place.title);
      known.set(words, known.has(words) ? null : place);
    }
    titles.set(tree, known);
  }
  return known;
}

/** Columns that share one title: by it, none of them is found. */
export function columnsOfOneTitle(tree: Branch): Place[][] {
  const shared = groupBy(
    columnsOf(tree, () => 1),
    ({ title }) => wordsOf(title).words,
  );
  return [...shared.values()].filter(({ length }) => length > 1);
}

/** What stands at a pointer of a record, in the words of its table. */
export type InTable = {
  /** The name of the column, or what those of a block or list begin with (`titulaires.1`). */
  name: string;
  /** Undefined for a block or a list. */
  leaf: Leaf | undefined;
  /** The columns that it asks for, of a list those of its first item; all of its columns where it asks for none. */
  columns: readonly Place[];
};

/** What a table has for a pointer, relative to the record; undefined where the version knows nothing there, and for the record itself. */
export function inTable(tree: Branch, pointer: string): InTable | undefined {
  const steps = tokens(pointer);
  let at: Spot | undefined = root(tree);
  for (let done = 0; at && done < steps.length; done = at ? tokens(at.pointer).length : done) at = downTo(at, steps[done] ?? '');
  if (!at || at.names.length === 0) return undefined;
  const columns = below({ ...at, required: true }, () => 1);
  const needed = columns.filter(({ required }) => required);
  return {
    name: at.names.join('.'),
    leaf: at.node.kind === 'leaf' ? at.node : undefined,
    columns: needed.length > 0 ? needed : columns,
  };
}

/** One step of a pointer. What tables leave out (an envelope, the list inside an object) comes with the step before it. */
function downTo(at: Spot, step: string): Spot | undefined {
  const { node } = at;
  if (node.kind === 'list') return /^[0-9]{1,9}$/.test(step) ? toItem(at, node, Number(step) + 1) : undefined;
  const member = node.kind === 'object' ? node.members.find(({ name }) => name === step) : undefined;
  return member && node.kind === 'object' ? toMember(at, node, member) : undefined;
}

/** The columns of a kind in the order of the tree. `countOf` says how many items of a list have columns (`modifications.titulaires`). */
export const columnsOf = (tree: Branch, countOf: (list: string) => number): Place[] => below(root(tree), countOf);

/** The columns that every contract of a kind fills. */
export const neededIn = (tree: Branch): Place[] => columnsOf(tree, () => 1).filter(({ required }) => required);

function below(at: Spot, countOf: (list: string) => number): Place[] {
  const { node } = at;
  if (node.kind === 'object') return node.members.flatMap((member) => below(toMember(at, node, member), countOf));
  if (node.kind === 'list') {
    const count = countOf(at.names.filter((name) => !/^[0-9]/.test(name)).join('.'));
    return Array.from({ length: count }, (_, i) => toItem(at, node, i + 1)).flatMap((spot) => below(spot, countOf));
  }
  const place = placeAt(at);
  return place ? [place] : [];
}

/** Orders places as the tree does, items of a list by number. */
export function byRank(a: Place, b: Place): number {
  for (let i = 0; i < a.rank.length && i < b.rank.length; i++) {
    const difference = (a.rank[i] ?? 0) - (b.rank[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.rank.length - b.rank.length;
}
