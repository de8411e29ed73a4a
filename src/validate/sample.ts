import type { ReadForm } from '../read/forms.ts';
import { InputError, NoProgress } from '../finding.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import type { Sample } from './detect.ts';
import { UNWATCHED } from './drive.ts';

/** Records sampled: enough for fields that only some records have. */
const ENOUGH = 50;

/** Bytes sampled at the most to detect the version: more than the largest record. */
const HEAD = 17 << 20;

/** Samples the beginning of a file for the detection of its version; `next` gives its chunks from the first on, undefined at the end. */
export async function sampleOf(
  { open, whole }: ReadForm,
  next: () => Promise<Uint8Array | undefined>,
  watch = UNWATCHED,
): Promise<Sample> {
  const { feed, events } = open();
  const sample: Sample = { layout: null, records: [] };
  const steps = takeSample(events, sample);
  let mayHaveMore = true;
  for (let size = 0; (whole || size < HEAD) && watch(() => stepOf(steps), !mayHaveMore).done !== true;) {
    if (!mayHaveMore) throw new NoProgress('the reader asks for bytes after the end of the file');
    const chunk = await next();
    if (chunk) feed.feed(chunk);
    else feed.finish();
    mayHaveMore = chunk !== undefined;
    size += chunk?.length ?? 0;
  }
  return sample;
}

/** The next step. A table whose columns have French titles has no header for who has no model: its sample ends there. */
function stepOf(steps: Generator<typeof NEED_BYTES, void>): IteratorResult<typeof NEED_BYTES, void> {
  try {
    return steps.next();
  } catch (error) {
    if (error instanceof InputError && error.code === 'table.no-header') return { done: true, value: undefined };
    throw error;
  }
}

/** Fills a sample from the events of a file. Ends when it has enough records, or with the file. */
export function* takeSample(events: Iterable<ReadEvent | typeof NEED_BYTES>, sample: Sample): Generator<typeof NEED_BYTES, void> {
  for (const event of events) {
    if (event === NEED_BYTES) yield event;
    else if (event.type === 'record') sample.records.push({ list: event.list, value: event.value });
    else if (event.type === 'layout') {
      const { layout } = event;
      sample.layout = layout === 'flat' || layout === 'by-kind' || layout === 'unreported' ? layout : null;
      if (typeof event.version === 'string') sample.label = event.version;
      if (event.schema !== undefined) sample.schema = event.schema;
    }
    if (sample.records.length >= ENOUGH) return;
  }
}
