import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  readFolder,
  serveFolder,
  type ServedFolder,
  writeFolder,
  type ScaleIndex,
} from '../../../federation/fake/scale/folder.node.ts';
import { FULL, planOf } from '../../../federation/fake/scale/plan.ts';
import { SHARES } from '../../../federation/fake/contracts/published.ts';
import { validateStream } from '../../../src/library/index.node.ts';

const PLAN = { seed: 7, files: 60, records: 6_000, change: 0.1 };

let folder: string;
let index: ScaleIndex;
let fake: ServedFolder;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decp-scale-'));
  index = await writeFolder(folder, PLAN);
  fake = await serveFolder(folder);
});
afterAll(async () => {
  await fake.stop();
  await rm(folder, { recursive: true, force: true });
});

const filesOf = (day: number) => index.datasets.flatMap(({ files }) => files.filter((file) => file.day === day));

test('a plan has the files and the records that it says, most of them in few files', () => {
  const files = planOf(FULL).flatMap((dataset) => dataset.files.filter(({ day }) => day === 1));
  const records = files.reduce((sum, { count }) => sum + count, 0);
  expect(files).toHaveLength(FULL.files);
  expect(Math.abs(records / FULL.records - 1)).toBeLessThan(0.01);
  const largest = files.map(({ count }) => count).toSorted((a, b) => b - a);
  expect(largest[0]).toBeGreaterThan(FULL.records / 10);
  expect(largest.slice(0, 600).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(records / 2);
  const layouts = new Set(files.map(({ layout }) => layout));
  expect(layouts).toEqual(new Set(['compact', 'escaped', 'old', 'xml']));
});

test('the same plan writes the same bytes, and what is there is not written again', async () => {
  const plan = { ...PLAN, files: 10, records: 500 };
  const [one, other] = await Promise.all(['a', 'b'].map((name) => mkdtemp(join(folder, name))));
  expect(await readFolder(one ?? '')).toBeUndefined();
  const first = await writeFolder(one ?? '', plan);
  expect(await writeFolder(other ?? '', plan)).toEqual(first);
  expect(await readFolder(one ?? '')).toEqual(first);
  let written = 0;
  expect(await writeFolder(one ?? '', plan, () => written++)).toEqual(first);
  expect(written).toBe(0);
});

test('files have as many records as the index says, of several versions, with the findings that real ones have', async () => {
  const found = new Map<string, number>();
  let records = 0;
  for (const { path, records: count } of filesOf(1).filter(({ title }, i) => i % 6 === 0 && title.endsWith('.json'))) {
    const findings = validateStream(createReadStream(join(folder, path)));
    let step = await findings.next();
    for (; step.done !== true; step = await findings.next()) found.set(step.value.code, (found.get(step.value.code) ?? 0) + 1);
    expect(step.value.records.marche).toBe(count);
    if (step.value.version === '2.0.3') records += count;
  }
  for (const code of ['schema.additionalProperties', 'montant-sous-seuil', 'publication-hors-delai'])
    expect((found.get(code) ?? 0) / records).toBeCloseTo(SHARES.get(code) ?? 0, 1);
});

test('XML has as many records as the index says', async () => {
  const files = filesOf(1).filter(({ title }) => title.endsWith('.xml'));
  for (const { path, records } of files.slice(0, 5))
    expect((await readFile(join(folder, path), 'utf8')).match(/<marche>/g)).toHaveLength(records);
  expect(files.length).toBeGreaterThan(0);
});

test('day 2 rewrites few files, and says most records of them again', async () => {
  const second = filesOf(2);
  expect(second.length).toBeGreaterThan(2);
  expect(second.length).toBeLessThan(filesOf(1).length / 3);
  const cumulative = index.datasets.find(({ slug }) => slug === 'cumulatif')?.files ?? [];
  const [before, after] = await Promise.all(
    cumulative.map(async ({ path }) => JSON.parse(await readFile(join(folder, path), 'utf8')) as File),
  );
  const known = new Set(before?.marches.marche.map((record) => JSON.stringify(record)));
  const fresh = after?.marches.marche.filter((record) => !known.has(JSON.stringify(record))) ?? [];
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.length).toBeLessThan(known.size / 20);
  expect(fresh.some(({ objet }) => objet.startsWith('Rectificatif'))).toBe(true);
});

type File = { marches: { marche: { id: string; objet: string }[] } };
type OldFile = { marches: { id: string }[] };

test('contracts are published by several sources, alike or in other words', async () => {
  const seen = new Map<string, Set<string>>();
  for (const { path } of filesOf(1).filter(({ title }) => title.endsWith('.json'))) {
    const { marches } = JSON.parse(await readFile(join(folder, path), 'utf8')) as File | OldFile;
    for (const { id, objet } of Array.isArray(marches) ? [] : marches.marche)
      seen.set(id, (seen.get(id) ?? new Set()).add(objet));
  }
  const texts = [...seen.values()].map(({ size }) => size);
  expect(texts.filter((size) => size > 1).length).toBeGreaterThan(seen.size / 100);
});

test('a folder is served as a portal serves it, day by day', async () => {
  const [quotidien] = fake.catalogue.get('quotidien')?.datasets ?? [];
  expect(quotidien).toMatchObject({ rhythm: 'daily' });
  const list = async (): Promise<{ total: number; data: { url: string; filesize: number; checksum: { value: string } }[] }> =>
    (await (await fetch(new URL('/api/2/datasets/quotidien/resources/?page_size=100', fake.url))).json()) as never;
  const { total, data } = await list();
  expect(total).toBe(data.length);
  const { url = '', filesize, checksum } = data[0] ?? {};
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(bytes.length).toBe(filesize);
  expect(createHash('sha1').update(bytes).digest('hex')).toBe(checksum?.value);
  fake.setDay(2);
  expect((await list()).total).toBe(total + 1);
});

test('a folder that was not written is refused with what to do', async () => {
  await expect(serveFolder(join(folder, 'absent'))).rejects.toThrow(/index\.json is missing: write the folder first/);
});
