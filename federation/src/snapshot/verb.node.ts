import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import type { Federation } from '../federation.ts';
import { type MadeSnapshot, makeSnapshot } from './snapshot.node.ts';

/** `decp-federation snapshot`: makes a snapshot and says what it has. */
export async function runSnapshot(federation: Federation): Promise<ExitCode> {
  const made = await makeSnapshot(federation);
  process.stdout.write(
    snapshotLines(made, federation.lang)
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
