/** All kinds of change of a schema. Their messages are in `messages/changes.yaml`. */
import type { Messages } from '../compiled/changes.types.ts';
import type { Direction } from '../types.ts';

type Params = Readonly<Record<string, unknown>>;
type Key = keyof Messages;

/**
 * The static properties of a kind. `may`: the possible directions; the engine decides, and the direction is `unknown` if it
 * cannot. `message`: the message id, if it differs from the kind; `noun`: a parameter of that message. `instead`: another message
 * id for certain params or directions.
 */
export type Kind = {
  may: readonly Direction[];
  message?: Key;
  noun?: string;
  instead?: (params: Params, direction: Direction) => Key | undefined;
};

/** The message for a choice whose branches only require properties. */
function choiceOf(kind: 'constraint-added' | 'constraint-removed', { keyword, branches }: Params): Key | undefined {
  if (branches === undefined) return undefined;
  return keyword === 'anyOf' ? `${kind}.any` : keyword === 'oneOf' ? `${kind}.one` : undefined;
}

/** Kinds with a message of their own. */
const NAMED: Readonly<Partial<Record<Key, Kind>>> = {
  'type-narrowed': { may: ['narrowed'] },
  'type-widened': { may: ['widened'] },
  'type-changed': { may: ['both'] },
  'enum-added': { may: ['narrowed', 'both'] },
  'enum-removed': { may: ['widened', 'both'] },
  'enum-value-added': { may: ['widened'] },
  'enum-value-removed': { may: ['narrowed'] },
  'enum-values-added': { may: ['widened'] },
  'enum-values-removed': { may: ['narrowed'] },
  'codelist-code-added': { may: ['widened'] },
  'codelist-code-removed': { may: ['narrowed'] },
  'text-changed': { may: ['none'] },
  'property-added': {
    may: ['widened', 'narrowed', 'both'],
    instead: ({ required }, direction) =>
      direction === 'narrowed' && required !== true ? 'property-added.free-name' : undefined,
  },
  'property-removed': {
    may: ['narrowed', 'widened', 'both'],
    instead: ({ refused }, direction) =>
      refused === true ? 'property-removed.refused' : direction === 'narrowed' ? 'property-removed.as-others' : undefined,
  },
  'property-allowed': { may: ['widened', 'both'] },
  'property-forbidden': { may: ['narrowed', 'both'] },
  'property-now-required': { may: ['narrowed'] },
  'property-no-longer-required': { may: ['widened'] },
  'property-renamed': { may: ['both', 'narrowed', 'widened'] },
  'property-moved': { may: ['both', 'narrowed', 'widened'] },
  'object-closed': { may: ['narrowed', 'both'] },
  'object-opened': { may: ['widened', 'both'] },
  'pattern-properties-added': { may: ['narrowed', 'widened', 'both'] },
  'pattern-properties-removed': { may: ['narrowed', 'widened', 'both'] },
  'pattern-properties-narrowed': { may: ['narrowed'] },
  'pattern-properties-widened': { may: ['widened'] },
  'pattern-properties-changed': { may: ['both'] },
  'items-constrained': { may: ['narrowed', 'both'] },
  'items-unconstrained': { may: ['widened', 'both'] },
  'list-closed': { may: ['narrowed', 'both'] },
  'list-opened': { may: ['widened', 'both'] },
  'alternative-added': { may: ['widened'] },
  'alternative-removed': { may: ['narrowed'] },
  'constraint-added': { may: ['narrowed', 'both'], instead: (params) => choiceOf('constraint-added', params) },
  'constraint-removed': { may: ['widened', 'both'], instead: (params) => choiceOf('constraint-removed', params) },
  'constraint-narrowed': { may: ['narrowed'] },
  'constraint-widened': { may: ['widened'] },
  'constraint-changed': { may: ['narrowed', 'widened', 'both'] },
  'unique-items-added': { may: ['narrowed'] },
  'unique-items-removed': { may: ['widened'] },
};

/** For each bound, whether increasing or decreasing it makes it stricter. */
const BOUNDS: Readonly<Record<string, 'increased' | 'decreased'>> = {
  'min-length': 'increased',
  'max-length': 'decreased',
  minimum: 'increased',
  maximum: 'decreased',
  'min-items': 'increased',
  'max-items': 'decreased',
  'min-properties': 'increased',
  'max-properties': 'decreased',
};

const boundKinds = (noun: string): [string, Kind][] =>
  (['added', 'removed', 'increased', 'decreased'] as const).map((event) => [
    `${noun}-${event}`,
    { may: event === 'added' || event === BOUNDS[noun] ? ['narrowed'] : ['widened'], message: `bound.${event}`, noun },
  ]);

/** What can happen to a constraint as a whole. */
const EVENTS: readonly [event: 'added' | 'removed' | 'narrowed' | 'widened' | 'changed', may: readonly Direction[]][] = [
  ['added', ['narrowed', 'both']],
  ['removed', ['widened', 'both']],
  ['narrowed', ['narrowed']],
  ['widened', ['widened']],
  ['changed', ['both']],
];

const ASSERTIONS = [
  ...['pattern', 'format', 'multiple-of', 'contains', 'property-names', 'dependencies', 'exclusion', 'condition'],
];

const assertionKinds = (noun: string): [string, Kind][] =>
  EVENTS.map(([event, may]) => [`${noun}-${event}`, { may, message: `assertion.${event}`, noun }]);

export const KINDS: Readonly<Record<string, Kind>> = {
  ...NAMED,
  ...Object.fromEntries([...Object.keys(BOUNDS).flatMap(boundKinds), ...ASSERTIONS.flatMap(assertionKinds)]),
};
