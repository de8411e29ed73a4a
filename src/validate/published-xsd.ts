import type { Finding } from '../finding.ts';
import { isWait, type Wait } from '../read/record.ts';
import type { FileVerdict } from './types.ts';
import { seenByPublishedXsd } from '../messages/published-xsd.ts';

/** Passes on the steps of the check of an XML file, and marks the findings that the published XSD of the version does not make. */
export function* markPublishedXsd<W extends Wait>(
  steps: Generator<Finding | W, FileVerdict>,
  version: string,
): Generator<Finding | W, FileVerdict> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield isWait(step.value) ? step.value : seenByPublishedXsd(step.value, version);
  }
}
