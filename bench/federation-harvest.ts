/**
 * `npx tsx bench/federation-harvest.ts [RESOURCES] [pglite|postgres]`: harvests files of a fake data.gouv.fr on this machine, then passes again when nothing is new. Prints times, requests
 * and bytes. Needs the packages of the root: no result is kept.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOfBytes } from '../federation/fake/body.node.ts';
import { serve } from '../federation/fake/server.node.ts';
import type { Site, SiteDataset, SiteResource } from '../federation/fake/site.ts';
import { openArchive } from '../federation/src/archive/archive.node.ts';
import type { Source } from '../federation/src/catalogue/source.ts';
import type { Federation } from '../federation/src/federation.ts';
import { harvest } from '../federation/src/harvest/harvest.node.ts';
import { migrate } from '../federation/src/store/migrate.node.ts';
import { openPglite } from '../federation/src/store/pglite.node.ts';
import { openPostgres } from '../federation/src/store/postgres.node.ts';
import { startPostgres } from '../test/support/postgres.ts';

const COUNT = Number(process.argv[2] ?? 6000);
const KIND = process.argv[3] ?? 'pglite';
const DATASETS = 64;
const TIME = '2026-01-05T03:00:00+00:00';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

function resource(number: number): SiteResource {
  const id = hex(`resource ${number}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
  const body = bodyOfBytes(Buffer.from(JSON.stringify({ marches: { marche: [], number } })));
  return {
    ...{ id, title: `marches-${number}.json`, file: `marches-${number}.json`, format: 'json', mime: 'application/json' },
    ...{ filetype: 'file', schema: null, created: TIME, modified: { internal: TIME, analysis: null, harvest: null } },
    said: { sha1: body.sha1, size: body.size },
    served: { body, type: 'application/json', etag: `"${number}"`, lastModified: TIME, gzip: false },
  };
}

const datasets = Array.from({ length: DATASETS }, (_, at): SiteDataset => {
  const [from, to] = [Math.floor((at * COUNT) / DATASETS), Math.floor(((at + 1) * COUNT) / DATASETS)];
  return {
    ...{ id: hex(`dataset ${at}`).slice(0, 24), slug: `jeu-${at}`, title: `Jeu ${at}`, organization: null, license: 'lov2' },
    ...{ frequency: 'daily', tags: [], extras: {}, deleted: false },
    resources: Array.from({ length: to - from }, (_, i) => resource(from + i)),
  };
});
const site: Site = { pageSize: 100, datasets: () => Promise.resolve(datasets), faults: [], hidden: [] };
const catalogue = new Map(
  datasets.map(({ slug }): [string, Source] => [
    slug,
    {
      ...{ id: slug, title: { fr: slug, en: slug }, publisher: slug, datasets: [{ id: slug, rhythm: 'yearly', form: 'json' }] },
      ...{ priority: 50, licence: 'lov2', guard: 0.2, accept: [], harvested: true, found: [] },
    },
  ]),
);

const home = mkdtempSync(join(tmpdir(), 'bench-harvest-'));
const server = KIND === 'postgres' ? await startPostgres() : undefined;
if (typeof server === 'string') throw new Error(server);
const store = server
  ? await Promise.resolve(openPostgres({ host: server.socket, user: 'postgres', password: 'password', database: 'postgres' }))
  : await openPglite(join(home, 'pglite'));
try {
  await migrate(store);
  const fake = await serve(site, { day: 1 });
  const federation: Federation = {
    ...{ store, archive: await openArchive(join(home, 'archive')), catalogue, outputs: join(home, 'outputs'), portal: fake.url },
    ...{ lang: 'fr', now: () => new Date(), progress: () => undefined },
  };
  for (const [what, perSecond] of [
    // A machine of its own would not be asked as politely.
    ['first pass, 100,000 requests/s', 100_000],
    ['nothing new, 20 requests/s', 20],
  ] as const) {
    const [from, before] = [performance.now(), fake.requests.length];
    const result = await harvest({ ...federation, rate: { connections: 4, perSecond } });
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const { checked, skipped, fetched, failed, bytes } = result;
    const rss = Math.round(process.memoryUsage().rss / 1e6);
    console.log(`${KIND}: ${what}: ${seconds} s, ${fake.requests.length - before} requests,`, {
      checked,
      skipped,
      fetched,
      failed,
      bytes,
      rss,
    });
  }
  await fake.stop();
} finally {
  await store.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
}
