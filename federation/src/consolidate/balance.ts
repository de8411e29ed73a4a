/** The balance of the federation: every record read is in exactly one state, and the counts add up. */

/** In the order in which they are shown. */
export const STATES = [
  'selected',
  'reserved',
  'duplicate',
  'superseded',
  'invalid',
  'older-version',
  'withdrawn',
  'held',
  'erased',
  'unaccounted',
] as const;

/** The state of an observation. `selected`, `reserved`: it is the contract, without errors or with errors that it is published in spite of; `unaccounted` where none fits, which is a fault of the federation. */
export type State = (typeof STATES)[number];

/** Records read, those of them that the current version of each file has, and observations by state. */
export type Counts = { read: number; current: number; states: Record<State, number> };

export const noCounts = (): Counts => ({
  read: 0,
  current: 0,
  states: Object.fromEntries(STATES.map((state) => [state, 0])) as Counts['states'],
});

/** Of one version of a file. `resource`: its id on data.gouv.fr, or its address. */
export type FileBalance = Counts & { source: string; resource: string; title: string; fetchedAt: string };

/**
 * Counts that do not agree. `unlisted`: a version was judged and its records are not listed; `verdicts`: fewer or more verdicts than records; `sum`: the states do not add up to
 * the records read; `unaccounted`: records in no state; `contracts`: published contracts against selected records; `sightings`: observations in versions that count.
 */
export type Imbalance =
  | { fault: 'unlisted' | 'verdicts'; resource: string; fetchedAt: string }
  | { fault: 'sum'; resource: string; fetchedAt: string; expected: number; found: number }
  | { fault: 'unaccounted'; resource: string; fetchedAt: string; found: number }
  | { fault: 'contracts' | 'sightings'; expected: number; found: number };

/** What is still to be done, without which the counts need not agree: keys to consolidate, versions to judge. */
export type Unproven = { keys: number; versions: number };

export type Balance = {
  files: FileBalance[];
  sources: (Counts & { source: string })[];
  all: Counts;
  faults: Imbalance[];
  unproven: Unproven;
};

/** `balanced`: the counts are proven to add up; `pending`: they may once the rest is judged and consolidated; `faulty`: they do not. */
export function verdictOf({ faults, unproven }: Balance): 'balanced' | 'pending' | 'faulty' {
  if (unproven.keys + unproven.versions > 0) return 'pending';
  return faults.length === 0 ? 'balanced' : 'faulty';
}
