/** When a request that failed is made again. */
import { type FaultKind, HarvestFault } from './fault.ts';

/** Requests for one thing in one pass. */
const TRIES = 3;

/** Faults that may be gone a moment later. */
const PASSING: ReadonlySet<FaultKind> = new Set([
  ...(['network', 'timeout', 'busy', 'server-error', 'truncated', 'wrong-length', 'damaged'] as const),
]);

/** What waits and draws, which tests replace. `random`: from 0 to 1. */
export type Waiting = { sleep: (milliseconds: number) => Promise<void>; random: () => number };

/** Makes an attempt, and makes it again after a fault that may pass, each time after a longer wait. Throws the last fault. */
export async function withRetries<T>(attempt: () => Promise<T>, { sleep, random }: Waiting): Promise<T> {
  for (let before = 0; ; before++)
    try {
      return await attempt();
    } catch (error) {
      const mayPass = error instanceof HarvestFault && PASSING.has(error.kind) && !error.isUnasked;
      if (!mayPass || before + 1 >= TRIES) throw error;
      await sleep(backoff(before, random()));
    }
}

/** In milliseconds: 1 to 2 s, then 2 to 4 s… `drawn`, from 0 to 1, spreads workers that failed together. */
export const backoff = (before: number, drawn: number): number => Math.round(1000 * 2 ** before * (1 + drawn));

/** No server closes itself for longer than a day by what it says once. */
const LONGEST = 24 * 3_600_000;

/** The milliseconds that a header Retry-After asks for, in seconds or as a date; undefined where it says nothing that can be read. */
export function retryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : /[a-z]/i.test(text) ? Date.parse(text) - now.getTime() : NaN;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(asked, 0), LONGEST);
}
