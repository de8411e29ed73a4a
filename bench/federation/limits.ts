import { FULL, type ScalePlan } from '../../federation/fake/scale/plan.ts';
import type { Verdict } from '../speed/verdict.ts';
import { highestPeak, judgedPerSecond, passSeconds, type StoreResult } from './results.ts';
import type { StoreKind } from './steps.ts';

/** `seconds` and `bytes` are required at the most, `rate` (records per second) at the least. */
export type Unit = 'seconds' | 'bytes' | 'rate';

/** One thing that is required. `from`: the least plan on which it is a limit; on a smaller one the figure is for information. */
export type Limit = {
  id: string;
  label: string;
  kind: StoreKind;
  unit: Unit;
  required: number;
  from: Pick<ScalePlan, 'files' | 'records'>;
  measure: (store: StoreResult) => number;
};

/** With fewer records, what is done once a process is most of its time. */
const MANY = { files: 0, records: 300_000 };

const both = (limit: Omit<Limit, 'kind' | 'required'>, required: Record<StoreKind, number>): Limit[] =>
  (['postgres', 'pglite'] as const).map((kind) => ({ ...limit, kind, required: required[kind] }));

/** All that is required of a federation, in the order of the table. */
export const LIMITS: readonly Limit[] = [
  ...both(
    {
      ...{ id: 'first', label: 'premier chargement, en entier', unit: 'seconds', from: FULL },
      measure: (store) => passSeconds(store, 'first'),
    },
    { postgres: 600, pglite: 900 },
  ),
  ...both(
    {
      ...{ id: 'fresh', label: 'enregistrements nouveaux, jugés', unit: 'rate', from: MANY },
      measure: (store) => judgedPerSecond(store, 'first', 'fresh'),
    },
    { postgres: 8_000, pglite: 5_000 },
  ),
  ...both(
    {
      ...{ id: 'known', label: 'enregistrements connus pour la plupart, relus', unit: 'rate', from: MANY },
      measure: (store) => judgedPerSecond(store, 'second', 'read'),
    },
    { postgres: 50_000, pglite: 50_000 },
  ),
  ...both(
    {
      ...{ id: 'same', label: 'rien de nouveau, 20 requêtes par seconde au plus', unit: 'seconds', from: FULL },
      measure: (store) => passSeconds(store, 'same'),
    },
    { postgres: 60, pglite: 60 },
  ),
  ...both(
    { ...{ id: 'memory', label: 'mémoire d’un travailleur', unit: 'bytes', from: MANY }, measure: highestPeak },
    { postgres: 400e6, pglite: 1.5e9 },
  ),
];

/** The verdict on a limit. A database that nobody measured does not fail. */
export function verdictOf(limit: Limit, plan: ScalePlan, store: StoreResult | undefined): Verdict {
  if (store === undefined) return 'absent';
  if (plan.files < limit.from.files || plan.records < limit.from.records) return 'info';
  const measured = limit.measure(store);
  return (limit.unit === 'rate' ? measured >= limit.required : measured <= limit.required) ? 'kept' : 'missed';
}
