/** What a mutation operator is: one way in which a person could get a node of a schema wrong. */
import type { Schema } from '../../model/types.ts';

/** A node made wrong. `detail` tells the variants of one operator at one node apart (a code, a property, a place in a pattern). */
export type Variant = { node: Schema; detail?: string };

/** `needs` is the sort of example that notices such a mutant: a valid one that it refuses, or an invalid one that it lets in. */
export type Operator = { name: string; needs: Need; variants: (node: Schema) => Iterable<Variant> };
export type Need = 'valid' | 'invalid' | 'either';

/** The node without some of its keywords. */
export const without = (node: Schema, ...keywords: string[]): Schema =>
  Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));

/** Forgets a keyword wherever it stands. */
export const drop = (keyword: string, name = `drop-${keyword}`): Operator => ({
  name,
  needs: 'invalid',
  variants: (node) => (node[keyword] === undefined ? [] : [{ node: without(node, keyword) }]),
});

/** One variant for each entry of a list, made of the node and the list without that entry. */
export const eachLeftOut = <T>(list: readonly T[], make: (rest: T[], left: T, index: number) => Variant): Variant[] =>
  list.map((left, index) =>
    make(
      list.filter((_, i) => i !== index),
      left,
      index,
    ),
  );
