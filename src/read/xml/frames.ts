/** The elements that are open inside of a record, and what they become. */
import { setMember } from '../../../packages/base/src/json.ts';
import type { Branch, Leaf, List, Member, Node } from '../../model/tree.ts';

type Base = {
  /** The key of the value in its parent, for pointers. */
  key: string | number;
  /** Its number among the places of the record. */
  entry: number;
  /** The name of the element. */
  element: string;
  /** Whether text where elements belong has been reported. */
  hasText: boolean;
};

/** What a schema knows as an object. `absent`: members that were there and empty, which is as if they were not. */
export type ObjectFrame = Base & {
  kind: 'object';
  branch: Branch;
  /** By the names of their elements. */
  members: ReadonlyMap<string, Member>;
  value: Record<string, unknown>;
  lists: Map<string, number> | undefined;
  absent: Set<string> | undefined;
};

/** A list whose items stand in an element of their own. */
export type ListFrame = Base & { kind: 'list'; list: List; value: unknown[]; optional: boolean };

/** Where the value of a leaf goes. */
type Target = { into: Record<string, unknown> | unknown[]; parent: ObjectFrame | undefined; optional: boolean };
export type LeafFrame = Base & Target & { kind: 'leaf'; leaf: Leaf; text: string };

/** What no schema knows: text, or an object of what is in it. */
export type UnknownFrame = Base & {
  kind: 'unknown';
  into: Record<string, unknown> | unknown[];
  value: Record<string, unknown> | undefined;
  text: string;
};

export type Frame = ObjectFrame | ListFrame | LeafFrame | UnknownFrame;

/** The frame of a value by its node. Written out, not spread: there is one for every element of the file. */
export function openFrame(
  node: Node,
  key: string | number,
  entry: number,
  element: string,
  into: Record<string, unknown> | unknown[],
  at: string | number,
  parent: ObjectFrame | undefined,
  optional: boolean,
): ObjectFrame | ListFrame | LeafFrame {
  if (node.kind === 'leaf') {
    return { kind: 'leaf', key, entry, element, hasText: false, leaf: node, text: '', into, parent, optional };
  }
  if (node.kind === 'object') {
    const value = {};
    setMember(into, at, value);
    return objectFrame(node, key, entry, element, value);
  }
  const value: unknown[] = [];
  setMember(into, at, value);
  return { kind: 'list', key, entry, element, hasText: false, list: node, value, optional };
}

export const objectFrame = (
  branch: Branch,
  key: string | number,
  entry: number,
  element: string,
  value: Record<string, unknown>,
): ObjectFrame => ({
  kind: 'object',
  key,
  entry,
  element,
  hasText: false,
  branch,
  value,
  members: membersOf(branch),
  lists: undefined,
  absent: undefined,
});

export const unknownFrame = (
  key: string | number,
  entry: number,
  element: string,
  into: Record<string, unknown> | unknown[],
  value?: Record<string, unknown>,
): UnknownFrame => ({ kind: 'unknown', key, entry, element, hasText: false, into, value, text: '' });

const named = new WeakMap<Branch, Map<string, Member>>();

/** The members of an object by the name of their elements. */
function membersOf(branch: Branch): Map<string, Member> {
  let members = named.get(branch);
  if (!members) {
    members = new Map(branch.members.map((member) => [elementOf(member), member]));
    named.set(branch, members);
  }
  return members;
}

/** A list without an element of its own is the repetition of its items. */
const elementOf = ({ name, node }: Member): string => (node.kind === 'list' && !node.xml.wrapped ? node.xml.element : name);
