import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import { noCounts } from '../consolidate/balance.ts';
import { balanceIn } from '../consolidate/states.node.ts';
import type { Federation } from '../federation.ts';
import { dayInParis } from '../judge/group.node.ts';
import { inSmallHeap } from '../memory.node.ts';
import type { Queries, Session } from '../store/store.ts';
import { contractsOf } from './contracts.node.ts';
import { type Disk, DISK } from './disk.node.ts';
import {
  type FileEntry,
  hashLines,
  MANIFEST,
  type Manifest,
  SNAPSHOT_NAME,
  snapshotName,
  type SourceCounts,
} from './manifest.ts';
import type { OutputContext } from './output.ts';
import { OUTPUTS } from './outputs.node.ts';
import { latestSnapshot, LATEST_LINK, LATEST_NAME, readSnapshot, type Snapshot, SNAPSHOTS } from './read.node.ts';
import { README, readme } from './readme.ts';
import { tableLayout } from './tables/layout.node.ts';
import { tablesHere, tablesInThread } from './tables/open.node.ts';
import { stateOf } from './state.node.ts';
import { openWriting } from './writing.node.ts';

/** A snapshot: `isNew` where it was made now, and not by an earlier call with the same contracts. */
export type MadeSnapshot = { name: string; hash: string; isNew: boolean; folder: string; manifest: Manifest };

/**
 * Writes the contracts, as they are in the database at this moment, as a snapshot of files: beside its place, then moved there; what `latest` names
 * changes last. Where nothing changed since the last snapshot, nothing is read or written; where its contents would be the same, nothing is left. What an earlier call left unfinished is removed. Memory does not grow with the
 * contracts. `disk`: for tests.
 */
export function makeSnapshot(federation: Federation, disk: Disk = DISK): Promise<MadeSnapshot> {
  return alone(federation, async (session) => {
    const before = await latestSnapshot(federation.outputs);
    const made = await new Maker(federation, disk).make(session, before);
    if (made.name !== before?.manifest.name) await pointTo(made.name, federation.outputs, disk);
    return made;
  });
}

/**
 * Removes the folders of all snapshots but the newest ones, `keep` of them, and the one that `latest` names. Returns the names of those that are gone. The database still knows them: their files
 * are recognised where somebody publishes them.
 */
export function pruneSnapshots(
  federation: Pick<Federation, 'store' | 'outputs'>,
  keep: number,
  disk: Disk = DISK,
): Promise<string[]> {
  return alone(federation, async () => {
    const folder = join(federation.outputs, SNAPSHOTS);
    const latest = (await latestSnapshot(federation.outputs))?.manifest.name;
    const names = (await disk.list(folder)).filter((name) => SNAPSHOT_NAME.test(name)).toSorted();
    const old = names.slice(0, Math.max(0, names.length - keep)).filter((name) => name !== latest);
    for (const name of old) {
      // What is removed in part is no snapshot any more: the next call removes the rest.
      const leaving = join(folder, `${UNFINISHED}${name}`);
      await disk.rename(join(folder, name), leaving);
      await disk.remove(leaving);
    }
    return old;
  });
}

/** Runs work while no other process makes or removes snapshots of this database. */
function alone<T>({ store }: Pick<Federation, 'store'>, work: (session: Session) => Promise<T>): Promise<T> {
  return store.session(async (session) => {
    await session.query('select pg_advisory_lock($1)', [LOCK]);
    try {
      return await work(session);
    } finally {
      // A broken connection has given it up.
      await session.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    }
  });
}

/** Two snapshots of a database are made one after the other. */
const LOCK = 72_038;

/** Folders of snapshots that are not finished. */
const UNFINISHED = '.en-cours-';

class Maker {
  readonly #federation: Federation;
  readonly #disk: Disk;
  readonly #snapshots: string;
  readonly #sources = new Map<string, SourceCounts>();
  /** What closes the files that are open. */
  readonly #open = new Set<() => Promise<void>>();

  constructor(federation: Federation, disk: Disk) {
    this.#federation = federation;
    this.#disk = disk;
    this.#snapshots = join(federation.outputs, SNAPSHOTS);
  }

