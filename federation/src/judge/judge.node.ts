/** Judges what was fetched: each new record once, and where each is published. */
import type { Federation } from '../federation.ts';
import { collectGarbage, inSmallHeap } from '../memory.node.ts';
import type { Queries, Session } from '../store/store.ts';
import { Group, type PendingVersion } from './group.node.ts';
import { reopen, RESOURCES } from './reopen.node.ts';

/** `records`: read; `fresh`: of them, those that were judged for the first time; `failed`: versions that could not be judged, such as those whose content is damaged. */
export type Judged = {
  versions: number;
  records: number;
  fresh: number;
  held: number;
  unreadable: number;
  failed: { version: number; why: string }[];
};

/**
 * Judges every version that was fetched and is not judged yet, or of which the catalogue says another thing since, those of one resource in the order in which they were
 * fetched. Several workers may do so at once on PostgreSQL.
 * Whatever happens, a version is judged whole or not at all.
 */
export async function judgePending(federation: Federation): Promise<Judged> {
  const { store } = federation;
  const total: Judged = { versions: 0, records: 0, fresh: 0, held: 0, unreadable: 0, failed: [] };
  await store.session((session) => reopen(federation, session));
  const [pending] = await store.query<{ versions: number; bytes: number }>(
    `select count(*) as versions, coalesce(sum(size), 0)::float8 as bytes from version join content on content.id = version.content where state = 'fetched'`,
  );
  const { versions: of, bytes } = pending ?? { versions: 0, bytes: 0 };
  if (of === 0) return total;
  const report = (): void => federation.progress({ step: 'judge', versions: total.versions, of, records: total.records });
  const left = new Set<number>();
  const own = new OwnResources(store, left);
  const failing = new AbortController();
  const judge = async (session: Session, lane: number): Promise<void> => {
    const queue = store.kind === 'pglite' ? own.queue() : new SharedQueue(session, left);
    try {
      await judgeIn(federation, new Group(federation, session, lane), queue, total, report, failing.signal);
    } catch (error) {
      failing.abort();
      throw error;
    }
  };
  const work = async (): Promise<void> => {
    // One reads and judges while the database writes what the other has judged.
    const lanes = Array.from({ length: LANES }, (_, lane) => store.session((session) => judge(session, lane)));
    // None may go on after the end.
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
  };
  await (bytes < MUCH ? work() : inSmallHeap(100, work));
  if (total.records >= MANY) collectGarbage();
  return total;
}

const LANES = 2;

/** Bytes of files that are worth a collection of garbage. Small ones leave little behind, and a pass may judge them one by one. */
const MUCH = 4 << 20;

/** Records after which the next step is not to begin with what this one has left behind. */
const MANY = 20_000;

/** Judges group after group, as long as there are versions that no other worker has, and until the signal. */
async function judgeIn(
  federation: Federation,
  group: Group,
  queue: Queue,
  total: Judged,
  report: () => void,
  signal: AbortSignal,
): Promise<void> {
  await group.open();
  const write = async (): Promise<void> => {
    const { versions, records, fresh, held, unreadable } = await group.write();
    total.versions += versions;
    total.records += records;
    total.fresh += fresh;
    total.held += held;
    total.unreadable += unreadable;
    await queue.release();
    report();
  };
  try {
    while (!signal.aborted) {
      const version = await queue.next();
      if (version) {
        await group.add(version).catch(async (error: unknown) => {
          queue.leave(version.resource);
          total.failed.push({ version: version.id, why: error instanceof Error ? error.message : String(error) });
          // The group is empty: its other versions are given again.
          await queue.release();
        });
        if (group.isFull) await write();
      } else if (group.isEmpty) return;
      else await write();
    }
  } finally {
    await queue.release();
  }
}

/** Gives the versions to judge. */
type Queue = {
  /** The next version; undefined where there is none until what was given is written, or none at all. */
  next(): Promise<PendingVersion | undefined>;
  /** Gives no further version of a resource. */
  leave(resource: number): void;
  /** What was given is written, or is to be given again. */
  release(): Promise<void>;
};

/** The resources of a process that judges alone: each is one lane's, until what was given of it is written. */
class OwnResources {
  readonly #queries: Queries;
  readonly #left: Set<number>;
  readonly #taken = new Set<number>();
  /** At most one of each resource, which nobody has: what it replaces is known. */
  #waiting: PendingVersion[] = [];

