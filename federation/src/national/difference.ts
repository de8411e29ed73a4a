/** Why the consolidation of the State and ours differ on a contract. */
import { isOld } from '../judge/key.ts';
import type { Fate } from '../../../src/consolidation/replay.ts';
import type { Reading } from './passes.ts';

/** Every reason, in the order in which reports list them. */
export const REASONS = [
  // Why the State does not have the record that is preferred here.
  'source-not-harvested',
  'form-not-read',
  'file-not-chosen',
  'file-not-newer',
  'only-1.x',
  'read-otherwise',
  'test-platform',
  'schema-2.0',
  'stops-its-file',
  'lost-after-fault',
  'process-lost',
  'not-exported',
  'older-file',
  'longer-titulaires',
  'order-of-arrival',
  'excluded-by-rule',
  // Why the record of the State is not preferred here.
  'pes-invalid',
  'error-here',
  'held-by-guard',
  'not-withdrawn',
  'key-differs',
  'not-consolidated',
  'file-not-listed',
  // What else is published otherwise.
  'modifications-replaced',
  'file-keeps-another',
  'month-of-file',
  // Why it is not known.
  'not-archived',
  'order-unknown',
] as const;
export type Reason = (typeof REASONS)[number];

/** What makes a comparison unknown: the State may have our record, or not. */
export const isUnknown = ({ reasons }: Pick<Compared, 'reasons'>): boolean =>
  reasons.includes('not-archived') || reasons.includes('order-unknown');

/** Whether a contract is the same but for the years whose files have it. */
export const isSameButYear = ({ reasons }: Pick<Compared, 'reasons'>): boolean =>
  reasons.length === 1 && reasons[0] === 'month-of-file';

/** What the program of the State has a reason from: its file and function, in 139bercy/decp-arr2022 at 58b651b. The others are of our own rules. */
export const STATE_CODE: Partial<Record<Reason, string>> = {
  'source-not-harvested': 'general_process/ProcessFactory.py: ProcessFactory',
  'form-not-read': 'general_process/SourceProcess.py: _create_metadata_file',
  'file-not-chosen': 'general_process/SourceProcess.py: filter_urls',
  'file-not-newer': 'general_process/SourceProcess.py: check_date_file',
  'only-1.x': 'general_process/SourceProcess.py: _validation_format',
  'read-otherwise': 'general_process/SourceProcess.py: clean',
  'test-platform': 'general_process/SourceProcess.py: check_json',
  'schema-2.0': 'general_process/SourceProcess.py: check_json',
  'stops-its-file': 'general_process/SourceProcess.py: clean',
  'lost-after-fault': 'general_process/SourceProcess.py: clean',
  'process-lost': 'general_process/ProcessFactory.py: run_processes',
  'not-exported': 'general_process/GlobalProcess.py: fix_all',
  'older-file': 'database/DbDecp.py: add_marche, add_concession',
  'longer-titulaires': 'database/DbDecp.py: add_marche, add_concession',
  'order-of-arrival': 'database/DbDecp.py: add_marche, add_concession',
  'excluded-by-rule': 'augmente/nettoyage.py: regles_marche, regles_concession',
  'pes-invalid': 'general_process/SourceProcess.py: clean',
  'not-withdrawn': 'general_process/GlobalProcess.py: _merge_in_file',
  'key-differs': 'database/DbDecp.py: add_marche, add_concession',
  'modifications-replaced': 'general_process/GlobalProcess.py: dedoublonnage',
  'file-keeps-another': 'general_process/GlobalProcess.py: _merge_in_file, dedoublonnage',
  'month-of-file': 'general_process/GlobalProcess.py: generate_export',
  'order-unknown': 'general_process/SourceProcess.py: fix',
};

/** What became of an observation: of its file where it was not read, else of the record. `not-exported`: it is in the database, and in no file since its pass failed. */
export type Outcome = Exclude<Reading, 'read'> | Exclude<Fate, 'read' | 'lost'> | 'not-exported' | 'replaced' | 'stored';

/** An observation of a record of one contract, as both consolidations see it. */
export type Seen = {
  record: string;
  /** Equal for records that differ by the order of their members alone. */
  sameness: string;
  standard: string;
  /** Whether its own findings hold no error. */
  valid: boolean;
  /** Whether its version counts here: `older`: a later version of the file stands for it. */
  version: 'current' | 'held' | 'older';
  /** The State's own key; null where it has none. */
  nationalKey: string | null;
  outcome: Outcome;
  /** Whether the schema that the State applies refuses it. */
  refused: boolean;
};

/** A contract as it is published here. `united`: it has modifications or acts of other records. */
export type Ours = { record: string; year: number; united: boolean };

/** A contract as the State has it: the record in its database, why data.economie excludes it, the years whose files have it, in their order, and whether a file has another record of it. */
export type National = { record: string; exclusions: readonly string[]; years: readonly string[]; others: boolean };

