/** Versions that are judged together and written in one transaction. */
import { setImmediate as turn } from 'node:timers/promises';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { type Finding, InputError } from '../../../src/finding.ts';
import { findingOfInput } from '../../../src/messages/finding-of.ts';
import { USUAL } from '../budgets.ts';
import { GUARD, type Source } from '../catalogue/source.ts';
import { lossOf } from '../consolidate/guard.ts';
import type { Federation } from '../federation.ts';
import { CopyRows, copyValue, type Session, storable } from '../store/store.ts';
import { type Changes, Comparison, Numbers } from './changes.ts';
import { ContentFault, filesIn } from './content.node.ts';
import { judgeRecords } from './engine.node.ts';
import { factsOf } from './facts.ts';
import { hexDigest } from './hash.node.ts';
import { keyText } from './key.ts';
import { Known, UNJUDGED } from './known.node.ts';
import { type NewRecord, readRecords, type Taker } from './read-records.node.ts';
import { samenessOf } from './sameness.node.ts';
import { metered, Spending } from './spending.node.ts';
import { Texts } from './texts.ts';
import { type AroundFinding, Verdicts } from './verdicts.node.ts';

/** A version that was fetched and is not judged yet. `deaths`: how often to read it has failed, see `version.deaths`. */
export type PendingVersion = {
  id: number;
  resource: number;
  source: string;
  updates: 'added' | 'replaced';
  title: string;
  format: string;
  sha256: string;
  size: number;
  fetched_at: string;
  deaths: number;
  /** The version of the resource that counts now, whose records this one may replace. */
  before: number | null;
};

/** Records that are judged together: few enough to be held, and enough that a check costs little for each. */
const BATCH = 4_000;
/** Bytes of records that are judged together, however few these are. */
const BATCH_BYTES = 32 * 2 ** 20;
/** New records after which a group is written. */
const FULL = 15_000;
/** Records read, known or not, after which it is as well. */
const FULL_READ = 500_000;
/** Distinct records remembered between groups. */
const MOST_KNOWN = 200_000;
/** Records named in one statement, however many there are. */
const PIECE = 20_000;
/** Records of a version read at once: the server takes out the list of all of them each time. */
const LISTED_AT_ONCE = 100_000;

/** `row`: what is known of the record without its verdict, in COPY's text format. */
type Pending = Omit<NewRecord, 'value' | 'hash'> & { number: number; standard: string; day: string; row: string };

/** What was read of a version. `positions`: the number of each record, in the order of the file. */
type Read = {
  version: PendingVersion;
  form: string | null;
  standard: string | null;
  day: string;
  positions: Numbers;
  before: Numbers;
  around: Map<string, AroundFinding>;
  failed: string | null;
};

export type Written = { versions: number; records: number; fresh: number; held: number; unreadable: number };

/** Reads versions, judges the records that are new, and writes all of it at once. One group a session. */
export class Group {
  readonly #federation: Pick<Federation, 'store' | 'archive' | 'catalogue' | 'budgets'>;
  readonly #session: Session;
  /** The table of the new records of the group. */
  readonly #table: string;
  /** Records that are judged together. */
  readonly #batch: number;
  readonly #verdicts = new Verdicts();
  #known = new Known();
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #read: Read[] = [];
  readonly #comparison = new Comparison();
  readonly #texts = new Texts();
  readonly #rows = new CopyRows();

  /** `lane`: its number, among the groups of a process. */
  constructor(federation: Pick<Federation, 'store' | 'archive' | 'catalogue' | 'budgets'>, session: Session, lane: number) {
    this.#federation = federation;
    this.#session = session;
    this.#table = `staged_${lane}`;
    // On PGlite, a group asks for the database as seldom as it can, since the other one may be writing.
    this.#batch = federation.store.kind === 'pglite' ? FULL : BATCH;
  }

  /** Makes the session ready. */
  async open(): Promise<void> {
    await this.#session.exec(`create temp table if not exists ${this.#table} (like record)`);
    await this.#session.exec(`truncate ${this.#table}`);
    await this.#verdicts.load(this.#session);
  }

