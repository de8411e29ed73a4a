import { NEED_BYTES, type ReadEvent } from '../../src/read/record.ts';
import type { Finding } from '../../src/finding.ts';
import type { OpenReader } from '../../src/read/reader.ts';
import type { Model } from '../../src/model/types.ts';
import { tokens } from '../../packages/base/src/pointer.ts';

/** The result of reading a file: its whole value, reassembled from the records, and the findings. */
export type Whole = { value: unknown; findings: Finding[] };

/** Reads a file from memory in chunks of `size` bytes. */
export function readWhole(open: OpenReader, content: string | Uint8Array, model?: Model, size = 1 << 16): Whole {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { feed, events } = open(model);
  const findings: Finding[] = [];
  const records: { path: string; value: unknown }[] = [];
  let skeleton: unknown;
  let at = 0;
  for (const event of events) {
    if (event === NEED_BYTES) {
      if (at >= bytes.length) feed.finish();
      else feed.feed(bytes.slice(at, (at += size)));
    } else skeleton = take(event, records, findings) ?? skeleton;
  }
  for (const { path, value } of records) put(skeleton, path, value);
  return { value: skeleton, findings };
}

function take(event: ReadEvent, records: { path: string; value: unknown }[], findings: Finding[]): unknown {
  if (event.type === 'record') records.push({ path: event.path, value: event.value });
  if (event.type === 'finding') findings.push(event.finding);
  return event.type === 'end' ? event.skeleton : undefined;
}

function put(root: unknown, path: string, value: unknown): void {
  const names = tokens(path);
  let parent = root as Record<string, unknown>;
  for (const name of names.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  parent[names.at(-1)!] = value;
}
