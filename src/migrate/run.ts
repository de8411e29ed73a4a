/** Migrates a file that is open, on any host: command line, library, page. */
import type { Finding } from '../finding.ts';
import type { Described } from '../messages/types.ts';
import type { Model } from '../model/types.ts';
import type { OpenCheck } from '../validate/open-check.ts';
import type { Version } from '../validate/types.ts';
import type { Chain } from './chain.ts';
import { type BuiltSteps, chainBetween } from './load.ts';
import { type Migrated, migrateEvents, type MigrationFinding, type Target } from './migrate-file.ts';
import { startOf, Starts } from './start.ts';

/** `load`: a version with its validators. */
export type BuiltVersions = BuiltSteps & { load(version: string): Promise<Version> };

/**
 * Prepares the migration of an open file to the version `to`. `from`: the version that a person gave, with which the file was opened; without it, the file is of the version
 * that its check recognises, and the start of each record follows from what the file and the record look like. Throws an InputError for a version that does not exist, and
 * where there is no way to it.
 */
export async function prepareMigration(
  built: BuiltVersions,
  { detection, version }: Pick<OpenCheck, 'detection' | 'version'>,
  { from, to }: { from?: string | undefined; to: string },
): Promise<Pick<Target, 'starts' | 'validators' | 'label'>> {
  const load = (start: string): Promise<Chain> => chainBetween(built, start, to);
  const chain = await load(from === undefined ? startOf(detection, to) : version);
  // A file that says its version is believed, as the check believes it.
  const isSaid = from !== undefined || detection.reason.by === 'label' || detection.reason.by === 'package';
  const versions = isSaid ? [] : await built.index();
  const own = versions.filter((facts) => detection.candidates.includes(facts.version));
  const { label, validators } = await built.load(to);
  const hasLabel = Object.hasOwn(chain.to.schema.properties ?? {}, 'version');
  return { starts: new Starts({ version, chain, load, own, versions }), validators, label: hasLabel ? label : undefined };
}

/** Reads the file and migrates its records into a sink. `beforeBytes` is awaited before each read of the file. */
export const migrateFile = (
  file: Pick<OpenCheck, 'read'>,
  target: Target,
  onFinding: (found: MigrationFinding) => void,
  beforeBytes?: () => Promise<void>,
): Promise<Migrated> =>
  file.read(
    (events) => migrateEvents(events, target, onFinding),
    (finding) => onFinding({ finding, about: 'input' }),
    beforeBytes,
  );

type Describe = (finding: Finding) => Described;

/** Words findings by the version of the file that each is about; those on the file read, by the version that its record starts from. */
export function describeBy(starts: Starts, of: (model: Model) => Describe): (found: MigrationFinding) => Described {
  const known = new Map<Model, Describe>();
  const describerOf = (model: Model): Describe => {
    const describe = known.get(model) ?? of(model);
    known.set(model, describe);
    return describe;
  };
  return ({ finding, about, start }) => describerOf(about === 'input' ? starts.chainFrom(start).from : starts.chain.to)(finding);
}
