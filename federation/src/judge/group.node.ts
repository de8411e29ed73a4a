/** Versions that are judged together and written in one transaction. */
import { groupBy } from '../../../packages/base/src/lists.ts';
import { type Finding, InputError } from '../../../src/finding.ts';
import { findingOfInput } from '../../../src/messages/finding-of.ts';
import { GUARD, type Source } from '../catalogue/source.ts';
import { lossOf } from '../consolidate/guard.ts';
import type { Federation } from '../federation.ts';
import { CopyRows, copyValue, type Session, storable } from '../store/store.ts';
import { ContentFault, filesIn } from './content.node.ts';
import { judgeRecords } from './engine.node.ts';
import { factsOf } from './facts.ts';
import { hexDigest } from './hash.node.ts';
import { keyText } from './key.ts';
import { Known, UNJUDGED } from './known.node.ts';
import { type NewRecord, readRecords, type Taker } from './read-records.node.ts';
import { samenessOf } from './sameness.node.ts';
import { type AroundFinding, Verdicts } from './verdicts.node.ts';

/** A version that was fetched and is not judged yet. */
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
  /** The version of the resource that counts now, whose records this one may replace. */
  before: number | null;
};

/** Records that are judged together: few enough to be held, and enough that a check costs little for each. */
const BATCH = 4_000;
/** Bytes of records that are judged together, however few these are. */
const BATCH_BYTES = 32 * 2 ** 20;
/** New records after which a group is written. */
const FULL = 20_000;
/** Records read, known or not, after which it is as well. */
const FULL_READ = 1_000_000;
/** Distinct records remembered between groups. */
const MOST_KNOWN = 1_000_000;

/** `row`: what is known of the record without its verdict, in COPY's text format. */
type Pending = Omit<NewRecord, 'value' | 'hash'> & { number: number; standard: string; day: string; row: string };

/** What was read of a version. `positions`: the number of each record, in the order of the file. */
type Read = {
  version: PendingVersion;
  form: string | null;
  standard: string | null;
  day: string;
  positions: Numbers;
  before: readonly number[];
  around: Map<string, AroundFinding>;
  failed: string | null;
};

export type Written = { versions: number; records: number; fresh: number; held: number; unreadable: number };

/** Reads versions, judges the records that are new, and writes all of it at once. One group a session. */
export class Group {
  readonly #federation: Federation;
  readonly #session: Session;
  readonly #verdicts = new Verdicts();
  #known = new Known();
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #read: Read[] = [];
  /** Records of this group that the database does not have: by number. */
  #staged = new Set<number>();

  constructor(federation: Federation, session: Session) {
    this.#federation = federation;
    this.#session = session;
  }

  /** Makes the session ready. */
  async open(): Promise<void> {
    await this.#session.exec('create temp table if not exists staged (like record)');
    await this.#session.exec('truncate staged');
    await this.#verdicts.load(this.#session);
  }

  get isFull(): boolean {
    const read = this.#read.reduce((sum, { positions }) => sum + positions.length, 0);
    return this.#staged.size + this.#pending.length >= FULL || read >= FULL_READ;
  }

  get isEmpty(): boolean {
    return this.#read.length === 0;
  }

