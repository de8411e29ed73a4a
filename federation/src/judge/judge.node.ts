/** Judges what was fetched: each new record once, and where each is published. */
import { isDamage } from '../archive/archive.ts';
import { noteDamage } from '../archive/damage.node.ts';
import { USUAL } from '../budgets.ts';
import type { Federation } from '../federation.ts';
import { collectGarbage, inSmallHeap } from '../memory.node.ts';
import { isRefusal, type Queries, type Session } from '../store/store.ts';
import { countDeaths, givenUp, giveUp, hasLater, LOST, reasonOf } from './give-up.node.ts';
import { Group, type PendingVersion } from './group.node.ts';
import { type GivenUpReason, type Judged, noneJudged } from './judged.ts';
import { reopen, RESOURCES } from './reopen.node.ts';
import { TooCostly } from './spending.node.ts';

/** What is told of the versions in hand, group by group, for whoever has to know what was being read where this ends in the middle of it. */
export type Hand = {
  /** A version is about to be read. */
  begin(version: PendingVersion): void;
  /** None of those that were begun is in hand any more: they are judged, given up, or left. */
  end(): void;
};

/** One hand a group. `judged`: told what was done so far, each time that something was. */
export type Watch = { hands: readonly Hand[]; judged(total: Judged): void };

/**
 * Judges every version that was fetched and is not judged yet, or of which the catalogue says another thing since, those of one resource in the order in which they were
 * fetched. Several workers may do so at once on PostgreSQL.
 * Whatever happens, a version is judged whole or not at all; one that is over its budget is given up, and the others go on. Where the federation says so, in a thread of its own, which
 * ends with what it reads, if need be.
 */
export async function judgePending(federation: Federation): Promise<Judged> {
  await federation.store.session((session) => reopen(federation, session));
  return federation.judging ? federation.judging.judge(federation) : judgeHere(federation);
}

/** What judging takes of a federation. */
export type Judging = Pick<Federation, 'store' | 'archive' | 'catalogue' | 'progress' | 'budgets'>;

/** Judges in this thread what was fetched. */
export async function judgeHere(federation: Judging, watch?: Watch): Promise<Judged> {
  const { store } = federation;
  const total = noneJudged();
  let pending = await pendingIn(store);
  if (pending.versions === 0) return total;
  const { versions: of, bytes } = pending;
  const report = (): void => {
    federation.progress({ step: 'judge', versions: total.versions, of, records: total.records });
    watch?.judged(total);
  };
  const left = new Set<number>();
  const work: Work = { federation, total, report, left, watch, suspected: 0 };
  const done = (): number => total.versions + work.suspected;
  const judge = async (): Promise<void> => {
    for (let before = -1; done() > before && pending.versions > 0; pending = await pendingIn(store)) {
      before = done();
      // What has ended a process before is read alone, so that it is known what does it.
      if (pending.suspects > 0) await judgeIn(work, 1, true);
      // One reads and judges while the database writes what the other has judged.
      await judgeIn(work, LANES, false);
      if (pending.suspects + work.suspected === 0) return;
    }
  };
  await (bytes < MUCH ? judge() : inSmallHeap(100, judge));
  if (total.records >= MANY) collectGarbage();
  return total;
}

export const LANES = 2;

/** Bytes of files that are worth a collection of garbage. Small ones leave little behind, and a pass may judge them one by one. */
const MUCH = 4 << 20;

/** Records after which the next step is not to begin with what this one has left behind. */
const MANY = 20_000;

/** Versions to judge, their bytes, and how many of them have ended what read them, or were refused by the database. */
type Pending = { versions: number; bytes: number; suspects: number };

async function pendingIn(queries: Queries): Promise<Pending> {
  const [pending] = await queries.query<Pending>(
    `select count(*) as versions, coalesce(sum(size), 0)::float8 as bytes, count(*) filter (where deaths > 0) as suspects
       from version join content on content.id = version.content where state = 'fetched'`,
  );
  return pending ?? { versions: 0, bytes: 0, suspects: 0 };
}

type Work = {
  federation: Judging;
  total: Judged;
  report: () => void;
  left: Set<number>;
  watch: Watch | undefined;
  /** Versions that are to be read again, alone. */
  suspected: number;
};

/** Judges what is due in so many groups at once. `isAlone`: the suspects, one after the other, each in a group of its own; otherwise all others. */
async function judgeIn(work: Work, lanes: number, isAlone: boolean): Promise<void> {
  const { store } = work.federation;
  const own = new OwnResources(store, work.left, isAlone);
  const failing = new AbortController();
  const judge = async (session: Session, lane: number): Promise<void> => {
    const queue = store.kind === 'pglite' ? own.queue() : new SharedQueue(session, work.left, isAlone);
    try {
      await judgeLane(work, { session, lane, queue }, { isAlone, signal: failing.signal });
    } catch (error) {
      failing.abort();
      throw error;
    }
  };
  const all = Array.from({ length: lanes }, (_, lane) => store.session((session) => judge(session, lane)));
  // None may go on after the end.
  await Promise.allSettled(all);
  await Promise.all(all);
}

