/** A database, whether PGlite in a folder or PostgreSQL: the same statements run on both. */
import { WIDEST } from '../utf8.ts';

export type Row = Record<string, unknown>;

/** Runs statements. Dates come as `AAAA-MM-JJ`, times as ISO 8601 in UTC, bigint as numbers, json as values. */
export type Queries = {
  /** Runs one statement with parameters `$1`, `$2`… Texts of JSON are given as texts, and cast in the statement. */
  query<T extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  /** Runs statements without parameters. */
  exec(sql: string): Promise<void>;
};

/** One connection: what is temporary belongs to it. PGlite has one for all sessions: what is temporary there ends with its transaction, or has a name of its own. */
export type Session = Queries & {
  /**
   * Copies rows into a table. `rows`: pieces of a text in UTF-8 in COPY's text format (tabs between values, `\N` for null, a line feed after each row), see
   * `copyValue`.
   */
  copy(table: string, columns: readonly string[], rows: Iterable<Uint8Array>): Promise<void>;
  /** Runs work in one transaction, undone where it throws. Not to be nested. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
};

export type Store = Queries & {
  kind: 'pglite' | 'postgres';
  /** Runs work with a connection of its own; waits where none is free. On PGlite, all others wait while one is in a transaction. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Settings of each connection, by name. Records that are written together take some 40 MB: they are sorted, and kept until they are, without files. */
export const MEMORY: Readonly<Record<string, string>> = { work_mem: '64MB', temp_buffers: '64MB' };

/**
 * Those of a connection that only reads. Rows are looked up by an index, and few of them: a page more costs little more than the next one, which PostgreSQL does not expect of disks unless it is
 * said. To plan a statement takes longer than to answer it; what is read is bounded, whatever its parameters are.
 */
export const READING: Readonly<Record<string, string>> = {
  ...{ default_transaction_read_only: 'on', work_mem: '16MB', random_page_cost: '1.1', plan_cache_mode: 'force_generic_plan' },
};

/** Statements that a connection which only reads keeps prepared, at most. Others are planned each time. */
const PREPARED = 100;

/** Names of the statements that are prepared: the first of all that are asked. */
export class Names {
  readonly #names = new Map<string, string>();

  of(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known !== undefined || this.#names.size >= PREPARED) return known;
    const name = `reading_${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }
}

const asText = (text: string): string => text;
const asTime = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();

/** How values come, by type of PostgreSQL (`pg_type.oid`): bigint, date, timestamptz. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = { 20: Number, 1082: asText, 1184: asTime };

/** Runs work in one transaction of the connection that `exec` runs statements on. */
export async function inTransaction<T>(
  exec: (sql: 'begin' | 'commit' | 'rollback') => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  await exec('begin');
  try {
    const result = await work();
    await exec('commit');
    return result;
  } catch (error) {
    // Where the connection is lost, the server has undone it.
    await exec('rollback').catch(() => undefined);
    throw error;
  }
}

const utf8 = new TextEncoder();

/** A text that a database keeps: PostgreSQL takes neither a NUL nor half of a pair of surrogates. */
export const storable = (text: string): string => new TextDecoder().decode(utf8.encode(text)).replaceAll('\0', '\uFFFD');

/** A day AAAA-MM-JJ that a database keeps: PostgreSQL has no year 0. */
export const storableDay = (day: string | undefined): string | undefined => (day?.startsWith('0000') === true ? undefined : day);

/** Whether a database refuses what it is given, not the statement or the moment: a value that it cannot keep, or too much of it (SQLSTATE, classes 22, 23 and 54). */
export const isRefusal = (error: unknown): boolean =>
  /^(22|23|54)[0-9A-Z]{3}$/.test(String((error as { code?: unknown } | undefined)?.code));

/** A value in COPY's text format. */
export const copyValue = (value: string | number | boolean | null): string =>
  value === null ? '\\N' : typeof value === 'string' ? value.replace(/[\\\t\n\r\v\f\b]/g, escaped) : String(value);

/** A row in COPY's text format. */
export const copyRow = (values: readonly (string | number | boolean | null)[]): string => `${values.map(copyValue).join('\t')}\n`;

/** COPY's escapes of the signs that end a value or a row. */
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\f': '\\f',
  '\b': '\\b',
};
const escaped = (sign: string): string => ESCAPES[sign] ?? sign;

const [BACKSLASH, LINE_FEED] = [0x5c, 0x0a];

/** Bytes of rows sent at once. */
const PIECE = 1 << 18;
/** Pieces kept for later rows. */
const SPARE = 64;

/** Gathers rows that end with a text of JSON, in COPY's text format. Its memory is used again for the next rows: to give back and ask for it each time would leave it in pieces. */
export class CopyRows {
  readonly #whole: Uint8Array<ArrayBuffer>[] = [];
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  #space = new Uint8Array(PIECE);
  #size = 0;

  /** `columns`: the values before the text, with a tab after each. `json`: of the signs to escape, compact JSON holds the backslash alone. */
  add(columns: string, json: Uint8Array): void {
    const most = WIDEST * columns.length + 2 * json.length + 1;
    if (this.#size + most > this.#space.length) this.#begin(most);
    const space = this.#space;
    let to = this.#size + utf8.encodeInto(columns, space.subarray(this.#size)).written;
    let from = 0;
    for (let at = json.indexOf(BACKSLASH); at !== -1; at = json.indexOf(BACKSLASH, from)) {
      space.set(json.subarray(from, at + 1), to);
      to += at + 1 - from;
      space[to++] = BACKSLASH;
      from = at + 1;
    }
    space.set(from === 0 ? json : json.subarray(from), to);
    to += json.length - from;
    space[to++] = LINE_FEED;
    this.#size = to;
  }

  /** The rows in pieces, as `copy` takes them. Valid until `clear`. */
  pieces(): Uint8Array[] {
    this.#begin(PIECE);
    return this.#whole;
  }

  /** Begins anew. */
  clear(): void {
    for (const { buffer } of this.#whole.splice(0))
      if (buffer.byteLength === PIECE && this.#spare.length < SPARE) this.#spare.push(new Uint8Array(buffer));
    this.#size = 0;
  }

  #begin(most: number): void {
    if (this.#size > 0) this.#whole.push(this.#space.subarray(0, this.#size));
    this.#space = (most <= PIECE ? this.#spare.pop() : undefined) ?? new Uint8Array(Math.max(PIECE, most));
    this.#size = 0;
  }
}
