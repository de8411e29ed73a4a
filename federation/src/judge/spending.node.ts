/** What the reading and judging of one version of a file takes, against its budget. */
import { type Budgets, secondsFor } from '../budgets.ts';
import type { Costly } from './judged.ts';

/** A file takes more than its budget of something: `allowed`, in processor seconds, records or megabytes. */
export class TooCostly extends Error {
  override name = 'TooCostly';
  readonly over: Costly;
  readonly allowed: number;
  constructor(over: Costly, allowed: number) {
    super(`too costly: more than ${allowed} (${over})`);
    this.over = over;
    this.allowed = allowed;
  }
}

/** The clocks, which tests replace. Milliseconds of time, and of processor that all threads of this process have had; bytes outside of the heap of this thread. */
export type Clocks = { time(): number; processor(): number; outside(): number };

const CLOCKS: Clocks = {
  time: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  outside: () => process.memoryUsage().external,
};

/** Records and findings between two looks at the clocks. */
const OFTEN = 256;

/** Milliseconds between two looks at the memory, and for which a file is read before others get their turn. */
const MEMORY_EVERY = 100;
const TURN = 100;

/** Counts what one file takes. The processor counts while its own work is done, between `begin` and `end`: the other files of the process wait meanwhile. */
export class Spending {
  readonly #budget: Budgets['file'];
  readonly #clocks: Clocks;
  /** Processor seconds that the file may take. */
  readonly #seconds: number;
  #spent = 0;
  #records = 0;
  #events = 0;
  #unpacked = 0;
  #written = 0;
  #from: { time: number; processor: number } | undefined;
  #looked = -Infinity;
  #turn: number;

  /** `size`: bytes of the content as it was fetched. */
  constructor(size: number, budget: Budgets['file'], clocks: Clocks = CLOCKS) {
    this.#budget = budget;
    this.#clocks = clocks;
    this.#seconds = secondsFor(size, budget);
    this.#turn = clocks.time();
  }

  /** Work on the file begins. */
  begin(): void {
    this.#from = { time: this.#clocks.time(), processor: this.#clocks.processor() };
  }

  /** Work on the file stops, until it begins again. */
  end(): void {
    this.#add();
    this.#from = undefined;
  }

  /** A record was read, which is kept as so many bytes. Throws TooCostly. */
  record(bytes: number = 0): void {
    this.#records++;
    if (this.#records > this.#budget.records) throw new TooCostly('records', this.#budget.records);
    if (bytes > this.#budget.largestRecord * 1e6) throw new TooCostly('largestRecord', this.#budget.largestRecord);
    // The cells of a workbook share their texts: its records may be much more than it unpacks to.
    this.#written += bytes;
    if (this.#written > this.#budget.unpacked * 1e6) throw new TooCostly('unpacked', this.#budget.unpacked);
    this.event();
  }

  /** Something else was read. Throws TooCostly. */
  event(): void {
    if (++this.#events % OFTEN === 0) this.check();
  }

  /** Bytes were unpacked. Throws TooCostly. */
  unpack(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#budget.unpacked * 1e6) throw new TooCostly('unpacked', this.#budget.unpacked);
    this.check();
  }

  /** Looks at the clocks. Throws TooCostly. */
  check(): void {
    if (this.#from) {
      this.#add();
      this.begin();
    }
    if (this.#spent > this.#seconds * 1000) throw new TooCostly('seconds', Math.round(this.#seconds));
    const now = this.#clocks.time();
    if (now - this.#looked < MEMORY_EVERY) return;
    this.#looked = now;
    // The heap of the thread has a limit of its own.
    if (this.#clocks.outside() > this.#budget.memory * 1e6) throw new TooCostly('memory', this.#budget.memory);
  }

  /** Whether it was read for so long that others are to have their turn; then that begins. */
  isTurnOver(): boolean {
    const now = this.#clocks.time();
    if (now - this.#turn < TURN) return false;
    this.#turn = now;
    return true;
  }

  /** Threads run at once, and a thread may wait for a processor: neither is more than the work has had. */
  #add(): void {
    if (!this.#from) return;
    const { time, processor } = this.#from;
    this.#spent += Math.max(0, Math.min(this.#clocks.time() - time, this.#clocks.processor() - processor));
  }
}

/** The chunks of a file: they count as unpacked, and to wait for them does not count as work. What is done after the last one does, until `end` is called: some forms are held whole. */
export async function* metered(chunks: AsyncIterable<Uint8Array>, spending: Spending): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      spending.end();
      const step = await source.next();
      spending.begin();
      if (step.done === true) return;
      spending.unpack(step.value.length);
      yield step.value;
    }
  } finally {
    await source.return?.();
  }
}
