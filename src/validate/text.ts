import type { Finding } from '../finding.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import { NEED_BYTES } from '../read/record.ts';
import { checkFile } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import type { FileVerdict, Version } from './types.ts';

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
