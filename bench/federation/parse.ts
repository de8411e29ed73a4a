/** Run by `npm run bench -- federation` in a process of its own: how fast this machine is at the moment, by `JSON.parse` of some of the files that are harvested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../federation/fake/scale/folder.node.ts';
import { answerLines } from './child.ts';

/** Seconds of wall clock for reading and parsing these bytes, of so many records. */
export type Parsed = { seconds: number; bytes: number; records: number };

/** Bytes of the files, about; of one file at most, since one text cannot hold the largest of all. */
const SAMPLE = 100e6;
const LARGEST = 64e6;
/** Short work is done again, so that it lasts for so many seconds. */
const LEAST = 1;

answerLines<{ folder: string }>(async ({ folder }): Promise<Parsed> => {
  const index = await readFolder(folder);
  const all = (index?.datasets ?? [])
    .flatMap(({ files }) => files)
    .filter(({ title, day, size }) => day === 1 && title.endsWith('.json') && size <= LARGEST);
  // Evenly from all datasets.
  const every = Math.max(1, Math.floor(all.reduce((sum, { size }) => sum + size, 0) / SAMPLE));
  const files = all.filter((_, i) => i % every === 0);
  const parseAll = (): void => {
    for (const { path } of files) JSON.parse(readFileSync(join(folder, path), 'utf8'));
  };
  // Once for nothing: the files are in the cache then.
  parseAll();
  const from = performance.now();
  let [seconds, times] = [0, 0];
  for (; seconds < LEAST; times++) {
    parseAll();
    seconds = (performance.now() - from) / 1000;
  }
  const sum = (key: 'size' | 'records'): number => files.reduce((total, file) => total + file[key], 0) * times;
  return { seconds, bytes: sum('size'), records: sum('records') };
});
