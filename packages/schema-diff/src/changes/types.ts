/** The results of the walk over two schemas, before the engine is asked. */
import type { Found, Located } from '../containment/engine.ts';
import type { Direction, JsonSchema } from '../types.ts';

export type Keywords = { readonly [keyword: string]: unknown };

/** Two subschemas that are matched with each other. */
export type Pair = { previous: Located; next: Located };

/** One step from an instance to a part of it. `other`: a key that no property or pattern covers. */
export type Step =
  | { by: 'property'; name: string }
  | { by: 'item'; index: number }
  | { by: 'items'; from: number }
  | { by: 'pattern'; pattern: string }
  | { by: 'other'; names: readonly string[]; patterns: readonly string[] };

/** The way from a pair to one within it; the two sides differ where a field was moved or renamed. */
export type Link = { previous: readonly Step[]; next: readonly Step[] };

/** The effect of one difference by itself: an instance that only previous accepts, and one that only next accepts. */
export type Effect = { narrowed: Found; widened: Found };

/**
 * One difference between two subschemas. `previous` and `next` are the keywords that differ, as schemas of their side: what next's
 * refuse is lost, what previous's refuse is won.
 */
export type Draft = {
  /** Of a kind whose name says the direction, all but the end: `pattern` becomes `pattern-narrowed`. */
  kind: string | ((direction: Direction) => string);
  params: Record<string, unknown>;
  previous: Keywords;
  next: Keywords;
  /** The property of this object that the fact is about; an array where it has another name on each side. */
  about?: { previous?: Link['previous']; next?: Link['next'] };
  /** `x-field` of that property. */
  field?: string;
  /** Merges facts about a shared codelist. */
  codelist?: string;
  /** Additional conditions on the instances searched for: the value that was removed or added. */
  within?: { previous?: Keywords; next?: Keywords };
  /**
   * Where a keyword is read together with all beside it, so that `previous` and `next` are whole subschemas: these without the keyword. What
   * they refuse as well is not refused because of it.
   */
  otherwise?: { previous: JsonSchema; next: JsonSchema };
  /**
   * The content of the change, if it differs from the two sides above: a fingerprint that distinguishes it from other changes at
   * the same place. `also`: content that the schemas do not show; it replaces `within` as well.
   */
  made?: { previous?: JsonSchema; next?: JsonSchema; also?: unknown };
};

export type Fact = Draft & { pair: Pair; effect: Effect };

export type Child = {
  link: Link;
  pair: Pair;
  /** `x-field` of the property that the link leads to. */
  field?: string;
  /** Whether a property schema here only constrains the property and does not define it: within `anyOf`, `allOf`, … */
  branch?: boolean;
  /** The choice of which the pair is one branch: it refuses an instance only where every branch does. */
  choice?: Pair;
};

/** A pair of subschemas that differ, with what differs at them and below. Pairs that are met again are the same object: a graph. */
export type Visit = {
  pair: Pair;
  /** The reference through which both sides come here, where it reads the same on both. */
  definition: string | undefined;
  facts: Fact[];
  children: (Omit<Child, 'pair' | 'branch'> & { visit: Visit })[];
  /** Whether the two accept the same, by the engine. */
  equivalent: boolean;
};

/** The context of the families of changes. */
export type Context = {
  pair: Pair;
  /** The keywords of each side, with what `$ref` and `allOf` say merged in. */
  p: Keywords;
  n: Keywords;
  branch: boolean;
  /** The instances that all of these accept and none of those refuse. */
  find: (accept: readonly Located[], refuse: readonly Located[]) => Found;
};

/** One family of changes: what it finds different between two subschemas, and the pairs to compare below. */
export type Family = (context: Context) => { drafts?: Draft[]; children?: Child[] };

/** Steps as a person names them: `orders[].place.code`; '' for none. */
export function pathOf(steps: readonly Step[]): string {
  return steps.map(written).join('').replace(/^\./, '');
}

function written(step: Step): string {
  switch (step.by) {
    case 'property':
      return /^[^.[\]]+$/.test(step.name) ? `.${step.name}` : `[${JSON.stringify(step.name)}]`;
    case 'item':
      return `[${String(step.index)}]`;
    case 'items':
      return '[]';
    case 'pattern':
      return `[/${step.pattern}/]`;
    case 'other':
      return '.*';
  }
}
