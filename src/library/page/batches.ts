import type { ToldFinding } from './types.ts';

/** Findings that go together: a message a finding would cost more than the check. */
const BATCH = 256;

export type OnFindings = (findings: ToldFinding[]) => Promise<void> | void;

/** Gathers findings and hands them on, many at a time. Who takes them is waited for: a slow reader slows the check and fills no memory. */
export class Batches {
  readonly #take: OnFindings;
  readonly #most: number;
  #waiting: ToldFinding[] = [];
  #given = 0;
  withheld = 0;

  constructor(take: OnFindings, most: number) {
    this.#take = take;
    this.#most = most;
  }

  /** True when the next finding is wanted: else it is only counted. */
  wanted(): boolean {
    if (this.#given < this.#most) return true;
    this.withheld++;
    return false;
  }

  /** A promise only where a batch is full: one for each finding would cost as much as to find it. */
  add(finding: ToldFinding): Promise<void> | undefined {
    this.#given++;
    return this.#waiting.push(finding) >= BATCH ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    await this.#take(batch);
  }
}
