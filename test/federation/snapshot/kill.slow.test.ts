/** A snapshot that is stopped at any step, and the one after it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Federation } from '../../../federation/src/federation.ts';
import { type Disk, DISK } from '../../../federation/src/snapshot/disk.node.ts';
import { latestSnapshot, verifySnapshot } from '../../../federation/src/snapshot/read.node.ts';
import { makeSnapshot } from '../../../federation/src/snapshot/snapshot.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { SMALL, UNITED } from './small.ts';
import { federationOf, fill, putContract } from './world.ts';

let database: Store;
beforeAll(async () => {
  database = await emptyStore();
});
afterAll(() => database.close());

/** A disk on which the operation number `at` fails, and, of a killed process, all that come after. `done`: the operations that were asked of it. */
function failing(at: number, isKilled = false): Disk & { done: string[] } {
  const done: string[] = [];
  const step = async <T>(name: keyof Disk | 'write' | 'close', work: () => Promise<T>): Promise<T> => {
    const now = done.push(name) - 1;
    if (now === at || (isKilled && now > at)) throw new Error('ENOSPC: no space left on device');
    return work();
  };
  return {
    done,
    mkdir: (path) => step('mkdir', () => DISK.mkdir(path)),
    list: (path) => step('list', () => DISK.list(path)),
    create: async (path) => {
      const file = await step('create', () => DISK.create(path));
      // The operating system closes the files of a killed process.
      return {
        write: (bytes) => step('write', () => file.write(bytes)),
        close: async () => {
          try {
            await step('close', () => Promise.resolve());
          } finally {
            await file.close();
          }
        },
      };
    },
    rename: (from, to) => step('rename', () => DISK.rename(from, to)),
    symlink: (target, path) => step('symlink', () => DISK.symlink(target, path)),
    remove: (path) => step('remove', () => DISK.remove(path)),
  };
}

const snapshotsOf = ({ outputs }: Federation): string[] => {
  const folder = join(outputs, 'snapshots');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** What a later reader finds: every snapshot that has its name is whole, and `latest` names one of them. `seen`: those that were found whole before. */
async function expectWhole(federation: Federation, seen = new Set<string>()): Promise<void> {
  for (const name of snapshotsOf(federation).filter((one) => !one.startsWith('.') && !seen.has(one))) {
    expect(await verifySnapshot(join(federation.outputs, 'snapshots', name))).toEqual([]);
    seen.add(name);
  }
  await latestSnapshot(federation.outputs);
}

/** All operations at night; otherwise those that put something in its place, and of each other kind the first on a full disk and the last of a killed process. */
const isTried = (done: readonly string[], at: number, isKilled: boolean): boolean =>
  NIGHT || done[at] === 'rename' || at === (isKilled ? done.lastIndexOf(done[at] ?? '') : done.indexOf(done[at] ?? ''));

test.each([
  ['killed', true],
  ['on a full disk', false],
])('%s at any step, it leaves no half snapshot, and the next one is as if nothing had been', async (_, isKilled) => {
  const federation = federationOf(database);
  await fill(database, SMALL);
  const first = await makeSnapshot(federation);
  await putContract(database, { ...UNITED, withdrawn: true });
  const whole = failing(Infinity);
  const { hash } = await makeSnapshot(federation, whole);
  await putContract(database, UNITED);
  await makeSnapshot(federation);
  await putContract(database, { ...UNITED, withdrawn: true });
  expect(whole.done.length).toBeGreaterThan(50);
  const seen = new Set<string>();
  for (const at of whole.done.keys()) {
    if (!isTried(whole.done, at, isKilled)) continue;
    const disk = failing(at, isKilled);
    await makeSnapshot(federation, disk).catch((error: unknown) => {
      expect(String(error)).toContain('ENOSPC');
    });
    expect(disk.done.length).toBeGreaterThan(at);
    await expectWhole(federation, seen);
    const next = await makeSnapshot(federation);
    expect(next.hash).toBe(hash);
    expect(snapshotsOf(federation).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readFileSync(join(federation.outputs, 'latest.txt'), 'utf8')).toBe(`${next.name}\n`);
    // Neither is a change lost nor said twice: one contract differs from the snapshot before it.
    if (next.isNew) expect(next.manifest.changes).toMatchObject({ added: next.hash === first.hash ? 1 : 0 });
    // Back, so that the next round has something to write.
    await putContract(database, UNITED);
    expect((await makeSnapshot(federation)).hash).toBe(first.hash);
    await putContract(database, { ...UNITED, withdrawn: true });
  }
  // Nor is one that was whole touched later.
  await expectWhole(federation);
});

test('a database that fails at any statement leaves no half snapshot either', async () => {
  const federation = federationOf(database);
  await fill(database, SMALL);
  let failed = 0;
  for (; ; failed++) {
    let count = 0;
    const fail = (): void => {
      if (count++ === failed) throw new Error('the database is gone');
    };
    const store: Federation['store'] = {
      ...database,
      session: (work) =>
        database.session((session) =>
          work({
            ...session,
            query: async (sql, parameters) => {
              fail();
              return session.query(sql, parameters);
            },
            exec: async (sql) => {
              fail();
              return session.exec(sql);
            },
          }),
        ),
    };
    const made = await makeSnapshot({ ...federation, store }).catch((error: unknown) => {
      expect(String(error)).toContain('the database is gone');
      return undefined;
    });
    expect(snapshotsOf(federation).filter((name) => name.startsWith('.'))).toEqual([]);
    await expectWhole(federation);
    if (made && count <= failed) break;
  }
  expect(failed).toBeGreaterThan(15);
  expect(snapshotsOf(federation)).toHaveLength(1);
});
