/**
 * `npx tsx bench/federation.ts [pglite|postgres] [FILES] [RECORDS] [FOLDER]`: the passes of a federation over files of a fake data.gouv.fr on this machine: a first load, a pass
 * with nothing new, a second day. Prints times, rates and memory of each step. The files are written to FOLDER once. Needs the packages of the root.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FULL } from '../federation/fake/scale/plan.ts';
import { serveFolder, writeFolder } from '../federation/fake/scale/folder.node.ts';
import { openArchive } from '../federation/src/archive/archive.node.ts';
import { consolidate } from '../federation/src/consolidate/consolidate.node.ts';
import type { Federation } from '../federation/src/federation.ts';
import { harvest } from '../federation/src/harvest/harvest.node.ts';
import { judgePending } from '../federation/src/judge/judge.node.ts';
import { makeSnapshot } from '../federation/src/snapshot/snapshot.node.ts';
import { migrate } from '../federation/src/store/migrate.node.ts';
import { openPglite } from '../federation/src/store/pglite.node.ts';
import { openPostgres } from '../federation/src/store/postgres.node.ts';
import { startPostgres } from '../test/support/postgres.ts';

const [kind = 'postgres', files = '600', records = '330000', folder = `bench/data/federation-${files}-${records}`] =
  process.argv.slice(2);

let peak = 0;
const memory = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100).unref();

/** Runs a step, and prints how long it took, its rate and the highest memory of this process meanwhile. */
async function timed<T>(what: string, work: () => Promise<T>, countOf: (result: T) => number): Promise<T> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  peak = 0;
  const result = await work();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const count = countOf(result);
  const rate = Math.round(count / seconds);
  const row = [what.padEnd(34), `${count}`.padStart(9), `${seconds.toFixed(1)} s`.padStart(9), `${rate}/s`.padStart(10)];
  console.log(...row, `CPU ${((user + system) / 1e6).toFixed(1)} s`.padStart(12), `${Math.round(peak / 1e6)} MB`.padStart(8));
  return result;
}

await timed(
  'files written, or there already',
  () => writeFolder(folder, { ...FULL, files: Number(files), records: Number(records) }),
  () => 0,
);
const home = mkdtempSync(join(tmpdir(), 'bench-federation-'));
const server = kind === 'postgres' ? await startPostgres() : undefined;
if (typeof server === 'string') throw new Error(server);
const store = server
  ? openPostgres({ host: server.socket, user: 'postgres', database: 'postgres' })
  : await openPglite(join(home, 'pglite'));
const fake = await serveFolder(folder);
let day = 1;
try {
  await migrate(store);
  const federation: Federation = {
    ...{ store, archive: await openArchive(join(home, 'archive')), catalogue: fake.catalogue, outputs: join(home, 'outputs') },
    ...{ portal: fake.url, lang: 'fr', now: () => new Date(Date.UTC(2026, 0, 4 + day, 6)), progress: () => undefined },
  };
  for (const what of ['first load', 'nothing new', 'second day']) {
    if (what === 'second day') fake.setDay((day = 2));
    const before = fake.requests.length;
    // A server of one's own need not be asked politely; where nothing is new, it is asked as any other.
    const rate = what === 'nothing new' ? undefined : { connections: 4, perSecond: 100_000 };
    await timed(
      `${what}: harvest (resources)`,
      () => harvest(federation, rate && { rate }),
      ({ checked }) => checked,
    );
    const data = fake.requests.slice(before).filter(({ path }) => !path.startsWith('/api/'));
    console.log(`  ${fake.requests.length - before} requests, ${data.reduce((sum, { bytes }) => sum + bytes, 0)} bytes of data`);
    const judged = await timed(
      `${what}: judge (records)`,
      () => judgePending(federation),
      (result) => result.records,
    );
    console.log(`  ${JSON.stringify(judged)}`);
    await timed(
      `${what}: consolidate (keys)`,
      () => consolidate(federation),
      ({ contracts }) => contracts,
    );
    const { isNew, hash } = await timed(
      `${what}: snapshot (contracts)`,
      () => makeSnapshot(federation),
      ({ manifest }) => manifest.counts.contracts,
    );
    console.log(`  ${isNew ? 'new' : 'the same'} ${hash.slice(0, 12)}`);
  }
  const [size] = await store.query<{ size: string }>('select pg_size_pretty(pg_database_size(current_database())) as size');
  console.log(`database ${size?.size}`);
} finally {
  clearInterval(memory);
  await fake.stop();
  await store.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
}