  constructor(queries: Queries, left: Set<number>) {
    this.#queries = queries;
    this.#left = left;
  }

  /** The queue of one lane. */
  queue(): Queue {
    const taken: number[] = [];
    return {
      next: async () => {
        if (this.#waiting.length === 0) await this.#fill();
        const version = this.#waiting.shift();
        if (version) {
          this.#taken.add(version.resource);
          taken.push(version.resource);
        }
        return version;
      },
      leave: (resource) => void this.#left.add(resource),
      release: () => {
        for (const resource of taken.splice(0)) this.#taken.delete(resource);
        return Promise.resolve();
      },
    };
  }

  /** Many at once: a lane that had to ask for each would wait each time for what the other writes. */
  async #fill(): Promise<void> {
    const oldest = await this.#queries.query<{ id: number }>(OLDEST, [[...this.#taken, ...this.#left]]);
    const versions = await this.#queries.query<PendingVersion>(VERSIONS, [oldest.map(({ id }) => id)]);
    // The other lane may have asked as well, and may have left some meanwhile.
    this.#waiting = versions.filter(({ resource }) => !this.#taken.has(resource) && !this.#left.has(resource));
  }
}

/** Gives the versions to judge of a PostgreSQL. The resource of each is locked until the next `release`: several workers never judge the same. */
class SharedQueue implements Queue {
  readonly #session: Session;
  #waiting: { id: number; resource: number }[] = [];
  /** Resources of the versions given since the last release, which are to be written first. */
  #taken: number[] = [];
  /** Resources that other workers had when they were asked for. */
  #others: number[] = [];
  readonly #left: Set<number>;

  /** `left`: resources of which a version cannot be judged, for all queues of a process. */
  constructor(session: Session, left: Set<number>) {
    this.#session = session;
    this.#left = left;
  }

  async next(): Promise<PendingVersion | undefined> {
    for (;;) {
      if (this.#waiting.length === 0) await this.#fill();
      const first = this.#waiting.shift();
      if (!first) return undefined;
      const { id, resource } = first;
      if (this.#left.has(resource)) continue;
      if (!(await this.#lock(resource))) this.#others.push(resource);
      else {
        this.#taken.push(resource);
        // Before the lock was taken another worker may have judged it, and the other lane may have left it; what it replaces is known only now.
        const [version] = this.#left.has(resource) ? [] : await this.#session.query<PendingVersion>(VERSIONS, [[id]]);
        if (version) return version;
        // Given back at once: whoever judged it may ask for the next version of the resource, and ends where it is refused.
        this.#taken.pop();
        await this.#unlock([resource]);
      }
    }
  }

  leave(resource: number): void {
    this.#left.add(resource);
  }

  async release(): Promise<void> {
    const resources = this.#taken;
    this.#taken = [];
    this.#waiting = [];
    this.#others = [];
    await this.#unlock(resources);
  }

  async #unlock(resources: readonly number[]): Promise<void> {
    if (resources.length > 0)
      await this.#session.query('select pg_advisory_unlock($1, r) from unnest($2::int[]) as r', [RESOURCES, resources]);
  }

  async #fill(): Promise<void> {
    this.#waiting = await this.#session.query(OLDEST, [[...this.#taken, ...this.#others, ...this.#left]]);
    // Workers that begin at different places seldom ask for the same.
    this.#waiting.sort(() => Math.random() - 0.5);
  }

  async #lock(resource: number): Promise<boolean> {
    const [row] = await this.#session.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [
      RESOURCES,
      resource,
    ]);
    return row?.locked === true;
  }
}

/** The oldest version to judge of each resource, except of some. */
const OLDEST = `
  select distinct on (resource) id, resource from version where state = 'fetched' and resource <> all($1::int[])
  order by resource, fetched_at limit 200`;

const VERSIONS = `
  select
    version.id, version.resource, resource.source, resource.updates, resource.title, resource.format, content.sha256, content.size, version.fetched_at,
    case when resource.updates = 'replaced' then (
      select older.id from version as older
      where older.resource = version.resource and older.state = 'accepted' order by older.fetched_at desc limit 1
    ) end as before
  from version join resource on resource.id = version.resource join content on content.id = version.content
  where version.id = any($1::int[]) and version.state = 'fetched'`;
