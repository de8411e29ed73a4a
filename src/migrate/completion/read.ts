/** Reads a table that a person has completed. */
import { type Finding, InputError, type Severity } from '../../finding.ts';
import { EXTENSIONS, TABLE_FORMS } from '../../model/forms.ts';
import { isWait, type NEED_BYTES, type ReadEvent, type Wait } from '../../read/record.ts';
import type { OpenCheck } from '../../validate/open-check.ts';
import type { MigrationFinding } from '../migrate-file.ts';
import type { Supply } from './supply.ts';

/**
 * Keeps the contracts of a completed table, which is open as a file of the version to reach. `take` gets what is wrong about the table, which `supply` counts; `flush` writes
 * what it got, once that is enough to write.
 * @throws InputError `input.not-a-table` for a file of another form: data are no answers of a person
 */
export async function readCompletion(
  table: Pick<OpenCheck, 'form' | 'read'>,
  supply: Supply,
  take: (found: MigrationFinding) => void,
  flush: () => Promise<void> | undefined,
): Promise<void> {
  const report = (finding: Finding): void => {
    supply.counts[finding.severity]++;
    if (finding.review) supply.toReview++;
    take({ finding, about: 'completion' });
  };
  await table.read((events) => {
    // Thrown here, where the file is closed.
    if (!(TABLE_FORMS as readonly string[]).includes(table.form))
      throw new InputError('input.not-a-table', { form: table.form, known: TABLE_FORMS.map((form) => EXTENSIONS[form]) });
    return readInto(events, (event) => {
      if (event.type === 'record') supply.add(event);
      else if (event.type === 'finding' && isOfCompletion(event.finding)) report(event.finding);
      return flush();
    });
  }, report);
}

/** A person fills in what they know: a row may lack much. What is in a column that is not of the format is not used, which is said. */
const isOfCompletion = ({ code, severity }: Finding): boolean =>
  code === 'table.extra-column' || (severity !== 'info' && code !== 'table.incomplete-row');

/** Reads a file to its end for its events alone. */
function* readInto(
  events: Iterable<ReadEvent | typeof NEED_BYTES>,
  take: (event: ReadEvent) => Promise<void> | undefined,
): Generator<Wait, { counts: Record<Severity, number> }> {
  for (const event of events) {
    const busy = isWait(event) ? event : take(event);
    if (busy) yield busy;
  }
  return { counts: { error: 0, warning: 0, info: 0 } };
}
