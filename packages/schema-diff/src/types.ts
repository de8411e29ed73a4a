/** The result of comparing two schemas, as plain data that can be serialised to JSON. */
import type { Texts } from '../../base/src/language.ts';

export type Dialect = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';

type Keywords = { [keyword: string]: unknown };

/** A JSON Schema of any dialect, as parsed. */
export type JsonSchema = boolean | Keywords;

export type DiffOptions = {
  /** The dialect of schemas without `$schema`. Default: 2020-12. */
  dialect?: Dialect;
  /** Whether `format` refuses (true) or only says (false, the default). */
  formatAssertion?: boolean;
  /** Steps that each question may take; beyond, the answer is unknown. */
  budget?: number;
  /** Schemas that a `$ref` may name, by their address. */
  resources?: ReadonlyMap<string, JsonSchema>;
};

/**
 * Whether every instance of one side is an instance of the other. `yes` is proved; `no` has a witness, which Ajv accepts on one
 * side and refuses on the other; `unknown` says why it is neither.
 */
export type Answer = { verdict: 'yes' } | { verdict: 'no'; witness: unknown } | { verdict: 'unknown'; reason: Texts };

/** Next beside previous: the same, more, less, some more and some less, or not reported. */
export type Relation = 'equivalent' | 'widened' | 'narrowed' | 'incomparable' | 'unknown';

/** `backward`: what previous accepts, next accepts. `forward`: what next accepts, previous accepts. */
export type Containment = { relation: Relation; backward: Answer; forward: Answer; notes: Texts[] };

/** The effect of a change on the set of accepted instances. `none`: a text, a label or an annotation. */
export type Direction = 'narrowed' | 'widened' | 'both' | 'none' | 'unknown';

export type Bump = 'major' | 'minor' | 'patch' | 'none';

/**
 * An instance that one side accepts and the other refuses because of one change. `fragment`: the relevant part, at `at` (a JSON
 * Pointer in `instance`); `accepted`: the side that accepts the instance. `elsewhere`: where the side that refuses has what is at
 * `at` (a path as that of a change), if not at the same place: it refuses the instance for its form, and the fragment there, too.
 */
export type Witness = {
  accepted: 'previous' | 'next';
  instance: unknown;
  at: string;
  fragment: unknown;
  elsewhere?: string;
};

export type Change = {
  /** A kebab sentence, such as `property-now-required`. */
  kind: string;
  /** Where, as a person names it: `orders[].place.code`; '' is the root. For a rule, its id. */
  path: string;
  /** The stable identifier of the field, in Models. */
  field?: string;
  direction: Direction;
  bump: Bump;
  /** The values in the sentence: values added, bounds before and after. */
  params: Record<string, unknown>;
  sentence: Texts;
  /** 16 hexadecimal digits that identify this change, whatever else changes. */
  fingerprint: string;
  /** For what narrows: accepted by previous alone. For what widens: accepted by next alone. Several where it does both. */
  witnesses: Witness[];
  /** Why there is no witness, where one would be expected. */
  reason?: Texts;
};

/** The relation of two schemas or Models, what they promise each other, and every change with its own. */
export type Diff = Containment & { bump: Bump; changes: Change[] };

/** The bump that each direction requires (DESIGN §7). An unknown direction counts as a break. */
const BY_DIRECTION: Readonly<Record<Direction, Bump>> = {
  narrowed: 'major',
  both: 'major',
  unknown: 'major',
  widened: 'minor',
  none: 'patch',
};

const BY_RELATION: Readonly<Record<Relation, Bump>> = {
  narrowed: 'major',
  incomparable: 'major',
  unknown: 'major',
  widened: 'minor',
  equivalent: 'none',
};

const RANK: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

export const bumpOf = (direction: Direction): Bump => BY_DIRECTION[direction];

export const bumpOfRelation = (relation: Relation): Bump => BY_RELATION[relation];

export const greatest = (bumps: readonly Bump[]): Bump => bumps.reduce<Bump>((a, b) => (RANK[b] > RANK[a] ? b : a), 'none');
