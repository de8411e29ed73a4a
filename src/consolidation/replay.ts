/**
 * The national consolidation, pass by pass: which files it reads, what becomes of each record, and which files it writes. Source: 139bercy/decp-arr2022 at 58b651b, `main.py`
 * and `general_process/ProcessFactory.py`.
 */
import { isObject } from '../../packages/base/src/json.ts';
import { type RecordKind, RECORD_KINDS } from '../model/kinds.ts';
import { TEST_PLATFORM } from './platform.ts';
import { type Content } from './content.ts';
import { type Aside, type Database, store } from './database.ts';
import { type Facts, factsOf } from './facts.ts';
import { fixed } from './fix.ts';
import { boundsOf, filesOf, FIXED_TIME, type Listed, type Listing, type Memory, type Resource } from './listing.ts';
import { checkAll, exportRows, type MonthFiles } from './months.ts';
import type { Process } from './processes.ts';
import { PythonError, textOf } from './python.ts';
import { storedOf } from './stored.ts';

/** A record in a file. `index`: its place in its list. */
export type Place<R extends Resource> = { file: R; kind: RecordKind; index: number };

/** A record that is in the database, or was. `month`: of the file that it goes to, `AAAA-MM`. `isOut`: whether files have been written with it; `aside`: why the database does not take it. */
export type Row<R extends Resource> = {
  place: Place<R>;
  facts: Facts;
  month: string;
  stored: Facts['stored'];
  isOut: boolean;
  /** Whether the schema refuses it, and its process takes it all the same. */
  isInvalid: boolean;
  aside?: Aside;
};

/**
 * What becomes of a record when its file is read. `test`, `refused`: by the schema. `fault`: it stops its file; `after-fault`: it stands after one that does. `duplicate`: its process
 * has it twice at the pass. `lost`: its process ends at that pass, so that no file has it. The others are `read`, or set aside by the database.
 */
export type Fate = 'test' | 'refused' | 'fault' | 'after-fault' | 'lost' | 'duplicate' | 'read' | Aside;

/**
 * `key`: in the database; undefined where the record never came so far. `isUnsure`: whether another order of equal last dates could have kept another record. `isInvalid`: whether the
 * schema refuses it, whatever its process does then.
 */
export type Seen<R extends Resource> = { place: Place<R>; fate: Fate; key?: string; isUnsure: boolean; isInvalid: boolean };

/** Why the schema refuses a record, at the place that it names; undefined where it accepts it. */
export type Judge = (kind: RecordKind, value: unknown) => Refusal | undefined;
type Refusal = { path: string; keyword: string };

/** One launch. `now`: `AAAA-MM-JJ HH:MM:SS`. `isReset`: whether it begins anew after one that failed (`-r`); `year`: only files of it are read (`-b`). */
export type Pass<R extends Resource> = {
  now: string;
  isReset?: boolean;
  year?: string;
  listings: ReadonlyMap<string, readonly (readonly R[] | null)[]>;
};

/** What a launch has done. `stopped`: files of which the rest was not read. `unread`: files that were left out by themselves. `failed`: it ended before its files were written. */
export type Report<R extends Resource> = {
  read: Listed<R>[];
  unread: { file: R; reason: 'not-fetched' | 'unreadable' | 'no-marches' }[];
  stopped: { file: R; error: PythonError }[];
  refused: { place: Place<R>; refusal: Refusal }[];
  lost: { process: string; error: PythonError }[];
  failed?: PythonError;
  /** False where equal last dates are in an order that is not known. */
  isStable: boolean;
};

/** From when records go to the month of their last date, where their process spreads them over time. */
const FIRST_DAY = '2024-01-01';

/**
 * `content` gives what a process sees in a file: null where it cannot be fetched; it throws a PythonError where the process is lost. `see` is told of each record of the files that
 * are read, once a pass. `digest` shortens keys that are kept.
 */
