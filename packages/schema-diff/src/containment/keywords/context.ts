import type { Dialect } from '../../types.ts';
import type { Document } from '../document.ts';
import type { Literal, Terms } from '../terms.ts';

export type Keywords = { readonly [keyword: string]: unknown };

/** The context that each family of keywords needs to build terms. */
export type Context = {
  terms: Terms;
  document: Document;
  schema: Keywords;
  /** A schema within this one. */
  sub: (schema: unknown) => Literal;
  pattern: (pattern: string) => Literal;
  since: (dialect: Dialect) => boolean;
  /** The same for another schema that this one leads to. */
  at: (schema: Keywords) => Context;
};
