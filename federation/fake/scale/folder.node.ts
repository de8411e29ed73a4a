/** A folder of files at scale: written once by a plan, served as a data.gouv.fr. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type Catalogue, GUARD, type Rhythm, type Source } from '../../src/catalogue/source.ts';
import { written } from '../body.node.ts';
import { objectId, resourceId } from '../scenario-site.node.ts';
import { timeOf } from '../scenario.ts';
import { serve } from '../server.node.ts';
import type { Fake, Site, SiteDataset, SiteResource } from '../site.ts';
import { planOf, type PlannedFile, type ScalePlan } from './plan.ts';
import { Records, type ToXml } from './records.ts';

/** A file in the folder. `path`: from the folder. `size`: in bytes. */
type IndexFile = { title: string; day: number; path: string; size: number; sha1: string; records: number };
type IndexDataset = { slug: string; source: string; organization: string; rhythm: Rhythm; priority: number; files: IndexFile[] };

/** What a folder holds: `index.json` in it, written last. */
export type ScaleIndex = { plan: ScalePlan; datasets: IndexDataset[] };

const INDEX = 'index.json';
/** Characters written at once. */
const PIECE = 1 << 20;

/** Writes the files of a plan to a folder, unless they are there already; `progress` gets the records written so far. Takes gigabytes for the full plan. */
export async function writeFolder(
  folder: string,
  plan: ScalePlan,
  progress: (records: number) => void = () => undefined,
): Promise<ScaleIndex> {
  const there = await readFolder(folder);
  if (there && JSON.stringify(there.plan) === JSON.stringify(plan)) return there;
  const records = await Records.of(plan.seed, toXml);
  const datasets: IndexDataset[] = [];
  let total = 0;
  for (const { files, ...dataset } of planOf(plan)) {
    const index: IndexFile[] = [];
    for (const file of files) {
      await mkdir(join(folder, String(file.day), dataset.slug), { recursive: true });
      index.push(await writeRecords(folder, `${file.day}/${dataset.slug}/${file.title}`, file, records));
      total += index.at(-1)?.records ?? 0;
      progress(total);
    }
    datasets.push({ ...dataset, files: index });
  }
  const index = { plan, datasets };
  await writeFile(join(folder, `${INDEX}.part`), JSON.stringify(index));
  await rename(join(folder, `${INDEX}.part`), join(folder, INDEX));
  return index;
}

/** What a folder holds that `writeFolder` wrote; undefined where it wrote none, or not all of it. */
export async function readFolder(folder: string): Promise<ScaleIndex | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, INDEX), 'utf8')) as ScaleIndex;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeRecords(folder: string, path: string, file: PlannedFile, records: Records): Promise<IndexFile> {
  const stream = createWriteStream(join(folder, path));
  const sum = createHash('sha1');
  let size = 0;
  const write = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    sum.update(bytes);
    size += bytes.length;
    if (!stream.write(bytes)) await once(stream, 'drain');
  };
  let piece = '';
  const texts = records.file(file);
  let step = texts.next();
  for (; step.done !== true; step = texts.next()) {
    piece += step.value;
    if (piece.length < PIECE) continue;
    await write(piece);
    piece = '';
  }
  await write(piece);
  stream.end();
  await finished(stream);
  return { title: file.title, day: file.day, path, size, sha1: sum.digest('hex'), records: step.value };
}

/** The elements of records, cut out of the file that `decp convert` makes of them. */
const toXml: ToXml = async (records) => {
  const text = String(
    await written(
      records.map((value) => ({ kind: 'marche', value })),
      'xml',
    ),
  );
  return text.match(/<marche>[^]*?<\/marche>/g) ?? [];
};

/** A served folder, with its sources. */
export type ServedFolder = Fake & { catalogue: Catalogue };

/** Serves a folder that `writeFolder` wrote, as it is on a day: 1 by default. */
export async function serveFolder(folder: string, { day = 1 }: { day?: number } = {}): Promise<ServedFolder> {
  const index = await readFolder(folder);
  if (!index) throw new Error(`${join(folder, INDEX)} is missing: write the folder first (writeFolder)`);
  const site: Site = {
    pageSize: 1000,
    faults: [],
    hidden: [],
    datasets: (on) => Promise.resolve(index.datasets.map((dataset) => datasetOn(folder, dataset, on))),
  };
  return Object.assign(await serve(site, { day }), { catalogue: catalogueOf(index) });
}

function datasetOn(folder: string, { slug, organization, rhythm, files }: IndexDataset, day: number): SiteDataset {
  const last = new Map<string, IndexFile>();
  for (const file of files) if (file.day <= day) last.set(file.title, file);
  return {
    id: objectId(slug),
    slug,
    title: slug,
    organization: { id: objectId(organization), name: organization },
    license: 'lov2',
    frequency: rhythm === 'daily' ? 'daily' : 'unknown',
    tags: [],
    extras: {},
    deleted: false,
    resources: [...last.values()].map((file) => resourceOf(folder, slug, file)),
  };
}

function resourceOf(folder: string, slug: string, { title, day, path, size, sha1 }: IndexFile): SiteResource {
  const format = title.split('.').at(-1) ?? '';
  const at = timeOf({}, day).toISOString();
  const type = `application/${format}`;
  return {
    id: resourceId(slug, title),
    title,
    file: title,
    format,
    mime: type,
    filetype: 'file',
    schema: null,
    created: timeOf({}, 1).toISOString(),
    modified: { internal: at, analysis: null, harvest: null },
    said: { sha1, size },
    served: {
      body: {
        size,
        sha1,
        open: (start) => createReadStream(join(folder, path), { start, highWaterMark: PIECE }) as AsyncIterable<Buffer>,
      },
      type,
      etag: `"${sha1.slice(0, 16)}"`,
      lastModified: at,
      gzip: false,
    },
  };
}

function catalogueOf({ datasets }: ScaleIndex): Catalogue {
  const sources = new Map<string, Source>();
  for (const { slug, source: id, organization, rhythm, priority } of datasets) {
    const known = sources.get(id);
    sources.set(id, {
      id,
      title: { fr: organization, en: organization },
      publisher: organization,
      datasets: [...(known?.datasets ?? []), { id: slug, rhythm, form: 'auto' }],
      priority,
      licence: 'lov2',
      guard: GUARD,
      accept: [],
      harvested: true,
      found: [{ where: 'federation/fake/scale', date: '2026-01-05' }],
    });
  }
  return new Map([...sources].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
