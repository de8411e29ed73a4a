/**
 * Which versions each process of a federation is reading, in a file a group: where a process dies, the next one finds there what it was reading. To ask the database for each file would
 * take longer than to read most of them.
 */
import { ftruncateSync, futimesSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abandonedIn, ownMark } from '../../../src/host/process-mark.node.ts';
import type { Reading } from './judged.ts';

/** The paths of the files of this process, one a group. `number`: makes them different from those of an earlier thread. */
export const marksIn = (folder: string, groups: number, number: number): string[] =>
  Array.from({ length: groups }, (_, group) => join(folder, `${ownMark()}.${number}.${group}`));

type Marked = Pick<Reading, 'id' | 'deaths'>;

/** The file of one group. */
export class Mark {
  readonly #file: number;
  #size = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  begin({ id, deaths }: Marked): void {
    this.#size += writeSync(this.#file, `${id} ${deaths}\n`, this.#size);
  }

  end(): void {
    if (this.#size > 0) ftruncateSync(this.#file);
    this.#size = 0;
  }

  /** Says that its process lives, though it has nothing to read: after a day without a word, other machines take it for dead. */
  touch(): void {
    const now = new Date();
    futimesSync(this.#file, now, now);
  }
}

/** Nothing of what this process reads is to be held against it: it ends as it was asked to. */
export function removeMarks(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

/** Takes what processes that died were reading. `count` is told the versions of each, before its file is removed. */
export async function takeDead(folder: string, count: (versions: Marked[]) => Promise<unknown>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for await (const path of abandonedIn(folder)) {
    const text = await readFile(path, 'utf8').catch(() => '');
    await count([...text.matchAll(LINE)].map(([, id, deaths]) => ({ id: Number(id), deaths: Number(deaths) })));
    await rm(path, { force: true });
  }
}

/** What `begin` writes, whole. */
const LINE = /^([1-9][0-9]{0,9}) ([0-9]{1,3})$/gm;
