import { randomUUID } from 'node:crypto';
import type { Rate } from '../federation.ts';
import type { Store } from '../store/store.ts';
import { HarvestFault } from './fault.ts';
import type { Waiting } from './retry.ts';

/** Of what serves files to everybody, a small part. */
export const RATE: Rate = { connections: 4, perSecond: 20 };

export type Politeness = {
  /** Waits until a request may go to a host; returns what is to be called at its end. Throws a 'busy' HarvestFault where the host stays closed for too long. */
  enter(host: string): Promise<() => Promise<void>>;
  /** Nobody asks the host for that long, in milliseconds. */
  close(host: string, milliseconds: number): Promise<void>;
};

/** A connection is free again after this time, in milliseconds, where its worker died; a worker says at each third of it that it lives. */
const LEASE = 90_000;

/** Milliseconds that a request waits for a closed host at most. */
const LONGEST_WAIT = 60_000;

/** Milliseconds between two looks for a free connection. */
const LOOK = 100;

type Ways = Waiting & {
  rate: Rate;
  /** The time where tests set it; by default that of the database, which all workers have in common. */
  clock?: (() => Date) | undefined;
};

/** Counts connections and requests per host in the database, so that several workers together are as polite as one. */
export function openPoliteness(store: Store, { rate, sleep, random, clock }: Ways): Politeness {
  const now = (): string | null => clock?.().toISOString() ?? null;
  // Of this process no more than the connections ask the database at once.
  const doors = new Map<string, Door>();

  /** Takes a connection where one is free; undefined where the host has no row yet. */
  const look = async (host: string, values: readonly unknown[]): Promise<Answer | undefined> => {
    // PGlite runs one statement at a time.
    if (store.kind === 'pglite') return (await store.query<Answer>(ENTER, values))[0];
    return store.session((session) =>
      session.transaction(async () => {
        // The lock makes whoever comes second see the connection of the first.
        await session.query('select from host where name = $1 for update', [host]);
        return (await session.query<Answer>(ENTER, values))[0];
      }),
    );
  };

  const enter = async (host: string): Promise<() => Promise<void>> => {
    let door = doors.get(host);
    if (!door) doors.set(host, (door = makeDoor(rate.connections)));
    await door.enter();
    try {
      const worker = randomUUID();
      for (;;) {
        const answer = await look(host, [host, worker, now(), rate.connections, 1000 / rate.perSecond, LEASE]);
        if (!answer) {
          await store.query('insert into host (name) values ($1) on conflict do nothing', [host]);
          continue;
        }
        if (answer.closed > LONGEST_WAIT) {
          const fault = new HarvestFault('busy', `${host}: ${Math.ceil(answer.closed / 1000)} s`);
          fault.isUnasked = true;
          throw fault;
        }
        if (answer.entered) {
          const renewal = setInterval(() => {
            // One that fails is made up for by the next; the lease then ends by itself.
            store.query(RENEW, [host, worker, now(), LEASE]).catch(() => undefined);
          }, LEASE / 3).unref();
          if (answer.turn > 0) await sleep(answer.turn);
          return async () => {
            clearInterval(renewal);
            try {
              await store.query('delete from host_connection where host = $1 and worker = $2', [host, worker]);
            } finally {
              door.leave();
            }
          };
        }
        await sleep(answer.closed > 0 ? answer.closed : LOOK * (1 + random()));
      }
    } catch (error) {
      door.leave();
      throw error;
    }
  };

  return {
    enter,
    close: async (host, milliseconds) => {
      await store.query(CLOSE, [host, now(), milliseconds]);
    },
  };
}

/** Milliseconds until the host opens, whether a connection was free, and milliseconds until its turn. */
type Answer = { closed: number; entered: boolean; turn: number };

/**
 * Takes a connection where one is free and the host is open, and the next turn with it. Turns further ahead than the connections could have taken are of a clock that
 * was set back.
 */
const ENTER = `
  with clock as (select coalesce($3::timestamptz, clock_timestamp()) as now),
  ended as (delete from host_connection using clock where host = $1 and until <= now),
  state as (
    select now,
      case when closed_until <= now + interval '1 day' then greatest(closed_until, now) else now end as opens,
      least(greatest(next_at, now), now + make_interval(secs => $4::int * $5::float8 / 1000)) as turn,
      (select count(*) from host_connection where host = $1 and until > now) as open
    from host, clock where name = $1),
  entered as (
    insert into host_connection (host, worker, until)
    select $1, $2::uuid, now + make_interval(secs => $6::int / 1000) from state where opens <= now and open < $4::int returning 1),
  next as (
    update host set next_at = turn + make_interval(secs => $5::float8 / 1000)
    from state where name = $1 and exists (select from entered))
  select extract(epoch from opens - now)::float8 * 1000 as closed, exists (select from entered) as entered,
    extract(epoch from turn - now)::float8 * 1000 as turn
  from state`;

const RENEW = `
  update host_connection set until = coalesce($3::timestamptz, clock_timestamp()) + make_interval(secs => $4::int / 1000)
  where host = $1 and worker = $2::uuid`;

const CLOSE = `
  insert into host (name, closed_until)
  values ($1, coalesce($2::timestamptz, clock_timestamp()) + make_interval(secs => $3::float8 / 1000))
  on conflict (name) do update set closed_until = greatest(host.closed_until, excluded.closed_until)`;

type Door = { enter(): Promise<void>; leave(): void };

/** Lets so many in at once, the others in the order of their coming. */
function makeDoor(places: number): Door {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    enter: async () => {
      if (free > 0) free--;
      else await new Promise<void>((done) => waiting.push(done));
    },
    leave: () => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
