/** The records of a file of XML as they are written in it, in the order in which its listing has them. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { kindOf, NEED_BYTES, type WrittenRecord } from '../../../src/read/record.ts';
import { openXml } from '../../../src/read/xml/read-xml.ts';
import { LISTED } from '../../../src/validate/consolidated-xml.ts';
import { loadModelOf } from '../../../src/validate/registry.node.ts';

/** `standard`: the version of the format that the file was read by. */
export async function* writtenRecords(
  chunks: AsyncIterable<Uint8Array>,
  standard: string,
): AsyncGenerator<{ kind: RecordKind; written: WrittenRecord }> {
  const source = chunks[Symbol.asyncIterator]();
  const { feed, events } = openXml(await loadModelOf(standard), LISTED);
  try {
    for (const event of events) {
      if (event === NEED_BYTES) {
        const next = await source.next();
        if (next.done === true) feed.finish();
        else feed.feed(next.value);
      } else if (event.type === 'record' && event.written)
        yield { kind: event.list ?? kindOf(event.value), written: event.written };
    }
  } finally {
    await source.return?.();
  }
}
