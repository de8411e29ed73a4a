/** The observations of one contract as the replay of the national consolidation and the database have them, and what follows from them. */
import { compareTexts } from '../../../src/consolidation/python.ts';
import type { Consolidation, Fate, Place, Row } from '../../../src/consolidation/replay.ts';
import { isOld } from '../judge/key.ts';
import { type Compared, compareKey, type National, type Ours, type Outcome, type Seen } from './difference.ts';
import type { Stored } from '../../../src/consolidation/stored.ts';
import type { ArchivedFile, ReplayedFile } from './passes.ts';

/** What is published of a record: whether it is the one in the database, whether files were written with it, why data.economie excludes it, the files (`2025-03`, `2025`) that have it. */
export type Kept = { isStored: boolean; isOut: boolean; exclusions: readonly string[]; files: readonly string[] };

/** What the database and the files have in the end, place by place: a file of a process that was lost is read again, and its records are there twice. */
export function keptOf({
  database,
  files,
}: Consolidation<ArchivedFile>): { place: Place<ArchivedFile>; stored: Stored; kept: Kept }[] {
  const all = new Map<string, { row: Row<ArchivedFile>; isStored: boolean; names: Set<string> }>();
  const add = (row: Row<ArchivedFile>, isStored: boolean, name?: string): void => {
    const { file, kind, index } = row.place;
    const key = `${file.number} ${kind} ${index}`;
    const one = all.get(key) ?? { row, isStored, names: new Set() };
    if (name !== undefined) one.names.add(name);
    all.set(key, one);
  };
  for (const row of database.values()) add(row, true);
  for (const [name, rows] of files) for (const row of rows) add(row, false, name);
  return [...all.values()].map(({ row: { place, stored, isOut, facts }, isStored, names }) => {
    const exclusions = [...new Set(facts.exclusions.map(({ field, reason }) => `${field}: ${reason}`))];
    return { place, stored, kept: { isStored, isOut, exclusions, files: [...names] } };
  });
}

/** `fate` is null where the State does not see the record in its file, `key` where it never had one in the database. `isUnsure`: another order of equal dates could have kept another. */
export type Observation = Omit<Seen, 'outcome'> & {
  file: ReplayedFile;
  fate: Fate | null;
  isUnsure: boolean;
  kept: Kept | undefined;
};

/** Compares the contracts of one key of ours. */
export function compareObservations(ours: Ours | null, observations: readonly Observation[]): Compared[] {
  const keys = new Set(observations.flatMap(({ nationalKey }) => (nationalKey === null ? [] : [nationalKey])));
  const nationals = [...keys].flatMap((key) =>
    nationalOf(
      key,
      observations.filter(({ nationalKey }) => nationalKey === key),
    ),
  );
  const seen = observations.map((one): Seen => {
    const { record, sameness, standard, valid, version, nationalKey, refused } = one;
    return { record, sameness, standard, valid, version, nationalKey, outcome: outcomeOf(one), refused };
  });
  return compareKey(ours, nationals, seen, isOrderUnknown(observations));
}

/** What the State publishes of one of its keys: the record of its database, or where that is in no file, the one of its latest file. */
function nationalOf(key: string, observations: readonly Observation[]): (National & { key: string })[] {
  const kept = observations.flatMap((one) => (one.kept ? [{ ...one, kept: one.kept }] : []));
  const lastFile = ({ kept: { files } }: { kept: Kept }): string => files.toSorted().at(-1) ?? '';
  const inFiles = kept.filter((one) => lastFile(one) !== '').toSorted((a, b) => compareTexts(lastFile(b), lastFile(a)));
  const published = kept.find(({ kept: { isStored, isOut } }) => isStored && isOut) ?? inFiles[0];
  if (!published) return [];
  const { record, sameness } = published;
  const years = new Set(inFiles.flatMap(({ kept: { files } }) => files.map((name) => name.slice(0, 4))));
  const others = inFiles.some((one) => one.sameness !== sameness);
  return [{ key, record, exclusions: published.kept.exclusions, years: [...years].toSorted(), others }];
}

function outcomeOf({ file: { reading }, fate, kept, standard }: Observation): Outcome {
  if (reading !== 'read') return reading;
  if (fate === null) return isOld(standard) ? 'refused' : 'unreadable';
  if (fate === 'lost') return 'process-lost';
  if (kept?.isStored === true) return kept.isOut ? 'stored' : 'not-exported';
  return fate === 'read' ? 'replaced' : fate;
}

/** Whether records that are not the same have equal dates, and their order is not known. */
function isOrderUnknown(observations: readonly Observation[]): boolean {
  const tried = observations.filter(({ fate, nationalKey }) => fate !== null && nationalKey !== null);
  const isTied = (a: Observation, b: Observation): boolean =>
    (a.isUnsure && b.isUnsure) || (a.file.number !== b.file.number && a.file.ties !== undefined && a.file.ties === b.file.ties);
  return tried.some((a, index) =>
    tried.slice(0, index).some((b) => a.nationalKey === b.nationalKey && a.sameness !== b.sameness && isTied(a, b)),
  );
}
