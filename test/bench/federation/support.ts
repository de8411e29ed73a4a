import type { PassId, PassResult, StepResult, StoreResult } from '../../../bench/federation/results.ts';
import type { Step, StepCost, StoreKind } from '../../../bench/federation/steps.ts';

/** A step of one process for each of the peaks, in bytes: `count` in all, in so many seconds. */
export function step(name: Step, seconds: number, count: number, ...peaks: number[]): StepResult {
  const cost = (peak: number, i: number): StepCost => ({
    ...{ step: name, seconds, cpu: seconds / 2, peak, count: i === 0 ? count : 0, facts: {} },
  });
  return { step: name, seconds, workers: (peaks.length > 0 ? peaks : [100e6]).map(cost), others: 0.5 };
}

/** A machine of which JSON.parse reads 100,000 records of a kilobyte each in a second, before and after. */
export const pass = (id: PassId, fresh: number, ...steps: StepResult[]): PassResult => {
  const parsed = { seconds: 1, bytes: 100e6, records: 100_000 };
  return {
    ...{ pass: id, steps, fresh, asked: { requests: 12, bytes: 50e6 }, held: { bytes: 7e9, records: 9 } },
    parsed: [parsed, parsed],
  };
};

export const store = (kind: StoreKind, ...passes: PassResult[]): StoreResult => ({
  ...{ kind, date: '2026-01-31', version: '18.4', settings: kind === 'pglite' ? {} : { fsync: 'off' } },
  ...{ workers: kind === 'pglite' ? 1 : 2, passes },
});
