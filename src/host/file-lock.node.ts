/** A lock among all processes that share a folder. */
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two updates of the time of a held lock, and without any after which the lock is stale. */
const HEARTBEAT = 20_000;
const STALE = 120_000;

/** Runs `work` while holding the file `lock`; waits as long as another process holds it. A stale lock is removed. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const own = `${process.pid} ${process.hrtime.bigint()}`;
  while (!(await acquire(lock, own))) await wait(500);
  const heartbeat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await release(lock, own);
  }
}

/** Creates the lock, or returns false where another process holds it. The holder is written to another file first and linked, so that a lock is never seen empty. */
async function acquire(lock: string, own: string): Promise<boolean> {
  const beside = `${lock}.${own.replace(' ', '.')}`;
  await writeFile(beside, own);
  try {
    await link(beside, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(lock, 'utf8').catch(() => undefined);
    if (holder !== undefined && !(await isHeld(lock, holder))) await release(lock, holder);
    return false;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Checks the heartbeat as well as the process: its number may have been given to another one. */
async function isHeld(lock: string, holder: string): Promise<boolean> {
  const pid = Number.parseInt(holder, 10);
  const since = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return pid > 0 && isRunning(pid) && since < STALE;
}

/** Removes the lock of `holder`. It is moved first, and put back where another process has taken it meanwhile. */
async function release(lock: string, holder: string): Promise<void> {
  const away = `${lock}.${process.pid}.${process.hrtime.bigint()}.old`;
  const isMoved = await rename(lock, away).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await readFile(away, 'utf8')) !== holder) await link(away, lock).catch(() => undefined);
  await rm(away, { force: true });
}

/** Whether a process of this machine still runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process of another user runs, but may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
