/** The rejected records of a file that a source publishes, as a file that whoever publishes it can correct and check. */
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { findRejected, type Rejected } from '../search/rejected.node.ts';
import { type Frame } from '../snapshot/frame.node.ts';
import type { Queries } from '../store/store.ts';

/** Records read at once. */
const BATCH = 200;

/** `standard`: of the records, those that were judged by another are left out. */
export type Corrections = { resource: string; standard: string; signal: AbortSignal };

/** A file of records, a record a line, read batch by batch: once for each of the two kinds where they have lists of their own. */
export async function* corrections(queries: Queries, { begin, isFlat }: Frame, asked: Corrections): AsyncGenerator<string> {
  yield begin;
  let isFirst = true;
  const lists = isFlat ? [RECORD_KINDS] : RECORD_KINDS.map((kind) => [kind]);
  for (const kinds of lists) {
    let count = 0;
    for await (const records of batches(queries, asked)) {
      const wanted = records.filter(({ kind, standard }) => kinds.includes(kind) && standard === asked.standard);
      if (wanted.length === 0) continue;
      if (count === 0 && !isFlat) yield `${isFirst ? '' : ','}${JSON.stringify(kinds[0])}:[`;
      yield `${count === 0 ? '' : ','}\n${wanted.map(({ body }) => body).join(',\n')}`;
      isFirst = false;
      count += wanted.length;
    }
    if (count > 0 && !isFlat) yield '\n]';
  }
  yield isFlat ? '\n]}\n' : `${isFirst ? '"marche":[]' : ''}}}\n`;
}

async function* batches(queries: Queries, { resource, signal }: Corrections): AsyncGenerator<Rejected[]> {
  let cursor: string | undefined;
  do {
    const page = await findRejected(queries, { filters: { resource }, cursor, limit: BATCH });
    yield page.records;
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
}
