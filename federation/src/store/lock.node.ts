/**
 * The lock of a folder that only one process may have open. The holder listens on a socket: the kernel closes it with the process, however that ends, so a lock
 * is never stale for longer than its process runs, whatever process was given its number since. A file beside it says who holds it.
 */
import { createHash } from 'node:crypto';
import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../../../src/host/file-lock.node.ts';

/** A process that has a folder open. `machine`: one running system, whatever names its containers have. */
export type Holder = { pid: number; host: string; machine: string; since: string };

/** Thrown where another process has the folder. `elsewhere`: on another machine, so that nobody here knows whether it still runs. */
export class Locked extends Error {
  readonly holder: Holder | undefined;
  readonly elsewhere: boolean;
  /** The file that says who. */
  readonly file: string;
  constructor(holder: Holder | undefined, elsewhere: boolean, file: string) {
    super(`held by process ${holder?.pid ?? '?'}`);
    this.holder = holder;
    this.elsewhere = elsewhere;
    this.file = file;
  }
}

/** Locks a folder, which need not exist yet, as its parent does. Throws Locked at once where another process has it. Returns what unlocks it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = await realpath(folder).catch(async () => join(await realpath(dirname(folder)), basename(folder)));
  const file = `${path}.lock`;
  const own: Holder = { pid: process.pid, host: hostname(), machine: await machine(), since: new Date().toISOString() };
  // Of two processes that find the socket of a dead one, the second must not remove that of the first.
  const server = await withLock(`${file}.turn`, async () => {
    const listening = await listenFor(path, file, own);
    await writeFile(file, JSON.stringify(own));
    return listening;
  });
  return async () => {
    await rm(file, { force: true });
    // Removes the socket as well.
    await new Promise<void>((done) => server.close(() => done()));
  };
}

/** Listens beside the folder or, where sockets cannot be there, at a place in the temporary folder that follows from its path. */
async function listenFor(path: string, file: string, own: Holder): Promise<Server> {
  const sum = createHash('sha256').update(path).digest('hex').slice(0, 32);
  const elsewhere = process.platform === 'win32' ? `\\\\.\\pipe\\decp-${sum}` : join(tmpdir(), `decp-${sum}.sock`);
  const beside = `${path}.sock`;
  const isBeside = process.platform !== 'win32' && Buffer.byteLength(beside) <= LONGEST;
  try {
    return await listen(isBeside ? beside : elsewhere, file, own);
  } catch (error) {
    if (!isBeside || !NO_SOCKETS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return listen(elsewhere, file, own);
  }
}

/** Bytes of the path of a socket: 104 on macOS with the zero at its end, 108 on Linux. */
const LONGEST = 103;

/** What file systems without sockets answer. */
const NO_SOCKETS = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENOSYS', 'EIO']);

async function listen(socket: string, file: string, own: Holder): Promise<Server> {
  const held = await holderOf(file);
  if (await isHeard(socket)) throw new Locked(held, false, file);
  // The socket of a process of another machine is not heard from here.
  if (held && held.machine !== own.machine && held.host !== own.host) throw new Locked(held, true, file);
  await rm(socket, { force: true });
  return new Promise((done, fail) => {
    const server = createServer((client) => client.destroy());
    server.once('error', (error) =>
      fail((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new Locked(held, false, file) : error),
    );
    server.listen(socket, () => {
      server.unref();
      done(server);
    });
  });
}

/** Whether a process listens. It need not answer: the kernel accepts for it, however busy it is. */
const isHeard = (socket: string): Promise<boolean> =>
  new Promise((done) => {
    const client = connect(socket);
    client.once('connect', () => {
      client.destroy();
      done(true);
    });
    client.once('error', ({ code }: NodeJS.ErrnoException) => done(code === 'EAGAIN' || code === 'EACCES'));
  });

/** Undefined where the file is absent, or was not written whole: the socket decides. */
async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as Partial<Holder> | null;
    const { pid, host, machine: of, since } = value ?? {};
    return typeof pid === 'number' && typeof host === 'string' && typeof of === 'string' && typeof since === 'string'
      ? { pid, host, machine: of, since }
      : undefined;
  } catch {
    return undefined;
  }
}

/** What names this running system. Containers of one Linux share it; elsewhere the name of the host must do. */
const machine = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (id) => id.trim(),
    () => hostname(),
  );
