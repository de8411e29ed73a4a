/** What a worker is asked, and what it answers. */
import type { Source } from '../../federation/src/catalogue/source.ts';
import type { Rate } from '../../federation/src/federation.ts';

/** The steps of a pass, in their order. `open` counts the start of the process as well. */
export const STEPS = ['open', 'harvest', 'judge', 'consolidate', 'snapshot', 'close'] as const;
export type Step = (typeof STEPS)[number];
export type StoreKind = 'postgres' | 'pglite';

/** `database`: the folder of PGlite, or that of the socket of PostgreSQL, whose database is `name`. `rate`: the usual politeness where absent. `now`: ISO 8601. */
export type Settings = {
  kind: StoreKind;
  database: string;
  name?: string;
  home: string;
  portal: string;
  sources: [string, Source][];
  rate?: Rate;
  now: string;
};

/** `count`: what the database holds, which is not measured. */
export type WorkerRequest = { step: 'open'; settings: Settings } | { step: Exclude<Step, 'open'> } | { count: true };

/** Bytes of the database, and the distinct records in it. */
export type Held = { bytes: number; records: number };

/** What a step cost one process: seconds of wall clock and of CPU, peak resident bytes; how much it did (resources, records, keys, contracts), and what else it counted. */
export type StepCost = {
  step: Step;
  seconds: number;
  cpu: number;
  peak: number;
  count: number;
  facts: Record<string, number | string | boolean>;
};