  get isFull(): boolean {
    const read = this.#read.reduce((sum, { positions }) => sum + positions.length, 0);
    return this.#known.staged + this.#pending.length >= FULL || read >= FULL_READ;
  }

  get isEmpty(): boolean {
    return this.#read.length === 0;
  }

  /**
   * Reads a version, and judges its new records as they fill a batch. After an error the group is empty: of what was read before, some may be lost. Throws TooCostly where the
   * version is over its budget.
   */
  async add(version: PendingVersion): Promise<void> {
    const read: Read = {
      version,
      form: null,
      standard: null,
      day: dayInParis(version.fetched_at),
      positions: new Numbers(),
      before: version.before === null ? new Numbers() : await this.#listed(version.before),
      around: new Map(),
      failed: null,
    };
    this.#read.push(read);
    const { archive, budgets = USUAL } = this.#federation;
    const open = () => archive.read(version.sha256);
    const spending = new Spending(version.size, budgets.file);
    try {
      for await (const { name, member, chunks } of filesIn(open, nameOf(version), version.size))
        try {
          await readRecords(name, metered(chunks, spending), this.#takerOf(read, member, spending));
        } catch (error) {
          failedFile(read, error, member);
        } finally {
          spending.end();
        }
    } catch (error) {
      try {
        failedFile(read, error);
      } catch {
        // The archive is damaged, or the version is too costly: it stays as it was fetched, and its records that were read are of no version.
        await this.#clear();
        throw error;
      }
    }
  }

  /** Writes all that was read, in one transaction. After an error nothing of it is written, and the group is empty. */
  async write(): Promise<Written> {
    try {
      if (this.#pending.length > 0) await this.#judge();
      return await this.#session.transaction(() => this.#writeAll());
    } catch (error) {
      this.#known = new Known();
      throw error;
    } finally {
      if (this.#known.size > MOST_KNOWN) this.#known = new Known();
      await this.#empty();
    }
  }

  /** Forgets all that was read, and all records that are known from it. */
  async #clear(): Promise<void> {
    this.#known = new Known();
    await this.#empty();
  }

  async #empty(): Promise<void> {
    this.#read = [];
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#texts.clear();
    this.#known.unstage();
    await this.#session.exec(`truncate ${this.#table}`).catch(() => undefined);
  }

  /** The numbers of the records of a version that was judged before. */
  async #listed(version: number): Promise<Numbers> {
    const numbers = new Numbers();
    let missing = false;
    for (let from = 1, count = LISTED_AT_ONCE; count === LISTED_AT_ONCE; from += LISTED_AT_ONCE) {
      const [row] = await this.#session.query<{ records: Uint8Array; verdicts: Uint8Array }>(LISTED, [
        ...[version, from, from + LISTED_AT_ONCE - 1],
      ]);
      const hashes = row ? itemsOf(row.records, 16) : [];
      const verdicts = row ? itemsOf(row.verdicts, 4) : [];
      count = hashes.length;
      for (const [at, hash] of hashes.entries()) {
        const verdict = (verdicts[at] as Buffer).readInt32BE();
        const number = this.#known.add(hash) ?? this.#known.size - 1;
        if (this.#known.verdict(number) === UNJUDGED) this.#known.judge(number, verdict);
        missing ||= !this.#verdicts.has(verdict);
        numbers.push(number);
      }
    }
    if (missing) await this.#verdicts.load(this.#session);
    return numbers;
  }

  #takerOf(read: Read, member: string, spending: Spending): Taker {
    let standard = '';
    /** What is waited for meanwhile is no work on the file. */
    const waits = async (work: Promise<unknown>): Promise<void> => {
      spending.end();
      await work;
      spending.begin();
    };
    return {
      begin: (form, version) => {
        standard = version;
        read.form ??= form;
        read.standard ??= version;
      },
      isKnown: (hash) => {
        const number = this.#known.get(hash);
        // A date in the future may have come by now.
        if (number === undefined || this.#verdicts.isTimed(this.#known.verdict(number))) return false;
        spending.record();
        read.positions.push(number);
        return true;
      },
      record: (record) => {
        spending.record(record.text.length);
        const number = this.#known.add(record.hash) ?? this.#known.size - 1;
        this.#known.judge(number, UNJUDGED);
        read.positions.push(number);
        const { list, kind, text, said } = record;
        // Kept as text: values that wait for their verdict would cost the garbage collector more than all else.
        this.#pendingBytes += text.length;
        const row = rowOf(record, standard, read.day);
        this.#pending.push({ number, list, kind, text: this.#texts.add(text), said, standard, day: read.day, row });
      },
      finding: (finding) => {
        spending.event();
        addAround(read.around, finding, member);
      },
      broken: (code) => (read.failed ??= code),
      rest: () => {
        if (this.#pending.length >= this.#batch || this.#pendingBytes >= BATCH_BYTES) return waits(this.#judge(spending));
        return spending.isTurnOver() ? waits(turn()) : undefined;
      },
    };
  }

  /** Judges the pending records that the database does not have, and stages them. `spending`: of the file that filled the batch. */
  async #judge(spending?: Spending): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    const hashes = pending.map(({ number }) => this.#known.uuid(number));
    const rows = await this.#session.query<{ hash: string; verdict: number }>(
      'select hash, verdict from record where hash = any($1::uuid[])',
      [hashes],
    );
    const stored = new Map(rows.map(({ hash, verdict }) => [hash, verdict]));
    if (!rows.every(({ verdict }) => this.#verdicts.has(verdict))) await this.#verdicts.load(this.#session);
    const fresh: Pending[] = [];
    for (const [at, record] of pending.entries()) {
      const verdict = stored.get(hashes[at] as string);
      if (verdict === undefined || this.#verdicts.isTimed(verdict)) fresh.push(record);
      else this.#known.judge(record.number, verdict);
    }
    const sets = groupBy(fresh, ({ standard, day }) => `${standard} ${day}`);
    for (const records of sets.values()) await this.#judgeSet(records, spending);
    this.#texts.clear();
  }

  /** Records of one standard and one day. */
  async #judgeSet(records: readonly [Pending, ...Pending[]], spending: Spending | undefined): Promise<void> {
    const [{ standard, day }] = records;
    spending?.begin();
    const found = await judgeRecords(records, standard, day, this.#verdicts.kinds);
    spending?.check();
    spending?.end();
    const verdicts = await this.#verdicts.of(found, standard, this.#session);
    const rows = this.#rows;
    for (const [at, { number, row, text }] of records.entries()) {
      const verdict = verdicts[at] as number;
      this.#known.judge(number, verdict);
      this.#known.stage(number);
      rows.add(`${verdict}\t${this.#verdicts.isValid(verdict)}\t${row}\t`, text);
    }
    try {
      await this.#session.copy(this.#table, COLUMNS, rows.pieces());
    } finally {
      rows.clear();
    }
  }

  async #writeAll(): Promise<Written> {
    const session = this.#session;
    const written: Written = { versions: this.#read.length, records: 0, fresh: 0, held: 0, unreadable: 0 };
    if (this.#known.staged > 0) {
      await session.exec(keepErasedKeys(this.#table));
      const [added] = await session.query<{ count: number }>(addRecords(this.#table));
      written.fresh = added?.count ?? 0;
    }
    // Versions whose records are all seen for the first time in their resource.
    const whole: number[] = [];
    for (const read of this.#read) {
      const { version, positions } = read;
      written.records += positions.length;
      await this.#writeListing(read);
      const changes = this.#comparison.of(read.before, positions);
      const state = await this.#stateOf(read, changes);
      if (state.state === 'held') written.held++;
      if (state.state === 'unreadable') written.unreadable++;
      await this.#writeState(read, state);
      // Of a held version as well: once it was accepted, and its contracts may have been consolidated since it was taken back.
      await this.#markDirty(changes.added.filter((number) => !this.#known.isStaged(number)));
      if (state.state !== 'accepted') continue;
      if (version.before === null) whole.push(version.id);
      else await this.#replace(version, changes);
    }
    if (whole.length > 0) for (const sql of [NOT_CURRENT, ADD_SIGHTINGS]) await session.query(sql, [whole]);
    if (this.#known.staged > 0)
      await session.exec(`insert into dirty (key) select key from ${this.#table} where key is not null`);
    return written;
  }

  async #writeListing({ version, positions, around }: Read): Promise<void> {
    const known = this.#known;
    const pieces = function* (): Generator<Uint8Array> {
      yield Buffer.from(`${version.id}\t{`);
      yield* listed(positions, (number) => known.hex(number));
      yield Buffer.from('}\t{');
      yield* listed(positions, (number) => known.verdict(number));
      yield Buffer.from(`}\t${copyValue(JSON.stringify([...around.values()]))}\n`);
    };
    await this.#session.copy('listing', ['version', 'records', 'verdicts', 'around'], pieces());
  }

  async #writeState({ version, form, standard }: Read, { state, reason, loss }: State): Promise<void> {
    const rows = await this.#session.query(
      `update version set state = $2, reason = $3::jsonb, loss = $4, form = $5, standard = $6, deaths = 0 where id = $1 and state = 'fetched' returning id`,
      [version.id, state, reason && JSON.stringify(reason), loss, form, standard],
    );
    if (rows.length === 0) throw new Error(`the version ${version.id} was judged by another worker at the same time`);
  }

  /** Whether a version may take the place of the one before. */
  async #stateOf({ version, positions, failed }: Read, { removed }: Changes): Promise<State> {
    const reason = failed === null ? null : { code: failed };
    if (positions.length === 0 && reason) return { state: 'unreadable', reason, loss: 0 };
    const lost = await this.#lost(removed);
    if (lost === 0) return { state: 'accepted', reason, loss: 0 };
    const source: Source | undefined = this.#federation.catalogue.get(version.source);
    const before = await this.#contractsOf(version.before);
    const kept = before - lost;
    const isCut = failed !== null;
    const loss = lossOf({ before, lost, after: kept > 0 ? kept : await this.#contractsOf(version.id), isCut });
    // `reopen` asks the same of what the catalogue says later.
    const isHeld = loss > (source?.guard ?? GUARD) && source?.accept.includes(version.sha256) !== true;
    if (!isHeld) return { state: 'accepted', reason, loss };
    return { state: 'held', reason: { code: failed ?? 'sudden-loss', before, lost }, loss };
  }

  /** How many contracts have their records among those removed, and none in the version compared last. */
  async #lost(removed: readonly number[]): Promise<number> {
    const session = this.#session;
    const keys = new Known();
    await this.#inPieces(removed, async (hashes) => {
      for (const { key } of await session.query<{ key: string }>(KEYS_OF, [hashes])) keys.add(bytesOf(key));
    });
    const kept = new Set<string>();
    for (let from = 0; from < keys.size; from += PIECE) {
      const piece = Array.from({ length: Math.min(PIECE, keys.size - from) }, (_, at) => keys.hex(from + at));
      // A contract may have any number of records.
      await session.exec(recordsOf(piece));
      for (let count = PIECE; count === PIECE;) {
        const records = await session.query<{ key: string; hash: string }>(`fetch ${PIECE} from records_of`);
        count = records.length;
        for (const { key, hash } of records) {
          const number = this.#known.get(bytesOf(hash));
          if (number !== undefined && this.#comparison.times(number) > 0) kept.add(key);
        }
      }
      await session.exec('close records_of');
    }
    return keys.size - kept.size;
  }

  async #contractsOf(version: number | null): Promise<number> {
    const [row] = await this.#session.query<{ count: number }>(CONTRACTS, [version]);
    return row?.count ?? 0;
  }

  /** What changes where a version takes the place of another: only what differs is written. */
  async #replace({ resource, id }: PendingVersion, { removed, changed }: Changes): Promise<void> {
    await this.#markDirty(removed);
    await this.#inPieces(removed, (hashes) =>
      this.#session.query('delete from sighting where resource = $1 and record = any($2::uuid[])', [resource, hashes]),
    );
    await this.#inPieces(changed, (hashes, numbers) => {
      const times = numbers.map((number) => this.#comparison.times(number));
      return this.#session.query(SET_SIGHTINGS, [resource, id, hashes, times]);
    });
  }

  /** Has the contracts of records that the database has consolidated again: they are published in one more place, or in one less. */
  async #markDirty(numbers: readonly number[]): Promise<void> {
    await this.#inPieces(numbers, (hashes) =>
      this.#session.query('insert into dirty (key) select key from record where hash = any($1::uuid[]) and key is not null', [
        hashes,
      ]),
    );
  }

  /** Does work with records, by their hashes and their numbers, some at a time. */
  async #inPieces(
    numbers: readonly number[],
    work: (hashes: string[], numbers: readonly number[]) => Promise<unknown>,
  ): Promise<void> {
    for (let from = 0; from < numbers.length; from += PIECE) {
      const piece = numbers.slice(from, from + PIECE);
      await work(
        piece.map((number) => this.#known.hex(number)),
        piece,
      );
    }
  }
}

