import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RecordsOfProcesses } from '../../src/convert/ocds-records.ts';
import { openTexts } from '../../src/convert/spool.node.ts';
import { Compilation, type Mergeable } from '../../src/ocds/merge.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'decp-records-'));
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

type Said = { ocid: string; id: string; date: string };

/** The records of releases in the order of a file. */
async function recordsOf(releases: readonly Said[]): Promise<unknown> {
  const records = new RecordsOfProcesses(openTexts(join(FOLDER, 'out.json')));
  for (const release of releases) {
    records.add({ ...release, text: JSON.stringify(release) });
    await records.flushIfEnough();
  }
  let text = '';
  await records.pour({
    write: (part) => {
      text += String(part);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  });
  expect(readdirSync(FOLDER)).toEqual([]);
  return JSON.parse(`[${text}]`);
}

const day = (number: number): string => `2024-01-0${number}T00:00:00Z`;
const compiled = (ocid: string, date: string, said: object) => ({
  ocid,
  id: `${ocid}-${date}`,
  date,
  tag: ['compiled'],
  ...said,
});

test('releases are put together by process wherever they are in a file, and merged by date', async () => {
  const late = { ocid: 'one', id: '1', date: day(3), a: 3 };
  const other = { ocid: 'two', id: '2', date: day(2), a: 'x', list: [] };
  const early = { ocid: 'one', id: '3', date: day(1), a: 1, b: 1 };
  const otherEarly = { ocid: 'two', id: '4', date: day(1), a: 'y', c: 'y', list: [1] };
  const middle = { ocid: 'one', id: '5', date: day(2), b: 2, c: 2 };
  expect(await recordsOf([late, other, early, otherEarly, middle])).toEqual([
    { ocid: 'one', releases: [early, middle, late], compiledRelease: compiled('one', day(3), { a: 3, b: 2, c: 2 }) },
    { ocid: 'two', releases: [otherEarly, other], compiledRelease: compiled('two', day(2), { a: 'x', c: 'y', list: [] }) },
  ]);
});

test('releases of one time are merged in the order of the file', async () => {
  const first = { ocid: 'one', id: '1', date: day(2), a: 1, b: 1 };
  const before = { ocid: 'one', id: '2', date: day(1), b: 0 };
  const second = { ocid: 'one', id: '3', date: '2024-01-02T01:00:00+01:00', a: 2 };
  const third = { ocid: 'one', id: '4', date: day(2), c: 3 };
  expect(await recordsOf([first, before, second, third])).toEqual([
    { ocid: 'one', releases: [before, first, second, third], compiledRelease: compiled('one', day(2), { a: 2, b: 1, c: 3 }) },
  ]);
});

test('a compiled release is written in parts as it would be in one', async () => {
  const hostile = JSON.parse('{"__proto__":{"a":[]},"awards":[]}') as { awards: object[] };
  hostile.awards.push(...Array.from({ length: 2_000 }, (_, i) => ({ id: String(i), title: 'é'.repeat(200) })));
  const release = { ocid: 'one', id: '1', date: day(1), ...{ a: { b: 1 }, empty: [] } };
  for (const [name, value] of Object.entries(hostile)) Object.defineProperty(release, name, { value, enumerable: true });
  const compilation = new Compilation();
  compilation.add(JSON.parse(JSON.stringify(release)) as Mergeable);
  const [record] = (await recordsOf([release])) as { compiledRelease: object }[];
  expect(JSON.stringify(record?.compiledRelease)).toBe(JSON.stringify(compilation.release()));
});