  async make(session: Session, before: Snapshot | undefined): Promise<MadeSnapshot> {
    await this.#disk.mkdir(this.#snapshots);
    for (const name of await this.#disk.list(this.#snapshots))
      if (name.startsWith(UNFINISHED)) await this.#disk.remove(join(this.#snapshots, name));
    const at = this.#federation.now();
    const folder = join(this.#snapshots, `${UNFINISHED}${snapshotName(at, '00000000')}`);
    try {
      return await session.transaction(() => this.#inTransaction(session, folder, at, before));
    } catch (error) {
      for (const close of this.#open) await close().catch(() => undefined);
      await this.#disk.remove(folder).catch(() => undefined);
      throw error;
    }
  }

  /** The whole of it reads one state of the database, and leaves its row there or nothing. */
  async #inTransaction(session: Session, folder: string, at: Date, before: Snapshot | undefined): Promise<MadeSnapshot> {
    await session.exec('set transaction isolation level repeatable read');
    const recorded = await lastRecorded(session);
    const since = before && recorded?.name === before.manifest.name ? recorded : undefined;
    const state = `${await stateOf(session)}${publishedBy(this.#federation)}`;
    if (before && since?.state === state) return { ...namesOf(before), isNew: false };
    const { files, counts, changes } = await this.#write(session, folder, at, since);
    const hash = createHash('sha256').update(hashLines(files)).digest('hex');
    const known = await this.#made(hash, before);
    if (known) {
      await this.#disk.remove(folder);
      await record(session, known.manifest, state);
      return { ...namesOf(known), isNew: known !== before };
    }
    const name = await this.#freeName(at, hash);
    const states = await balanceIn(session);
    for (const { source, ...counted } of states.sources) Object.assign(this.#source(source), counted);
    const manifest: Manifest = {
      ...{ format: 'decp-federation-snapshot/1', name, hash, at: at.toISOString() },
      ...{ previous: before?.manifest.name ?? null, engine: packageFacts() },
      ...{ counts: { ...counts, ...states.all }, sources: await this.#sourceCounts(session) },
      ...{ changes, files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)) },
    };
    for (const lang of ['fr', 'en'] as const) await this.#text(join(folder, README[lang]), readme(manifest, lang));
    await this.#text(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await this.#disk.rename(folder, join(this.#snapshots, name));
    await record(session, manifest, state);
    return { name, hash, isNew: true, folder: join(this.#snapshots, name), manifest };
  }

  async #write(
    session: Session,
    folder: string,
    at: Date,
    since: OutputContext['since'],
  ): Promise<Pick<Manifest, 'files' | 'counts' | 'changes'>> {
    await this.#disk.mkdir(folder);
    const [counted] = await session.query<{ of: number }>('select count(*) "of" from contract where not withdrawn');
    const of = counted?.of ?? 0;
    const isSmall = of < MANY;
    const tables = isSmall ? tablesHere(await tableLayout()) : tablesInThread(await tableLayout());
    const write = (): Promise<Pick<Manifest, 'files' | 'counts' | 'changes'>> =>
      this.#writeOutputs({ session, folder, day: dayInParis(at.toISOString()), since, of, tables });
    try {
      return await (isSmall ? write() : inSmallHeap(20, write));
    } finally {
      await tables.stop();
    }
  }

  async #writeOutputs({
    session,
    folder,
    day,
    since,
    of,
    tables,
  }: Work): Promise<Pick<Manifest, 'files' | 'counts' | 'changes'>> {
    const { progress } = this.#federation;
    const context: OutputContext = {
      create: async (name) => {
        const path = join(folder, ...name.split('/'));
        await this.#disk.mkdir(dirname(path));
        return openWriting(this.#watched(), path, name);
      },
      tables,
      queries: session,
      since,
      publisher: this.#federation.publisher,
      source: (id) => this.#source(id),
    };
    const outputs = [];
    for (const open of OUTPUTS) {
      const output = await open(context);
      if (output) outputs.push(output);
    }
    let contracts = 0;
    for await (const contract of contractsOf(session, day)) {
      for (const output of outputs) {
        const busy = output.contract(contract);
        if (busy) await busy;
      }
      contracts++;
      if (contracts % TOLD === 0) progress({ step: 'snapshot', contracts, of });
    }
    if (contracts !== of) throw new Error(`the snapshot has ${contracts} contracts, the database ${of}`);
    progress({ step: 'snapshot', contracts, of });
    const files: FileEntry[] = [];
    let counts = NOTHING;
    let changes = NO_CHANGES;
    for (const output of outputs) {
      const closed = await output.close();
      files.push(...closed.files);
      counts = { ...counts, ...closed.counts };
      changes = closed.changes ?? changes;
    }
    return { files, counts, changes };
  }

  /** A disk whose open files are closed where the snapshot fails. */
  #watched(): Disk {
    return {
      ...this.#disk,
      create: async (path) => {
        const file = await this.#disk.create(path);
        const close = async (): Promise<void> => {
          this.#open.delete(close);
          await file.close();
        };
        this.#open.add(close);
        return { write: (bytes) => file.write(bytes), close };
      },
    };
  }

  async #text(path: string, text: string): Promise<void> {
    const file = await this.#watched().create(path);
    await file.write(Buffer.from(text));
    await file.close();
  }

  #source(id: string): SourceCounts {
    let counts = this.#sources.get(id);
    if (!counts) {
      const { licence } = this.#federation.catalogue.get(id) ?? { licence: null };
      counts = { licence, contracts: 0, rejected: 0, held: 0, unreadable: 0, ...noCounts() };
      this.#sources.set(id, counts);
    }
    return counts;
  }

