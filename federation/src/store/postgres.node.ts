import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { inTransaction, MEMORY, Names, PARSERS, READING, type Session, type Store } from './store.ts';

const parsers = new pg.TypeOverrides();
for (const [type, parse] of Object.entries(PARSERS)) parsers.setTypeParser(Number(type), parse);

/** Sessions of one process at once. */
const SESSIONS = 4;

/** One more for a worker, which holds one for as long as it works, and two for single statements. Those that only read need no more than SESSIONS: each is a process of the database, and many at once wait for processors as the server itself does. */
const CONNECTIONS = SESSIONS + 3;

const optionsOf = (settings: Readonly<Record<string, string>>): string =>
  Object.entries({ TimeZone: 'UTC', DateStyle: 'ISO', ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');

/** Of each connection, as its options. */
const SETTINGS = optionsOf({ synchronous_commit: 'off', ...MEMORY });

/** Of those that only read: what a stranger asks ends after some seconds. To compile a statement takes longer than most of theirs; many ask at once, and each has one process. */
const READERS = optionsOf({ ...READING, statement_timeout: '5s', jit: 'off', max_parallel_workers_per_gather: '0' });

/** Statements that wait for a connection, where strangers ask: more are refused at once. */
const WAITING = 256;

/** The oldest PostgreSQL that all statements are written for. */
const OLDEST = 15;

/** Milliseconds that opening one connection may take. */
const PATIENCE = 10_000;

/** Not an option of the pool, which would also be impatient with callers that wait for their turn. */
class HurriedClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionTimeoutMillis: PATIENCE });
  }
}

/** Milliseconds between attempts to connect again to a database that was there before: half a minute in all, as long as a restart takes. */
const AGAIN = [500, 1000, 2000, 4000, 8000, 15_000];

/**
 * Opens a PostgreSQL database as `pg` takes its address; the first statement connects. Where it is not to be reached, statements throw a DatabaseAway that names it, without its
 * password. `onlyReads`: statements that write, or take more than some seconds, fail.
 */
export function openPostgres(settings: pg.PoolConfig, { onlyReads = false }: { onlyReads?: boolean } = {}): Store {
  const address = addressOf(settings);
  const pool = new pg.Pool({
    ...settings,
    types: parsers,
    max: onlyReads ? SESSIONS : CONNECTIONS,
    Client: HurriedClient,
    options: onlyReads ? READERS : SETTINGS,
  });
  // A connection that breaks while it is idle is replaced at the next query.
  pool.on('error', () => undefined);
  const pauses: number[] = [];
  const names = onlyReads ? new Names() : undefined;
  // A database that was never there is likelier to be a wrong address than one that restarts.
  if (!onlyReads) pool.once('connect', () => pauses.push(...AGAIN));

  const session: Store['session'] = async (work) => {
    if (onlyReads && pool.waitingCount >= WAITING)
      throw new DatabaseAway(textsOf(FEDERATION_RUN, (say) => say['store.busy']({ address })));
    const client = await connected(pool, address, pauses);
    let broken: Error | undefined;
    // A connection that breaks between two statements says so here; the next statement fails.
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      return await work(sessionOf(client, names));
    } catch (error) {
      broken = error as Error;
      throw isConnectionFault(error) ? lost(address, error) : error;
    } finally {
      client.off('error', onError);
      // A connection on which something failed may be in any state.
      client.release(broken);
    }
  };
  return {
    kind: 'postgres',
    query: (sql, parameters) => session((one) => one.query(sql, parameters)),
    exec: (sql) => session((one) => one.exec(sql)),
    session,
    close: () => pool.end(),
  };
}

/** Waits for a database that restarts. Only to connect is tried again: a statement that was sent may have been carried out. */
async function connected(pool: pg.Pool, address: string, pauses: readonly number[]): Promise<pg.PoolClient> {
  for (let tried = 0; ; tried++)
    try {
      return await pool.connect();
    } catch (error) {
      const pause = pauses[tried];
      if (!isConnectionFault(error) || pause === undefined) throw unreachable(address, error);
      await wait(pause);
    }
}

/** Throws a Failure where the server is older than all statements are written for. */
export async function refuseOld(store: Store, settings: pg.PoolConfig): Promise<void> {
  const [version] = await store.query<{ number: string; written: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as written",
  );
  if (version && Number(version.number) < OLDEST * 10_000)
    throw new Failure(
      textsOf(FEDERATION_RUN, (say) =>
        say['store.too-old']({ address: addressOf(settings), version: version.written, oldest: String(OLDEST) }),
      ),
    );
}

/** The address as it may be shown: where, which database and as whom, and nothing else that it holds. */
export function addressOf({ connectionString, host, port, database, user }: pg.PoolConfig): string {
  if (connectionString === undefined)
    return `postgres://${user ?? ''}${user ? '@' : ''}${host ?? 'localhost'}:${port ?? 5432}/${database ?? ''}`;
  const url = databaseUrl(connectionString);
  const where = url.searchParams.get('host') ?? url.host;
  return `${url.protocol}//${url.username}${url.username ? '@' : ''}${where || 'localhost'}${url.pathname}`;
}

/** Reads the address of a database. The Failure of a wrong one does not repeat it: it may have a password. */
function databaseUrl(text: string): URL {
  // An address may leave out the host and give the folder of a socket (`?host=`), which a URL cannot.
  const url = [text, text.replace('@/', '@localhost/')].filter((one) => URL.canParse(one)).map((one) => new URL(one))[0];
  if (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:') return url;
  throw new Failure(textsOf(FEDERATION_RUN, (say) => say['store.bad-url']()));
}

/** What the network answers, by its code; classes of SQLSTATE: 08 connection, 57P the server stops or starts, 53300 no connection left. */
const NETWORK = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)$/;
const SERVER = /^(08...|57P0[1-5]|53300)$/;
/** What `pg` says, which gives no code. */
const DRIVER = /^(Connection terminated|Client has encountered a connection error|timeout expired)/;

/** Whether a statement failed since there was no connection, rather than on what it asks. */
function isConnectionFault(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isConnectionFault);
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string };
  if (code === undefined) return DRIVER.test(message ?? '');
  // A file that is absent, or not to be read, is no connection: only that of a socket is.
  return SERVER.test(code) || (NETWORK.test(code) && (!/^(ENOENT|EACCES)$/.test(code) || syscall === 'connect'));
}

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join(', ');
  return (error as Error).message || String((error as { code?: string }).code);
};

/** Thrown where there is no connection, or it breaks in the middle: what was not committed is undone by the server. */
export class DatabaseAway extends Failure {}

const unreachable = (address: string, error: unknown): DatabaseAway =>
  new DatabaseAway(
    textsOf(FEDERATION_RUN, (say) => say['store.unreachable']({ address, reason: reasonOf(error) })),
    { cause: error },
  );

const lost = (address: string, error: unknown): DatabaseAway =>
  new DatabaseAway(
    textsOf(FEDERATION_RUN, (say) => say['store.lost']({ address, reason: reasonOf(error) })),
    { cause: error },
  );

function sessionOf(client: pg.PoolClient, names: Names | undefined): Session {
  const query: Session['query'] = async (sql, parameters = []) => {
    const name = names?.of(sql);
    return (await client.query({ text: sql, values: [...parameters], ...(name !== undefined && { name }) })).rows as never;
  };
  return {
    query,
    exec: async (sql) => void (await client.query(sql)),
    copy: async (table, columns, rows) =>
      pipeline(
        Readable.from(rows, { objectMode: false }),
        client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)),
      ),
    transaction: (work) => inTransaction((sql) => client.query(sql), work),
  };
}
