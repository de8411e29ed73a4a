import type { Severity } from '../finding.ts';

/** Something that a form cannot carry, to be reported as a finding: an error by default. `path` is a JSON Pointer from the record, or from the root of the file. */
export type Lost = { code: string; path: string; params: Record<string, unknown>; severity?: Severity };

export const NOTHING_LOST: readonly Lost[] = [];