/** The columns between the verdict and the text. */
function rowOf({ hash, kind, value }: NewRecord, standard: string, day: string): string {
  const key = keyText(kind, standard, value);
  const { buyer, number, published, year, changes, fullness } = factsOf(kind, value);
  const ids = `${hash.toString('hex')}\t${samenessOf(value)}\t${key === undefined ? '\\N' : hexDigest(key)}`;
  return `${ids}\t${kind}\t${standard}\t${day}\t${copyValue(buyer)}\t${copyValue(number)}\t${copyValue(published)}\t${year}\t${changes}\t${fullness}`;
}

/** `loss`: what the guard measured. */
type State = { state: 'accepted' | 'held' | 'unreadable'; reason: Record<string, unknown> | null; loss: number };

const COLUMNS = [
  ...['verdict', 'valid', 'hash', 'sameness', 'key', 'kind', 'standard', 'judged', 'buyer', 'number', 'published'],
  ...['year', 'changes', 'fullness', 'body'],
] as const;

/**
 * In the order of their hashes, so that two workers never wait for each other. A verdict that depends on the day is the one of the last day. Counts the records that the
 * database had not (`xmax` is 0 of a row that was inserted), whoever else has judged them meanwhile.
 */
const addRecords = (table: string): string => `
  with written as (insert into record (${COLUMNS.join(', ')})
  select distinct on (hash) ${COLUMNS.join(', ')} from ${table} as staged
  where not exists (select from tombstone where tombstone.record = staged.hash) order by hash, judged desc
  on conflict (hash) do update set verdict = excluded.verdict, valid = excluded.valid, judged = excluded.judged
  where record.judged < excluded.judged and record.verdict <> excluded.verdict
    and exists (select from verdict where verdict.id = record.verdict and verdict.timed)
  returning xmax = 0 as fresh)
  select count(*) from written where fresh`;

