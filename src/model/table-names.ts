import { fnv1a } from '../../packages/base/src/fnv.ts';
import type { Branch, List, Node } from './tree.ts';
// Names of tables and columns, made from the names of the standard: the same in SQL and in the data package.

/** `codeCPV` → `code_cpv`, `contrat-concession` → `contrat_concession`; several names make one. */
export const snake = (...names: string[]): string =>
  names
    .join('_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** PostgreSQL cuts longer names in silence (octets). */
const LONGEST = 63;

/** Leaves space for suffixes that SQL adds to the name of a table (`_non_vide`). */
const LONGEST_OF_TABLE = 54;

/** The name itself, or, where it is too long, its beginning and a hash, so that it differs from others with this beginning. */
function keptName(name: string, longest: number): string {
  if (name.length <= longest) return name;
  // The same name always gets the same end, on any machine.
  const end = fnv1a(name).toString(16).padStart(8, '0');
  return `${name.slice(0, longest - end.length - 1)}_${end}`;
}

/** The name wanted, with a number where it is `taken`: two names of the standard may be the same in lower case. */
export function freeName(wanted: string, taken: (name: string) => boolean, longest = LONGEST): string {
  let name = keptName(wanted, longest);
  for (let number = 2; taken(name); number++) name = keptName(`${wanted}_${number}`, longest);
  return name;
}

/** What takes a table: a list of the tree, or (without parent) all the records of a kind. */
type Place = { node: List | Branch; own: string; parent?: Place };

/**
 * The name of the table of each list and of each record (by its name). A list takes its own name where it is still free, else
 * that of its parent before it. Outer lists choose first: `titulaires` are those of the marché, `modifications_titulaires` those
 * of a modification.
 */
export function nameTables(records: readonly { own: string; node: Branch }[]): Map<List | Branch, string> {
  const places = records.flatMap((record): Place[] => [record, ...listsIn(record.node, [], record)]);
  const names = new Map<List | Branch, string>();
  const taken = new Set<string>();
  for (const { node, own, parent } of places.toSorted((a, b) => depth(a) - depth(b))) {
    const wanted = parent && taken.has(own) ? snake(names.get(parent.node) ?? '', own) : own;
    const name = freeName(wanted, (other) => taken.has(other), LONGEST_OF_TABLE);
    taken.add(name);
    names.set(node, name);
  }
  return names;
}

const depth = ({ parent }: Place): number => (parent ? 1 + depth(parent) : 0);

/** The lists below a node. An object that only wraps its list (`techniques`) gives it its name. */
function listsIn(node: Node, names: string[], parent: Place): Place[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'object') {
    const wraps = node.members.length === 1 && names.length > 0;
    return node.members.flatMap((member) => listsIn(member.node, wraps ? names : [...names, member.name], parent));
  }
  // The dialect of `next` refuses a list of lists (governance/checks/structure.ts), and no published version has one.
  if (names.length === 0) throw new Error('a list of lists has no table');
  const place = { node, own: snake(...names), parent };
  return [place, ...listsIn(node.item, [], place)];
}
