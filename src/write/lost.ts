import type { Severity } from '../finding.ts';

/** Something in a record that a form cannot carry: a finding to come, an error unless it says otherwise. `path` is a JSON Pointer from the record. */
export type Lost = { code: string; path: string; params: Record<string, unknown>; severity?: Severity };

export const NOTHING_LOST: readonly Lost[] = [];