/** Some of the records of a version, as PostgreSQL sends an array: the drivers read its text sign by sign. */
const LISTED = `
  select array_send(records[$2:$3]) as records, array_send(verdicts[$2:$3]) as verdicts from listing where version = $1`;

/** The items of an array of one dimension, as PostgreSQL sends it: five words, then each item after its length. Empty arrays have no dimension. */
function itemsOf({ buffer, byteOffset, length }: Uint8Array, size: number): Buffer[] {
  const bytes = Buffer.from(buffer, byteOffset, length);
  const items: Buffer[] = [];
  for (let at = 20 + 4; at < bytes.length; at += 4 + size) items.push(bytes.subarray(at, at + size));
  return items;
}

/** Items of a list, divided by commas. */
function* listed(numbers: Numbers, item: (number: number) => string | number): Generator<Uint8Array> {
  for (let from = 0; from < numbers.length; from += PIECE) {
    const items: (string | number)[] = [];
    for (let at = from; at < Math.min(from + PIECE, numbers.length); at++) items.push(item(numbers.at(at)));
    yield Buffer.from(`${from === 0 ? '' : ','}${items.join(',')}`);
  }
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const keepErasedKeys = (table: string): string => `
  update tombstone set key = staged.key from ${table} as staged
  where staged.hash = tombstone.record and tombstone.key is distinct from staged.key`;

/** What a file that adds up said before is in its current version no longer, unless it says so again. */
const NOT_CURRENT = `
  update sighting set current_times = 0 from version
  where version.id = any($1::int[]) and sighting.resource = version.resource and sighting.current_times > 0`;

const ADD_SIGHTINGS = `
  insert into sighting (record, resource, times, since, current_times)
  select r, version.resource, count(*), version.id, count(*)
  from version join listing on listing.version = version.id, unnest(listing.records) as r
  where version.id = any($1::int[]) and not exists (select from tombstone where tombstone.record = r)
  group by r, version.resource, version.id order by r, version.resource
  on conflict (record, resource) do update set times = sighting.times + excluded.times, current_times = excluded.current_times`;

const SET_SIGHTINGS = `
  insert into sighting (record, resource, times, since, current_times)
  select r, $1, n, $2, n from unnest($3::uuid[], $4::int[]) as u (r, n)
  where not exists (select from tombstone where tombstone.record = r) order by r
  on conflict (record, resource) do update set times = excluded.times, current_times = excluded.times`;

/** The keys of records, erased ones among them. */
const KNOWN = '(select hash, key from record union all select record, key from tombstone) as known';

const KEYS_OF = `select distinct key from ${KNOWN} where hash = any($1::uuid[]) and key is not null`;

/** Declares a cursor of the records of some keys, in hexadecimal. */
const recordsOf = (keys: readonly string[]): string =>
  `declare records_of no scroll cursor for select key, hash from ${KNOWN} where key = any('{${keys.join()}}'::uuid[])`;

/** How many contracts a version has. */
const CONTRACTS = `
  select count(distinct key) from listing cross join unnest(records) as listed (record) join ${KNOWN} on known.hash = listed.record
  where version = $1`;

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The day in Paris of a time, AAAA-MM-JJ: rules that ask for today ask for the day of the fetch. */
export const dayInParis = (time: string): string => PARIS.format(new Date(time));

/** The name of the file of a version: its form is recognised from its bytes, else from its name. */
export const nameOf = ({ title, format }: Pick<PendingVersion, 'title' | 'format'>): string =>
  /\.[a-z]{3,4}(\.gz)?$/i.test(title) ? title : `${title}.${format}`;

/** Kinds of findings about one file: a hostile file may have any number. */
const MOST_AROUND = 1_000;

/** `member`: the name of the file in an archive, which a finding about all of it has in the place of a path. */
function addAround(around: Map<string, AroundFinding>, { code, severity, path, position }: Finding, member: string): void {
  // Names of members are those of the file: any text.
  const field = storable((path === '' ? member : path.replace(/\/\d+(?=\/|$)/g, '/*')).slice(0, 200));
  const name = `${code} ${severity} ${field}`;
  const known = around.get(name);
  if (known) known.count++;
  else if (around.size < MOST_AROUND) around.set(name, { code, severity, field, count: 1, line: position?.line ?? null });
}

/** Notes why a file could not be read, or not to its end; what was read of it counts. Throws what is no fault of the file. */
function failedFile(read: Read, error: unknown, member: string = ''): void {
  if (error instanceof InputError) {
    read.failed ??= error.code;
    addAround(read.around, findingOfInput(error), member);
  } else if (error instanceof ContentFault) {
    read.failed ??= error.code;
    addAround(read.around, { code: error.code, severity: 'error', path: '', params: {} }, error.member);
  } else throw error;
}