/** Judges group after group, as long as there are versions that no other worker has, and until the signal. */
async function judgeLane(
  work: Work,
  { session, lane, queue }: { session: Session; lane: number; queue: Queue },
  { isAlone, signal }: { isAlone: boolean; signal: AbortSignal },
): Promise<void> {
  const { federation, total, report } = work;
  const hand = work.watch?.hands[lane];
  const group = new Group(federation, session, lane);
  const { deaths } = (federation.budgets ?? USUAL).file;
  await group.open();
  let inGroup: PendingVersion[] = [];
  const release = async (): Promise<void> => {
    inGroup = [];
    hand?.end();
    await queue.release();
  };
  /** Whether it is this one or another of them is known when each is read alone. */
  const suspect = async (versions: readonly PendingVersion[]): Promise<void> => {
    work.suspected += await countDeaths(session, versions);
    await release();
  };
  const write = async (): Promise<void> => {
    const written = await group.write().catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      await suspect(inGroup);
      return undefined;
    });
    if (!written) return;
    const { versions, records, fresh, held, unreadable } = written;
    total.versions += versions;
    total.records += records;
    total.fresh += fresh;
    total.held += held;
    total.unreadable += unreadable;
    await release();
    report();
  };
  const giveUpOne = async (version: PendingVersion, reason: GivenUpReason | typeof LOST): Promise<void> => {
    await giveUp(session, version.id, reason);
    total.versions++;
    total.unreadable++;
    // What is damaged is said of the archive.
    if (reason.code !== 'damaged') total.givenUp.push(givenUp(version, reason));
    await release();
    report();
  };
  const add = async (version: PendingVersion): Promise<void> => {
    hand?.begin(version);
    inGroup.push(version);
    try {
      await group.add(version);
    } catch (error) {
      // The group is empty: its other versions are given again.
      // The memory is that of all files that are read at once.
      if (error instanceof TooCostly && error.over === 'memory' && !isAlone) return suspect([version]);
      if (error instanceof TooCostly) return giveUpOne(version, reasonOf(error));
      // Records are sent to the database together, whichever version they are of.
      if (isRefusal(error)) return suspect(inGroup);
      if (isDamage(error)) {
        await noteDamage(session, version.sha256);
        // To wait for what its server may no longer have would keep those after it from being read.
        if (await hasLater(session, version.id)) return giveUpOne(version, LOST);
      } else if (isOurs(error)) await countDeaths(session, [version]);
      queue.leave(version.resource);
      total.failed.push({ version: version.id, why: error instanceof Error ? error.message : String(error) });
      await release();
    }
  };
  try {
    while (!signal.aborted) {
      const version = await queue.next();
      if (version && version.deaths >= deaths) {
        await giveUpOne(version, { code: 'set-aside', deaths: version.deaths });
      } else if (version) {
        await add(version);
        if (group.isFull || (isAlone && !group.isEmpty)) await write();
      } else if (group.isEmpty) return;
      else await write();
    }
  } finally {
    await release();
  }
}

/** Whether an error is a fault of the program: the disk and the database give theirs a code. What comes of a file once may come of it each time. */
const isOurs = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === undefined;

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
  readonly #isAlone: boolean;
  readonly #taken = new Set<number>();
  /** At most one of each resource, which nobody has: what it replaces is known. */
  #waiting: PendingVersion[] = [];

  constructor(queries: Queries, left: Set<number>, isAlone: boolean) {
    this.#queries = queries;
    this.#left = left;
    this.#isAlone = isAlone;
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
    const oldest = await this.#queries.query<{ id: number }>(OLDEST, [[...this.#taken, ...this.#left], this.#isAlone]);
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
  readonly #isAlone: boolean;

  /** `left`: resources of which a version cannot be judged, for all queues of a process. `isAlone`: gives the suspects, or else all others. */
  constructor(session: Session, left: Set<number>, isAlone: boolean) {
    this.#session = session;
    this.#left = left;
    this.#isAlone = isAlone;
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
        // Before the lock was taken another worker may have judged it or suspected it, and the other lane may have left it; what it replaces is known only now.
        const [version] = this.#left.has(resource) ? [] : await this.#session.query<PendingVersion>(VERSIONS, [[id]]);
        if (version && version.deaths > 0 === this.#isAlone) return version;
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
    this.#waiting = await this.#session.query(OLDEST, [[...this.#taken, ...this.#others, ...this.#left], this.#isAlone]);
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

/** The oldest version to judge of each resource, except of some: those that have ended what read them, or all others. */
const OLDEST = `
  select id, resource from (
    select distinct on (resource) id, resource, deaths from version where state = 'fetched' and resource <> all($1::int[])
    order by resource, fetched_at) as oldest
  where (deaths > 0) = $2 limit 200`;

const VERSIONS = `
  select
    version.id, version.resource, resource.source, resource.updates, resource.title, resource.format, content.sha256, content.size, version.fetched_at, version.deaths,
    case when resource.updates = 'replaced' then (
      select older.id from version as older
      where older.resource = version.resource and older.state = 'accepted' order by older.fetched_at desc limit 1
    ) end as before
  from version join resource on resource.id = version.resource join content on content.id = version.content
  where version.id = any($1::int[]) and version.state = 'fetched'`;