/** Outcomes from the farthest from being published to the nearest, and the reason that each is. */
const BY_OUTCOME: readonly (readonly [Exclude<Outcome, 'stored'>, Reason])[] = [
  ['unread-source', 'source-not-harvested'],
  ['unread-form', 'form-not-read'],
  ['unread-choice', 'file-not-chosen'],
  ['unread-date', 'file-not-newer'],
  ['unreadable', 'read-otherwise'],
  ['not-archived', 'not-archived'],
  ['test', 'test-platform'],
  ['refused', 'schema-2.0'],
  ['fault', 'stops-its-file'],
  ['after-fault', 'lost-after-fault'],
  ['process-lost', 'process-lost'],
  ['not-exported', 'not-exported'],
  ['older-file', 'older-file'],
  ['longer-titulaires', 'longer-titulaires'],
  ['duplicate', 'order-of-arrival'],
  ['replaced', 'order-of-arrival'],
];

/** The reasons for which two results differ on one contract; none where they do not. `seen`: every observation of a record with its key. */
export function explainDifference(ours: Ours | null, national: National | null, seen: readonly Seen[]): Reason[] {
  const reasons = new Set<Reason>();
  const [mine, theirs] = [observationsOf(ours, seen), observationsOf(national, seen)];
  if (isSame(mine, theirs)) {
    if (national && national.exclusions.length > 0) reasons.add('excluded-by-rule');
  } else if (ours) {
    reasons.add(whyNotThere(mine));
    if (national && national.exclusions.length > 0) reasons.add('excluded-by-rule');
    if (national) for (const reason of whyNotHere(theirs, mine)) reasons.add(reason);
  } else if (national && national.exclusions.length === 0) for (const reason of whyNotHere(theirs, [])) reasons.add(reason);
  if (ours?.united && national) reasons.add('modifications-replaced');
  if (ours && national?.others) reasons.add('file-keeps-another');
  if (ours && national && national.years.length > 0 && !isOnly(national.years, ours.year)) reasons.add('month-of-file');
  return REASONS.filter((reason) => reasons.has(reason));
}

/** The observations of a record, and of those that differ from it by the order of their members alone. */
function observationsOf(contract: { record: string } | null, seen: readonly Seen[]): readonly Seen[] {
  const sameness = seen.find(({ record }) => record === contract?.record)?.sameness;
  return seen.filter((one) => one.sameness === sameness);
}

const isSame = ([mine]: readonly Seen[], [theirs]: readonly Seen[]): boolean =>
  mine !== undefined && theirs !== undefined && mine.sameness === theirs.sameness;

const isOnly = (years: readonly string[], year: number): boolean => years.every((one) => Number(one) === year);

/** Why the State does not have a record that is published here: what became of the observation that came nearest. */
function whyNotThere(mine: readonly Seen[]): Reason {
  if (mine.some(({ standard }) => isOld(standard))) return 'only-1.x';
  const nearest = BY_OUTCOME.findLast(([outcome]) => mine.some((one) => one.outcome === outcome));
  return nearest?.[1] ?? 'key-differs';
}

/** Why a record that the State has is not the one here. Nothing where only its rank in our order of preference is to blame. */
function whyNotHere(theirs: readonly Seen[], mine: readonly Seen[]): Reason[] {
  const counted = theirs.filter(({ version }) => version === 'current');
  if (counted.length === 0) return [theirs.some(({ version }) => version === 'older') ? 'not-withdrawn' : 'held-by-guard'];
  const [first] = counted;
  if (first && !counted.some(({ valid }) => valid)) return [first.refused ? 'pes-invalid' : 'error-here'];
  if (mine.length > 0) return mine.some(({ nationalKey }) => nationalKey === first?.nationalKey) ? [] : ['key-differs'];
  return ['not-consolidated'];
}

/** A contract of ours with the same key, and what the State has of it. */
export type Compared = { ours: Ours | null; national: National | null; reasons: Reason[] };

/**
 * The contracts of one key of ours, compared. The State may have several where its own keys differ: the one that has our record is compared with ours, the
 * others with nothing, or with ours as what they were merged into. `isUnsure`: which record the State keeps is not known.
 */
export function compareKey(
  ours: Ours | null,
  nationals: readonly (National & { key: string })[],
  seen: readonly Seen[],
  isUnsure = false,
): Compared[] {
  const key = seen.find(({ record }) => record === ours?.record)?.nationalKey ?? null;
  const twin = nationals.find((one) => one.key === key) ?? (key === null ? nationals[0] : undefined) ?? null;
  const others = nationals.filter((one) => one !== twin);
  const compared: Compared[] = ours || twin ? [comparedOf(ours, twin, explainDifference(ours, twin, seen))] : [];
  const all = [
    ...compared,
    ...others.map((national) => {
      const reasons = explainDifference(null, national, seen);
      // What is right here and has no contract of its own was merged into ours.
      const merged = ours !== null && reasons.includes('not-consolidated');
      return comparedOf(null, national, merged ? ['key-differs'] : reasons);
    }),
  ];
  return isUnsure ? all.map((one) => ({ ...one, reasons: [...one.reasons, 'order-unknown'] })) : all;
}

function comparedOf(ours: Ours | null, national: National | null, reasons: Reason[]): Compared {
  if (!national) return { ours, national, reasons };
  const { record, exclusions, years, others } = national;
  return { ours, national: { record, exclusions, years, others }, reasons };
}
