/** What the program of the national consolidation, which is replayed, makes of a record that its schema accepts and that may stop it. */
import { exclusionsOf } from '../consolidation/exclusions.ts';
import { keptOf } from '../consolidation/harm.ts';
import type { Consolidated } from './file-rules.ts';

export const CONSOLIDATED: Consolidated = {
  keep: (kind, value) => keptOf(kind, value, false),
  excludes: (kind, value, day) => exclusionsOf(kind, value, day).length > 0,
};
