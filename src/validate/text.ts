import type { Finding } from '../finding.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { checkFile } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import type { FileVerdict, Version } from './types.ts';
import { openXml } from '../read/xml/read-xml.ts';
import { markPublishedXsd } from './published-xsd.ts';

export type Judged = FileVerdict & { findings: Finding[] };

/** The whole check of a file held in memory, as it is done on a stream. */
export function checkText(content: string | Uint8Array, version: Version, rules?: RulesToRun): Judged {
  const window = new Window();
  window.feed(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  window.finish();
  const findings: Finding[] = [];
  const steps = checkFile(readJson(window), version, rules);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...step.value, findings };
    if (step.value !== NEED_BYTES) findings.push(step.value);
  }
}

/** The check of an XML file, from the events of its reader. */
const checkXml = (
  events: Iterable<ReadEvent | typeof NEED_BYTES>,
  version: Version,
  rules?: RulesToRun,
): Generator<Finding | typeof NEED_BYTES, FileVerdict> =>
  markPublishedXsd(checkFile(events, version, rules), version.model.version);

/** The whole check of an XML file held in memory, as it is done on a stream. */
export function checkXmlText(content: string | Uint8Array, version: Version, rules?: RulesToRun): Judged {
  const { feed, events } = openXml(version.model);
  feed.feed(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  feed.finish();
  const findings: Finding[] = [];
  const steps = checkXml(events, version, rules);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...step.value, findings };
    if (step.value !== NEED_BYTES) findings.push(step.value);
  }
}

/** True for a text that can only be XML: JSON never begins so. */
export const isXml = (text: string): boolean => /^\s*</.test(text);

/** The check of a text in either form. */
export const checkEither = (text: string, version: Version, rules?: RulesToRun): Judged =>
  (isXml(text) ? checkXmlText : checkText)(text, version, rules);
