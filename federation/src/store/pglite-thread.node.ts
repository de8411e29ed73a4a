/** A PGlite in a thread of its own: its WebAssembly computes while this thread does other work. */
import { SHARE_ENV } from 'node:worker_threads';
import type { PGliteOptions } from '@electric-sql/pglite';
import { concat } from '../../../src/read/concat.ts';
import { Thread } from '../thread.node.ts';
import { PARSERS, type Row } from './store.ts';

/** What the thread is called to do. `texts`: types whose values it leaves as PostgreSQL writes them; `prepared`: the name that the statement is kept under, planned once; `text`: rows in COPY's text format, for `/dev/blob`. */
export type Call =
  | { name: 'open'; options: Options; texts: number[] }
  | { name: 'query'; sql: string; parameters: readonly unknown[]; prepared?: string | undefined }
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

/** The calls are carried out one after the other, in their order. */
export class PgliteThread {
  readonly #thread: Thread<Call, Answer>;

  private constructor(thread: Thread<Call, Answer>) {
    this.#thread = thread;
  }

  /** Starts a thread, and opens a database in it. `onEnd` makes the error of a thread that ends by itself, which each call throws then. */
  static async open(options: Options, onEnd: (reason: string) => Error, script = SCRIPT): Promise<PgliteThread> {
    const thread = new Thread<Call, Answer>(script, { env: SHARE_ENV }, (reason) =>
      onEnd(typeof reason === 'number' ? `exit ${reason}` : reason.message),
    );
    const opened = new PgliteThread(thread);
    try {
      await opened.#call({ name: 'open', options, texts: Object.keys(PARSED).map(Number) });
      return opened;
    } catch (error) {
      await thread.stop();
      throw error;
    }
  }

  async query(sql: string, parameters: readonly unknown[] = [], prepared?: string): Promise<Row[]> {
    const { fields = [], rows = [] } = await this.#call({ name: 'query', sql, parameters, prepared });
    return rows.map((values) => rowOf(fields, values));
  }

  async exec(sql: string): Promise<void> {
    await this.#call({ name: 'exec', sql });
  }

  /** Carries out a statement that copies rows from `/dev/blob`. */
  async copy(sql: string, rows: Iterable<Uint8Array>): Promise<void> {
    const text = concat([...rows]);
    if (text.length > 0) await this.#call({ name: 'copy', sql, text }, [text.buffer]);
  }

  /** Closes the database, and ends the thread. */
  async close(): Promise<void> {
    try {
      await this.#call({ name: 'close' });
    } finally {
      // As Node's own work says that it was ended: whoever still asks is gone.
      await this.#thread.stop(Object.assign(new Error('the database is closed'), { code: 'ABORT_ERR' }));
    }
  }

  async #call(call: Call, transferred?: ArrayBuffer[]): Promise<Answer> {
    const answer = await this.#thread.call(call, transferred);
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer;
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
