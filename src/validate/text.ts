import type { Finding } from '../finding.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import { NEED_BYTES } from '../read/record.ts';
import type { Feed } from '../read/reader.ts';
import { checkFile } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import type { FileVerdict, Version } from './types.ts';
import { openXml } from '../read/xml/read-xml.ts';
import { markPublishedXsd } from './published-xsd.ts';

export type Judged = FileVerdict & { findings: Finding[] };

/** Checks a JSON file held in memory as a whole, in the same way as a stream. */
export function checkText(content: string | Uint8Array, version: Version, rules?: RulesToRun): Judged {
  const window = new Window();
  return judged(content, window, checkFile(readJson(window), version, rules));
}

/** Checks an XML file held in memory as a whole, in the same way as a stream; its forecast is that of the same data in JSON, unless `rules` are those of `rulesOnXml`. */
export function checkXmlText(content: string | Uint8Array, version: Version, rules?: RulesToRun): Judged {
  const { feed, events } = openXml(version.model, rules?.published?.xml?.lists);
  return judged(content, feed, markPublishedXsd(checkFile(events, version, rules), version.model.version));
}

type Steps = Generator<Finding | typeof NEED_BYTES, FileVerdict>;

/** Feeds the whole content to a check, then runs it to its end. */
function judged(content: string | Uint8Array, feed: Feed, steps: Steps): Judged {
  feed.feed(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  feed.finish();
  const findings: Finding[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...step.value, findings };
    if (step.value !== NEED_BYTES) findings.push(step.value);
  }
}

/** Whether a text is XML: JSON never begins with `<`. */
export const isXml = (text: string): boolean => /^\s*</.test(text);

/** Checks a text that is JSON or XML. */
export const checkEither = (text: string, version: Version, rules?: RulesToRun): Judged =>
  (isXml(text) ? checkXmlText : checkText)(text, version, rules);
