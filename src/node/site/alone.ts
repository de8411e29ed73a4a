/** One at a time, among all processes of the machine. */
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning } from '../running.ts';

/** Does `work` while no other process that asks for the same `lock` does; that of a process that was stopped is taken away. */
export async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!(await taken(lock))) await wait(500);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** The lock holds the number of its process from the moment it is there: it is written beside, and linked by one only. */
async function taken(lock: string): Promise<boolean> {
  const own = `${lock}.${process.pid}.${process.hrtime.bigint()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(lock, 'utf8').catch(() => undefined);
    if (holder !== undefined && !isRunning(Number(holder))) await rm(lock, { force: true, recursive: true });
    return false;
  } finally {
    await rm(own, { force: true });
  }
}