export type Means<R extends Resource> = {
  judge: Judge;
  content: (file: R, process: Process) => Content | null | Promise<Content | null>;
  see?: (seen: Seen<R>) => void | Promise<void>;
  digest?: (text: string) => string;
};

/** What is kept from one launch to the next. */
export class Consolidation<R extends Resource> {
  readonly files: MonthFiles<Row<R>> = new Map();
  readonly database: Database<Row<R>> = new Map();
  readonly #processes: readonly Process[];
  readonly #means: Means<R>;
  readonly #memories = new Map<string, Memory>();
  /** The file that is on disk under a name, and when it was fetched. */
  readonly #disk = new Map<string, { file: R; time: string }>();
  /** The rows of a launch that failed, which the next one takes up. */
  #unfinished: Row<R>[] | undefined;

  constructor(processes: readonly Process[], means: Means<R>) {
    this.#processes = processes;
    this.#means = means;
  }

  async pass({ now, isReset = false, year, listings }: Pass<R>): Promise<Report<R>> {
    const report: Report<R> = { read: [], unread: [], stopped: [], refused: [], lost: [], isStable: true };
    let rows = isReset ? undefined : this.#unfinished;
    if (!rows) {
      rows = [];
      for (const process of this.#processes)
        rows.push(...(await this.#run(process, { now, year, listing: listings.get(process.name) ?? [] }, report)));
    }
    this.#unfinished = rows;
    try {
      checkAll(rows);
      for (const row of rows) if (row.aside === undefined) row.isOut = true;
      exportRows(rows, this.files, now.slice(0, 7));
      this.#unfinished = undefined;
    } catch (error) {
      report.failed = asPythonError(error);
    }
    return report;
  }

  async #run(
    process: Process,
    { now, year, listing }: { now: string; year: string | undefined; listing: Listing & readonly (readonly R[] | null)[] },
    report: Report<R>,
  ): Promise<Row<R>[]> {
    const rows: Row<R>[] = [];
    let kept: Row<R>[] = [];
    let isStable = true;
    let isLost = false;
    try {
      const files = this.#filesOf(process, listing, { now, year });
      const there = files.map((file) => ({ ...file, resource: this.#fetched(process, file, now) }));
      for (const file of there) rows.push(...(await this.#readFile(process, file, report)));
      ({ rows: kept, isStable } = fixed(rows));
      report.isStable &&= isStable;
    } catch (error) {
      report.lost.push({ process: process.name, error: asPythonError(error) });
      isLost = true;
    }
    const { see } = this.#means;
    const going = new Set(kept);
    if (see)
      for (const row of rows) {
        const fate = isLost ? 'lost' : (row.aside ?? (going.has(row) ? 'read' : 'duplicate'));
        await see({ place: row.place, fate, key: row.stored.key, isUnsure: !isStable, isInvalid: row.isInvalid });
      }
    return kept;
  }

  #filesOf(
    process: Process,
    listing: readonly (readonly R[] | null)[],
    { now, year }: { now: string; year: string | undefined },
  ): Listed<R>[] {
    const { address } = process;
    if (address !== undefined)
      return listing
        .flat()
        .filter((file) => file?.url.includes(address) === true)
        .flatMap((resource) => (resource ? [{ resource, title: resource.title, time: FIXED_TIME }] : []));
    if (year !== undefined) this.#memories.delete(process.name);
    const memory = this.#memories.get(process.name) ?? (new Map() as Memory);
    this.#memories.set(process.name, memory);
    return filesOf(process, listing, memory, { now, ...(year !== undefined && { year: boundsOf(process.name, year) }) });
  }

  /** The file that is on disk once this one has been fetched: an older one where that was fetched after this one was changed. */
  #fetched(process: Process, { resource, title, time }: Listed<R>, now: string): R {
    if (process.address !== undefined) return resource;
    const name = JSON.stringify([process.source, title]);
    const before = this.#disk.get(name);
    if (before && before.time >= time) return before.file;
    this.#disk.set(name, { file: resource, time: now });
    return resource;
  }

  async #readFile(process: Process, listed: Listed<R>, report: Report<R>): Promise<Row<R>[]> {
    const { resource: file, time } = listed;
    const rows: Row<R>[] = [];
    const refused: Report<R>['refused'] = [];
    const content = await this.#means.content(file, process);
    if (content === null || typeof content === 'string') {
      report.unread.push({ file, reason: content ?? 'not-fetched' });
      return rows;
    }
    report.read.push(listed);
    const tell = async (place: Place<R>, fate: Fate): Promise<void> => {
      await this.#means.see?.({ place, fate, isUnsure: false, isInvalid: fate === 'refused' });
    };
    let error = content.stop;
    for (const { place, value } of recordsOf(file, content)) {
      const before = refused.length;
      try {
        const row = error ? undefined : this.#take(process, place, { value, time }, refused);
        if (row) rows.push(row);
        else await tell(place, error ? 'after-fault' : refused[before]?.refusal.keyword === 'test' ? 'test' : 'refused');
      } catch (caught) {
        error = asPythonError(caught);
        await tell(place, 'fault');
      }
    }
    // What is refused in a file that is not read to its end is told nowhere.
    if (error) report.stopped.push({ file, error });
    else report.refused.push(...refused);
    return rows;
  }

  /** Stores a record; undefined where it is refused. Throws a PythonError where it stops its file. */
  #take(
    process: Process,
    place: Place<R>,
    { value: whole, time }: { value: unknown; time: string },
    refused: Report<R>['refused'],
  ): Row<R> | undefined {
    const { kind } = place;
    if (whole === NO_LIST) {
      refused.push({ place, refusal: { path: '', keyword: 'type' } });
      return undefined;
    }
    const { judge, digest } = this.#means;
    if (!isObject(whole)) throw new PythonError('TypeError', 'a record has no members');
    const { source: platform, ...value } = whole;
    const refusal = platform === TEST_PLATFORM ? { path: '', keyword: 'test' } : judge(kind, value);
    if (refusal && (process.validates || kind === 'contrat-concession')) refused.push({ place, refusal });
    if (refusal && process.validates) return undefined;
    const day = time.slice(0, 10);
    const stored = storedOf(kind, value, day);
    const { last } = stored;
    if (process.spreadOverTime && last === null)
      throw new PythonError('TypeError', 'a record without date cannot be spread over time');
    const source =
      platform === undefined || platform === null ? process.source : textOf(platform === 'AIFE_ATEXO' ? 'AIFE_PLACE' : platform);
    const facts = factsOf(kind, value, { source, stored, convertsNc: process.convertsNc, day, ...(digest && { digest }) });
    const month =
      process.spreadOverTime && last !== null && last >= FIRST_DAY && last <= day ? last.slice(0, 7) : time.slice(0, 7);
    const row: Row<R> = { place, facts, month, stored, isOut: false, isInvalid: refusal !== undefined };
    const aside = store(this.database, row, time);
    return aside === undefined ? row : Object.assign(row, { aside });
  }
}

/** In the place of a list that is none, which is refused as a whole. */
const NO_LIST = Symbol('no list');

function* recordsOf<R extends Resource>(
  file: R,
  { lists }: Exclude<Content, string>,
): Generator<{ place: Place<R>; value: unknown }> {
  for (const kind of RECORD_KINDS) {
    const list = lists.get(kind);
    if (list === 'no-list') yield { place: { file, kind: 'contrat-concession', index: 0 }, value: NO_LIST };
    else for (const [index, value] of (list ?? []).entries()) if (value !== null) yield { place: { file, kind, index }, value };
  }
}

function asPythonError(error: unknown): PythonError {
  if (error instanceof PythonError) return error;
  throw error;
}