  /** Reads a version, and judges its new records as they fill a batch. After an error the group is empty: of what was read before, some may be lost. */
  async add(version: PendingVersion): Promise<void> {
    const read: Read = {
      version,
      form: null,
      standard: null,
      day: dayInParis(version.fetched_at),
      positions: new Numbers(),
      before: version.before === null ? [] : await this.#listed(version.before),
      around: new Map(),
      failed: null,
    };
    this.#read.push(read);
    const { archive } = this.#federation;
    const open = () => archive.read(version.sha256);
    try {
      for await (const { name, member, chunks } of filesIn(open, nameOf(version), version.size))
        await readRecords(name, chunks, this.#takerOf(read, member)).catch((error: unknown) => failedFile(read, error, member));
    } catch (error) {
      try {
        failedFile(read, error);
      } catch {
        // The archive is damaged: the version stays as it was fetched, and its records that were read are of no version.
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
    this.#staged = new Set();
    await this.#session.exec('truncate staged').catch(() => undefined);
  }

  /** The numbers of the records of a version that was judged before. */
  async #listed(version: number): Promise<number[]> {
    const [row] = await this.#session.query<{ records: string; verdicts: string }>(LISTED, [version]);
    if (!row || row.records === '') return [];
    const verdicts = row.verdicts.split(' ').map(Number);
    if (!verdicts.every((verdict) => this.#verdicts.has(verdict))) await this.#verdicts.load(this.#session);
    return this.#known.addAll(Buffer.from(row.records, 'hex'), verdicts);
  }

  #takerOf(read: Read, member: string): Taker {
    let standard = '';
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
        read.positions.push(number);
        return true;
      },
      record: (record) => {
        const number = this.#known.add(record.hash) ?? this.#known.size - 1;
        this.#known.judge(number, UNJUDGED);
        read.positions.push(number);
        const { list, kind, text, said } = record;
        // Kept as text: values that wait for their verdict would cost the garbage collector more than all else.
        this.#pendingBytes += text.length;
        this.#pending.push({ number, list, kind, text, said, standard, day: read.day, row: rowOf(record, standard, read.day) });
      },
      finding: (finding) => addAround(read.around, finding, member),
      broken: (code) => (read.failed ??= code),
      pause: () => (this.#pending.length >= BATCH || this.#pendingBytes >= BATCH_BYTES ? this.#judge() : undefined),
    };
  }

  /** Judges the pending records that the database does not have, and stages them. */
  async #judge(): Promise<void> {
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
    for (const records of sets.values()) await this.#judgeSet(records);
  }

  /** Records of one standard and one day. */
  async #judgeSet(records: readonly [Pending, ...Pending[]]): Promise<void> {
    const [{ standard, day }] = records;
    const found = await judgeRecords(records, standard, day, this.#verdicts.kinds);
    const verdicts = await this.#verdicts.of(found, standard, this.#session);
    const rows = new CopyRows();
    for (const [at, { number, row, text }] of records.entries()) {
      const verdict = verdicts[at] as number;
      this.#known.judge(number, verdict);
      this.#staged.add(number);
      rows.add(`${verdict}\t${this.#verdicts.isValid(verdict)}\t${row}\t`, text);
    }
    await this.#session.copy('staged', COLUMNS, rows.pieces());
  }

  async #writeAll(): Promise<Written> {
    const session = this.#session;
    const written: Written = { versions: this.#read.length, records: 0, fresh: this.#staged.size, held: 0, unreadable: 0 };
    if (this.#staged.size > 0) {
      await session.exec(KEEP_ERASED_KEYS);
      await session.exec(ADD_RECORDS);
    }
    // Versions whose records are all seen for the first time in their resource.
    const whole: number[] = [];
    for (const read of this.#read) {
      const { version, positions } = read;
      written.records += positions.length;
      await this.#writeListing(read);
      const changes = changesOf(read);
      const state = await this.#stateOf(read, changes);
      if (state.state === 'held') written.held++;
      if (state.state === 'unreadable') written.unreadable++;
      await this.#writeState(read, state);
      // Of a held version as well: once it was accepted, and its contracts may have been consolidated since it was taken back.
      await this.#markDirty(changes.added.filter((number) => !this.#staged.has(number)));
      if (state.state !== 'accepted') continue;
      if (version.before === null) whole.push(version.id);
      else await this.#replace(version, changes);
    }
    if (whole.length > 0) await session.query(ADD_SIGHTINGS, [whole]);
    if (this.#staged.size > 0) await session.exec('insert into dirty (key) select key from staged where key is not null');
    return written;
  }

  async #writeListing({ version, positions, around }: Read): Promise<void> {
    const records: string[] = [];
    const verdicts: number[] = [];
    for (let at = 0; at < positions.length; at++) {
      const number = positions.at(at);
      records.push(this.#known.uuid(number));
      verdicts.push(this.#known.verdict(number));
    }
    await this.#session.query(
      `insert into listing (version, records, verdicts, around) values ($1, $2::uuid[], $3::int[], $4::jsonb)
       on conflict (version) do nothing`,
      [version.id, records, verdicts, JSON.stringify([...around.values()])],
    );
  }

  async #writeState({ version, form, standard }: Read, { state, reason, loss }: State): Promise<void> {
    const rows = await this.#session.query(
      `update version set state = $2, reason = $3::jsonb, loss = $4, form = $5, standard = $6 where id = $1 and state = 'fetched' returning id`,
      [version.id, state, reason && JSON.stringify(reason), loss, form, standard],
    );
    if (rows.length === 0) throw new Error(`the version ${version.id} was judged by another worker at the same time`);
  }

  /** Whether a version may take the place of the one before. */
  async #stateOf({ version, positions, failed }: Read, { counts, before: then, removed }: Changes): Promise<State> {
    const reason = failed === null ? null : { code: failed };
    if (positions.length === 0 && reason) return { state: 'unreadable', reason, loss: 0 };
    if (removed.length === 0) return { state: 'accepted', reason, loss: 0 };
    const source: Source | undefined = this.#federation.catalogue.get(version.source);
    const after = this.#uuids(counts.keys());
    const lost = await this.#count(LOST, [this.#uuids(removed), after]);
    if (lost === 0) return { state: 'accepted', reason, loss: 0 };
    const before = await this.#count(KEYS, [this.#uuids(then)]);
    const kept = before - lost;
    const isCut = failed !== null;
    const loss = lossOf({ before, lost, after: kept > 0 ? kept : await this.#count(KEYS, [after]), isCut });
    // `reopen` asks the same of what the catalogue says later.
    const isHeld = loss > (source?.guard ?? GUARD) && source?.accept.includes(version.sha256) !== true;
    if (!isHeld) return { state: 'accepted', reason, loss };
    return { state: 'held', reason: { code: failed ?? 'sudden-loss', before, lost }, loss };
  }

  async #count(sql: string, parameters: readonly unknown[]): Promise<number> {
    const [row] = await this.#session.query<{ count: number }>(sql, parameters);
    return row?.count ?? 0;
  }