  /** Of every source that was harvested, whether it gave something or not, by id. */
  async #sourceCounts(queries: Queries): Promise<Record<string, SourceCounts>> {
    for (const { source } of await queries.query<{ source: string }>('select distinct source from resource'))
      this.#source(source);
    return Object.fromEntries([...this.#sources].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The snapshot with these contents: the last one, or one that was finished after it and is not named by `latest` yet. */
  async #made(hash: string, before: Snapshot | undefined): Promise<Snapshot | undefined> {
    if (before?.manifest.hash === hash) return before;
    for (const name of await this.#disk.list(this.#snapshots)) {
      if (!SNAPSHOT_NAME.test(name) || !name.endsWith(hash.slice(0, 8)) || (before && name <= before.manifest.name)) continue;
      const snapshot = await readSnapshot(join(this.#snapshots, name));
      if (snapshot.manifest.hash === hash) return snapshot;
    }
    return undefined;
  }

  /** A name that no snapshot has: contracts may come back to what they were within one second. */
  async #freeName(at: Date, hash: string): Promise<string> {
    const names = new Set(await this.#disk.list(this.#snapshots));
    let time = at;
    while (names.has(snapshotName(time, hash))) time = new Date(time.getTime() + 1000);
    return snapshotName(time, hash);
  }
}

/** A snapshot is another one where somebody else publishes it in OCDS. */
const publishedBy = ({ publisher }: Federation): string => (publisher ? ` ${publisher.prefix} ${publisher.name}` : '');

type Work = Pick<OutputContext, 'since' | 'tables'> & { session: Session; folder: string; day: string; of: number };

/** Contracts that are worth a thread, which takes half a second to start, and a collection of garbage. */
const MANY = 20_000;

/** Contracts between two lines of progress. */
const TOLD = 10_000;

const NO_CHANGES: Manifest['changes'] = { since: null, added: 0, changed: 0, withdrawn: 0, erased: 0 };

const NOTHING: Manifest['counts'] = {
  ...{ contracts: 0, withdrawn: 0, byStandard: {}, united: 0, refused: 0, conflicts: 0, reserved: 0 },
  ...{ rejected: 0, held: 0, unreadable: 0, ...noCounts() },
};

const namesOf = ({ folder, manifest }: Snapshot) => ({ name: manifest.name, hash: manifest.hash, folder, manifest });

type Recorded = { name: string; sequence: number; state: string };

async function lastRecorded(queries: Queries): Promise<Recorded | undefined> {
  const [row] = await queries.query<Recorded>('select name, sequence, state from snapshot order by id desc limit 1');
  return row;
}

/** Leaves the row of a snapshot, and which contracts it has. */
async function record(queries: Queries, manifest: Manifest, state: string): Promise<void> {
  await queries.query('delete from snapshot where name = $1', [manifest.name]);
  await queries.query(
    `insert into snapshot (hash, name, at, sequence, state, manifest)
     select $1, $2, $3::timestamptz, coalesce(max(sequence), 0), $4, $5::jsonb from contract`,
    [manifest.hash, manifest.name, manifest.at, state, JSON.stringify(manifest)],
  );
  await queries.exec(`
    delete from snapshot_contract s where not exists (select from contract c where c.key = s.key and not c.withdrawn);
    insert into snapshot_contract select key from contract where not withdrawn on conflict do nothing;`);
}

/** Names a snapshot as the last one: the link first, for people, then the file, which programs read. */
async function pointTo(name: string, outputs: string, disk: Disk): Promise<void> {
  const beside = (path: string): string => join(outputs, `.${basename(path)}.nouveau`);
  const [link, file] = [join(outputs, LATEST_LINK), join(outputs, LATEST_NAME)];
  for (const path of [link, file]) await disk.remove(beside(path));
  // Not all file systems have links.
  const isLinked = await disk.symlink(join(SNAPSHOTS, name), beside(link)).then(
    () => true,
    (error: unknown) => {
      if (NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    },
  );
  if (isLinked) await disk.rename(beside(link), link);
  const text = await disk.create(beside(file));
  await text.write(Buffer.from(`${name}\n`));
  await text.close();
  await disk.rename(beside(file), file);
}

const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EACCES']);
