import type { Facts } from './facts.ts';
import type { CelType } from './types.ts';

/** Where an expression stands: the names it may use, the optional fields known to be there, and how many lists it is gone through for. */
export type Scope = { variables: Readonly<Record<string, CelType>>; facts: Facts; depth: number };
