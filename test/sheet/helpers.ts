import type { Finding } from '../../src/finding.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { checkFile } from '../../src/validate/file.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import type { Judged } from '../../src/validate/text.ts';
import type { Version } from '../../src/validate/types.ts';
import type { Model } from '../../src/model/types.ts';
import { NEED_BYTES, type EndEvent, type RecordEvent } from '../../src/read/record.ts';
import type { OpenReader } from '../../src/read/reader.ts';

export type Read = {
  records: { path: string; list: RecordKind | null; value: unknown }[];
  findings: Finding[];
  end: EndEvent | undefined;
  layout: string | undefined;
};

type OnRecord = (event: RecordEvent) => void;

/** Everything that a reader gives of these bytes, fed in chunks. */
export function readAll(
  open: OpenReader,
  bytes: Uint8Array | string,
  model?: Model,
  onRecord: OnRecord = () => {},
  chunk = 1000,
): Read {
  const whole = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const { feed, events } = open(model);
  const read: Read = { records: [], findings: [], end: undefined, layout: undefined };
  let at = 0;
  for (const event of events) {
    if (event === NEED_BYTES) {
      if (at >= whole.length) feed.finish();
      else feed.feed(whole.slice(at, (at += chunk)));
    } else if (event.type === 'record') {
      onRecord(event);
      read.records.push({ path: event.path, list: event.list, value: event.value });
    } else if (event.type === 'finding') read.findings.push(event.finding);
    else if (event.type === 'end') read.end = event;
    else if (event.type === 'layout') read.layout = event.layout;
  }
  return read;
}

/** `code @ A1` for each finding that a table has, `code` for others. */
export const reported = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, position }) => {
    const { sheet, column = '', row } = position?.cell ?? {};
    return row === undefined ? code : `${code} @ ${sheet === undefined ? '' : `${sheet}!`}${column}${row}`;
  });

/** The whole check of a table, by the schema and these rules. */
export function judgeTable(open: OpenReader, bytes: Uint8Array, version: Version, rules?: RulesToRun): Judged {
  const { feed, events } = open(version.model);
  feed.feed(bytes);
  feed.finish();
  const findings: Finding[] = [];
  const steps = checkFile(events, version, rules);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...step.value, findings };
    if (step.value !== NEED_BYTES) findings.push(step.value);
  }
}
