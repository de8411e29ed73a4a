/**
 * Which versions each process of a federation is reading, in a file a group: where a process dies, the next one finds there what it was reading. To ask the database for each file would
 * take longer than to read most of them.
 */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abandonedIn, ownMark } from '../../../src/host/process-mark.node.ts';

/** The paths of the files of this process, one a group. `number`: makes them different from those of an earlier thread. */
export const marksIn = (folder: string, groups: number, number: number): string[] =>
  Array.from({ length: groups }, (_, group) => join(folder, `${ownMark()}.${number}.${group}`));

/** The file of one group. */
export class Mark {
  readonly #file: number;
  #size = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  begin(version: number): void {
    this.#size += writeSync(this.#file, `${version}\n`, this.#size);
  }

  end(): void {
    if (this.#size > 0) ftruncateSync(this.#file);
    this.#size = 0;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Nothing of what this process reads is to be held against it: it ends as it was asked to. */
export function removeMarks(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

/** Takes what processes that died were reading. `count` is told the versions of each, before its file is removed. */
export async function takeDead(folder: string, count: (versions: number[]) => Promise<unknown>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for await (const path of abandonedIn(folder)) {
    const versions = (await readFile(path, 'utf8').catch(() => '')).split('\n').filter((line) => /^[1-9][0-9]{0,9}$/.test(line));
    await count(versions.map(Number));
    await rm(path, { force: true });
  }
}
