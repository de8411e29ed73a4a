import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Federation } from '../../../federation/src/federation.ts';
import { openJobs } from '../../../federation/src/jobs/jobs.node.ts';
import { runPass } from '../../../federation/src/jobs/run.node.ts';
import { verifyArchive } from '../../../federation/src/archive/verify.node.ts';
import { makeSnapshot } from '../../../federation/src/snapshot/snapshot.node.ts';
import { openStore } from '../../../federation/src/store/open.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { ROOT } from '../../support/engine.ts';
import { type Demo, openDemo } from '../api/demo.ts';
import { type Installed, startInstalled } from './installed-postgres.ts';

let absent: string | undefined;
let server: Installed;
beforeAll(async () => {
  const started = await startInstalled();
  if (typeof started === 'string') absent = started;
  else server = started;
});
afterAll(async () => {
  if (absent === undefined) await server.stop();
});
beforeEach(({ skip }) => {
  if (absent !== undefined) skip(absent);
});

const opened = (database: string): Promise<Store> =>
  openStore({ home: '', databaseUrl: `postgres://postgres@/${database}?host=${encodeURIComponent(server.socket)}` });

const made = (database: string): string => server.run('psql', '--quiet', '--command', `create database ${database}`);

describe('a backup of the database, made while the federation is at rest', () => {
  let demo: Demo;
  let store: Store;
  let restored: Store;
  beforeAll(async () => {
    if (absent !== undefined) return;
    made('federation');
    made('restored');
    store = await opened('federation');
    demo = await openDemo(store);
  });
  afterAll(async () => {
    if (absent !== undefined) return;
    await demo.close();
    await store.close();
    await restored.close();
  });

  test('restored into an empty one gives the same snapshot, and the next pass goes on as it would have', async () => {
    for (const database of ['federation', 'restored'])
      server.run('psql', '--quiet', '--set=ON_ERROR_STOP=1', `--file=${join(ROOT, 'federation/deploy/role.sql')}`, database);
    for (const day of [1, 2]) await demo.pass(day, 'consolidated');
    const before = await makeSnapshot(demo.federation);
    const quiet = { clock: false, onError: () => undefined };
    const jobs = await openJobs(store, quiet);
    await jobs.schedule('0 5 * * *', 'Europe/Paris');
    await jobs.close();

    const file = join(server.socket, 'federation.dump');
    server.run('pg_dump', '--format=custom', '--file', file, 'federation');
    server.run('pg_restore', '--exit-on-error', '--no-owner', '--dbname=restored', file);
    restored = await opened('restored');
    const federation: Federation = { ...demo.federation, store: restored, outputs: mkdtempSync(join(tmpdir(), 'outputs-')) };
    expect(await verifyArchive(federation.archive, restored)).toEqual({ faults: [], unlisted: [] });
    // What was made before is not taken for what would be made.
    await restored.exec('delete from snapshot; delete from snapshot_contract');
    expect(await makeSnapshot(federation)).toMatchObject({ isNew: true, hash: before.hash });

    await demo.pass(3);
    const after = await makeSnapshot(demo.federation);
    expect(after.hash).not.toBe(before.hash);
    const pass = await runPass(federation, { signal: new AbortController().signal });
    expect([pass.dead, pass.left, pass.tally.snapshot?.hash]).toEqual([[], 0, after.hash]);
    const again = await openJobs(restored, quiet);
    expect(await again.scheduled()).toEqual({ cron: '0 5 * * *', timezone: 'Europe/Paris' });
    await again.close();
  });

  test('an archive that was copied before it lacks what came in between, and “verify” finds that out', async () => {
    const [row] = await store.query<{ sha256: string }>(
      'select sha256 from content where id in (select content from version) limit 1',
    );
    const older = {
      ...demo.federation.archive,
      has: (sum: string) => Promise.resolve(sum !== row?.sha256),
      verify: async function* () {},
    };
    expect((await verifyArchive(older, store)).faults).toEqual([{ sha256: row?.sha256, fault: 'absent' }]);
  });
});

test('the script of the image of PostgreSQL makes the role that only reads, with the password of its file', () => {
  made('scripted');
  const password = join(mkdtempSync(join(tmpdir(), 'role-')), 'password');
  writeFileSync(password, "it's; drop role postgres\n");
  for (let times = 0; times < 2; times++) {
    const { status, stderr } = spawnSync(join(ROOT, 'federation/deploy/initdb.sh'), {
      encoding: 'utf8',
      env: {
        ...{
          PATH: `${server.bin}:${process.env['PATH']}`,
          PGHOST: server.socket,
          POSTGRES_USER: 'postgres',
          POSTGRES_DB: 'scripted',
        },
        ...{ READER_PASSWORD_FILE: password, ROLE_FILE: join(ROOT, 'federation/deploy/role.sql') },
      },
    });
    expect([status, stderr]).toEqual([0, '']);
  }
  const role = server.run(
    'psql',
    '--tuples-only',
    '--no-align',
    '--command',
    "select rolsuper, rolpassword like 'SCRAM%' from pg_authid where rolname = 'decp_lecture'",
  );
  expect(role.trim()).toBe('f|t');
});
