import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Federation } from '../federation.ts';
import { type MadeSnapshot, makeSnapshot, pruneSnapshots } from './snapshot.node.ts';

/** `decp-federation snapshot [--keep N]`: makes a snapshot and says what it has; then removes those before the last N. */
export async function runSnapshot(federation: Federation, { keep }: { keep?: number | undefined }): Promise<ExitCode> {
  const made = await makeSnapshot(federation);
  const pruned = keep === undefined ? [] : await pruneSnapshots(federation, keep);
  process.stdout.write(
    [
      ...snapshotLines(made, federation.lang),
      ...(keep === undefined ? [] : [FEDERATION[federation.lang].snapshot.pruned({ count: pruned.length, keep })]),
    ]
      .map((line) => `${line}\n`)
      .join(''),
  );
  return EXIT.conforming;
}

/** What a person reads of a snapshot, a sentence a line. */
export function snapshotLines({ name, isNew, folder, manifest }: MadeSnapshot, lang: Federation['lang']): string[] {
  const say = FEDERATION[lang].snapshot;
  const { counts, changes } = manifest;
  if (!isNew) return [say.same({ name }), say.where({ folder })];
  return [
    say.made({ name, contracts: counts.contracts, withdrawn: counts.withdrawn, rejected: counts.rejected }),
    ...(changes.since === null ? [] : [say.changes({ ...changes, since: changes.since })]),
    ...(counts.refused > 0 ? [say.refused({ count: counts.refused })] : []),
    say.where({ folder }),
  ];
}
