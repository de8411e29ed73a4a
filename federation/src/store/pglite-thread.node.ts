/** A PGlite in a thread of its own: its WebAssembly computes while this thread does other work. */
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { PGliteOptions } from '@electric-sql/pglite';
import { PARSERS, type Row } from './store.ts';

/** What the thread is called to do. `texts`: types whose values it leaves as PostgreSQL writes them; `text`: rows in COPY's text format, for `/dev/blob`. */
export type Call =
  | { name: 'open'; options: Options; texts: number[] }
  | { name: 'query'; sql: string; parameters: readonly unknown[] }
  | { name: 'exec'; sql: string }
  | { name: 'copy'; sql: string; text: Uint8Array<ArrayBuffer> }
  | { name: 'close' };

/** `rows`: the values in the order of the fields. `error`: the message, and all that PostgreSQL says with it, such as its code. */
export type Answer = {
  fields?: { name: string; dataTypeID: number }[];
  rows?: unknown[][];
  error?: { message: string; code?: string };
};

/** What a thread can be given. */
type Options = Pick<PGliteOptions, 'dataDir' | 'loadDataDir' | 'relaxedDurability'>;

/** Values that cost less to hand over as texts, by type: bytea, json and jsonb, beside those of all stores. */
const PARSED: Readonly<Record<number, (text: string) => unknown>> = {
  ...PARSERS,
  17: (text) => Buffer.from(text.slice('\\x'.length), 'hex'),
  114: JSON.parse,
  3802: JSON.parse,
};

const SCRIPT = new URL('./pglite-worker.node.mjs', import.meta.url);

type Waiting = { resolve: (answer: Answer) => void; reject: (error: unknown) => void };

/** The calls are carried out one after the other, in their order. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #onEnd: (reason: string) => Error;
  /** Calls that are not answered yet, the first one first. */
  readonly #waiting: Waiting[] = [];
  /** Why there is no thread any more. */
  #ended: Error | undefined;

  private constructor(onEnd: (reason: string) => Error, script: URL) {
    this.#onEnd = onEnd;
    // Nothing of what this thread was started with (loaders of sources, a debugger) is for the other one.
    this.#worker = new Worker(script, { env: SHARE_ENV, execArgv: [] });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#end(error.message));
    this.#worker.on('exit', (code) => this.#end(`exit ${code}`));
  }

  /** Starts a thread, and opens a database in it. `onEnd` makes the error of a thread that ends by itself, which each call throws then. */
  static async open(options: Options, onEnd: (reason: string) => Error, script = SCRIPT): Promise<PgliteThread> {
    const thread = new PgliteThread(onEnd, script);
    try {
      await thread.#call({ name: 'open', options, texts: Object.keys(PARSED).map(Number) });
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { fields = [], rows = [] } = await this.#call({ name: 'query', sql, parameters });
    return rows.map((values) => rowOf(fields, values));
  }

  async exec(sql: string): Promise<void> {
    await this.#call({ name: 'exec', sql });
  }

  /** Carries out a statement that copies rows from `/dev/blob`. */
  async copy(sql: string, rows: Iterable<Uint8Array>): Promise<void> {
    const pieces = [...rows];
    const text = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const piece of pieces) {
      text.set(piece, at);
      at += piece.length;
    }
    if (at > 0) await this.#call({ name: 'copy', sql, text }, [text.buffer]);
  }

  /** Closes the database, and ends the thread. */
  async close(): Promise<void> {
    try {
      await this.#call({ name: 'close' });
    } finally {
      this.#ended ??= new Error('the database is closed');
      await this.#worker.terminate();
    }
  }

  #call(call: Call, transferred: ArrayBuffer[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      this.#worker.postMessage(call, transferred);
      this.#waiting.push({ resolve, reject });
      // A process does not end before a call is answered, and is not kept from it by a database that nobody asks anything.
      this.#worker.ref();
    });
  }

  #settle(answer: Answer): void {
    const first = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    if (answer.error) first?.reject(Object.assign(new Error(answer.error.message), answer.error));
    else first?.resolve(answer);
  }

  #end(reason: string): void {
    this.#ended ??= this.#onEnd(reason);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}

function rowOf(fields: readonly { name: string; dataTypeID: number }[], values: readonly unknown[]): Row {
  const row: Row = {};
  for (const [at, { name, dataTypeID }] of fields.entries()) {
    const value = values[at];
    const parse = PARSED[dataTypeID];
    row[name] = parse && typeof value === 'string' ? parse(value) : value;
  }
  return row;
}
