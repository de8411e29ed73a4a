import type { Finding } from '../finding.ts';
import type { NEED_BYTES } from '../read/record.ts';
import type { FileVerdict } from './types.ts';
import { seenByPublishedXsd } from '../messages/published-xsd.ts';

/** Passes on the steps of the check of an XML file, and marks the findings that the published XSD of the version does not make. */
export function* markPublishedXsd(
  steps: Generator<Finding | typeof NEED_BYTES, FileVerdict>,
  version: string,
): Generator<Finding | typeof NEED_BYTES, FileVerdict> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield typeof step.value === 'symbol' ? step.value : seenByPublishedXsd(step.value, version);
  }
}
