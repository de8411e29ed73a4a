/** Reads a table that a person has completed. */
import type { Finding, Severity } from '../../finding.ts';
import { isWait, type NEED_BYTES, type ReadEvent, type Wait } from '../../read/record.ts';
import type { OpenCheck } from '../../validate/open-check.ts';
import type { MigrationFinding } from '../migrate-file.ts';
import type { Supply } from './supply.ts';

/** Keeps the contracts of a completed table, which is open as a file of the version to reach. `take` gets what is wrong about the table, which `supply` counts. */
export async function readCompletion(
  table: Pick<OpenCheck, 'read'>,
  supply: Supply,
  take: (found: MigrationFinding) => void,
): Promise<void> {
  const report = (finding: Finding): void => {
    supply.counts[finding.severity]++;
    take({ finding, about: 'completion' });
  };
  await table.read(
    (events) =>
      readInto(events, (event) => {
        if (event.type === 'record') supply.add(event);
        else if (event.type === 'finding' && event.finding.severity !== 'info') report(event.finding);
      }),
    report,
  );
}

/** Reads a file to its end for its events alone. */
function* readInto(
  events: Iterable<ReadEvent | typeof NEED_BYTES>,
  take: (event: ReadEvent) => void,
): Generator<Wait, { counts: Record<Severity, number> }> {
  for (const event of events)
    if (isWait(event)) yield event;
    else take(event);
  return { counts: { error: 0, warning: 0, info: 0 } };
}
