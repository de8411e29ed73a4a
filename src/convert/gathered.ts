/** Characters gathered before they are written: one write for each record would cost more than the record. */
const ENOUGH = 1 << 18;

/** Gathers texts and writes them in batches. `add` waits for nothing, so that a check goes on at once. */
export class Gathered {
  readonly #write: (text: string) => Promise<void>;
  readonly #enough: number;
  #waiting = '';

  constructor(write: (text: string) => Promise<void>, enough = ENOUGH) {
    this.#write = write;
    this.#enough = enough;
  }

  add(text: string): void {
    this.#waiting += text;
  }

  /** Writes what is gathered; undefined while it is too little. To be awaited before more is added. */
  flushIfEnough(): Promise<void> | undefined {
    return this.#waiting.length > this.#enough ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') await this.#write(text);
  }
}

/** Waits for all of what is written; undefined where nothing is. */
export function together(...writes: (Promise<void> | undefined)[]): Promise<void> | undefined {
  const busy = writes.filter((one) => one !== undefined);
  return busy.length > 1 ? Promise.all(busy).then(() => undefined) : busy[0];
}