  #uuids(numbers: Iterable<number>): string[] {
    return Array.from(numbers, (number) => this.#known.uuid(number));
  }

  /** What changes where a version takes the place of another: as many statements whatever its size, and only for what differs. */
  async #replace({ resource, id }: PendingVersion, { removed, changed }: Changes): Promise<void> {
    await this.#markDirty(removed);
    if (removed.length > 0)
      await this.#session.query('delete from sighting where resource = $1 and record = any($2::uuid[])', [
        resource,
        this.#uuids(removed),
      ]);
    if (changed.length > 0)
      await this.#session.query(SET_SIGHTINGS, [
        ...[resource, id, this.#uuids(changed.map(([number]) => number))],
        changed.map(([, count]) => count),
      ]);
  }

  /** Has the contracts of records that the database has consolidated again: they are published in one more place, or in one less. */
  async #markDirty(numbers: readonly number[]): Promise<void> {
    if (numbers.length > 0)
      await this.#session.query(
        'insert into dirty (key) select key from record where hash = any($1::uuid[]) and key is not null',
        [this.#uuids(numbers)],
      );
  }
}

/**
 * What a version has that the one before had not, by the numbers of records. `counts`: how often it has each of its records; `before`: the records of the other;
 * `changed`: those that it has more or less often, `added` ones among them.
 */
type Changes = {
  counts: ReadonlyMap<number, number>;
  before: readonly number[];
  removed: readonly number[];
  added: readonly number[];
  changed: readonly (readonly [number, number])[];
};

function changesOf({ positions, before }: Read): Changes {
  const [counts, then] = [countsOf(positions), countsOf(before)];
  return {
    counts,
    before: [...then.keys()],
    removed: [...then.keys()].filter((number) => !counts.has(number)),
    added: [...counts.keys()].filter((number) => !then.has(number)),
    changed: [...counts].filter(([number, count]) => then.get(number) !== count),
  };
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

/** In the order of their hashes, so that two workers never wait for each other. A verdict that depends on the day is the one of the last day. */
const ADD_RECORDS = `
  insert into record (${COLUMNS.join(', ')})
  select distinct on (hash) ${COLUMNS.join(', ')} from staged
  where not exists (select from tombstone where tombstone.record = staged.hash) order by hash, judged desc
  on conflict (hash) do update set verdict = excluded.verdict, valid = excluded.valid, judged = excluded.judged
  where record.judged < excluded.judged and record.verdict <> excluded.verdict
    and exists (select from verdict where verdict.id = record.verdict and verdict.timed)`;

/** As texts: the drivers read arrays sign by sign. */
const LISTED = `
  select replace(array_to_string(records, ''), '-', '') as records, array_to_string(verdicts, ' ') as verdicts from listing where version = $1`;

const KEEP_ERASED_KEYS = `
  update tombstone set key = staged.key from staged
  where staged.hash = tombstone.record and tombstone.key is distinct from staged.key`;

const ADD_SIGHTINGS = `
  insert into sighting (record, resource, times, since)
  select r, version.resource, count(*), version.id
  from version join listing on listing.version = version.id, unnest(listing.records) as r
  where version.id = any($1::int[]) and not exists (select from tombstone where tombstone.record = r)
  group by r, version.resource, version.id order by r, version.resource
  on conflict (record, resource) do update set times = sighting.times + excluded.times`;

const SET_SIGHTINGS = `
  insert into sighting (record, resource, times, since)
  select r, $1, n, $2 from unnest($3::uuid[], $4::int[]) as u (r, n)
  where not exists (select from tombstone where tombstone.record = r) order by r
  on conflict (record, resource) do update set times = excluded.times`;

/** The keys of records, erased ones among them. */
const KNOWN = '(select hash, key from record union all select record, key from tombstone) as known';

const KEYS = `select count(distinct key) from ${KNOWN} where hash = any($1::uuid[])`;

/** How many keys of the records $1 none of the records $2 has. */
const LOST = `
  select count(*) from (select distinct key from ${KNOWN} where hash = any($1::uuid[]) and key is not null) as gone
  where not exists (select from ${KNOWN} where known.key = gone.key and known.hash = any($2::uuid[]))`;

const countsOf = (numbers: Iterable<number>): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
};

/** A list of numbers that takes four bytes each. */
class Numbers implements Iterable<number> {
  #items = new Int32Array(256);
  length = 0;

  push(number: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(2 * this.#items.length);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = number;
  }

  at(place: number): number {
    return this.#items[place] as number;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#items.subarray(0, this.length)[Symbol.iterator]();
  }
}

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
