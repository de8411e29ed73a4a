/** One at a time, among all processes that share a folder. */
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
/** Milliseconds between two signs of life of who holds a lock, and after how many without any it is no longer held. */
const SIGN = 20_000;
const DEAD = 120_000;

/** Does `work` while nobody else who asks for the same `lock` does; that of a process that was stopped is taken away. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const own = `${process.pid} ${process.hrtime.bigint()}`;
  while (!(await taken(lock, own))) await wait(500);
  const alive = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), SIGN);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await removed(lock, own);
  }
}

/** The lock says who holds it from the moment it is there: it is written beside, and linked by one only. */
async function taken(lock: string, own: string): Promise<boolean> {
  const beside = `${lock}.${own.replace(' ', '.')}`;
  await writeFile(beside, own);
  try {
    await link(beside, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(lock, 'utf8').catch(() => undefined);
    if (holder !== undefined && !(await isHeld(lock, holder))) await removed(lock, holder);
    return false;
  } finally {
    await rm(beside, { force: true });
  }
}

/** A process that runs may be another that has the same number: it gives signs of life as well. */
async function isHeld(lock: string, holder: string): Promise<boolean> {
  const pid = Number.parseInt(holder, 10);
  const since = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return pid > 0 && isRunning(pid) && since < DEAD;
}

/** Takes the lock of `holder` away. It is moved first: what another put there meanwhile is put back. */
async function removed(lock: string, holder: string): Promise<void> {
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
    // That of another person runs as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
