import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DISK } from '../../../federation/src/snapshot/disk.node.ts';
import { pruneSnapshots } from '../../../federation/src/snapshot/snapshot.node.ts';
import type { Session, Store } from '../../../federation/src/store/store.ts';

/** Its locks are asked for, and that is all. */
const store = {
  session: <T>(work: (session: Session) => Promise<T>) => work({ query: () => Promise.resolve([]) } as unknown as Session),
} as Store;

const nameOf = (day: number): string => `2026010${day}T060000Z-0000000${day}`;
const DAYS = [1, 2, 3, 4, 5];

/** Snapshots of five days, of which `latest` names one. */
function outputsOf(latest: number): string {
  const outputs = mkdtempSync(join(tmpdir(), 'prune-'));
  for (const day of DAYS) {
    const folder = join(outputs, 'snapshots', nameOf(day));
    mkdirSync(folder, { recursive: true });
    const manifest = { format: 'decp-federation-snapshot/1', name: nameOf(day), files: [] };
    writeFileSync(join(folder, 'manifeste.json'), JSON.stringify(manifest));
  }
  writeFileSync(join(outputs, 'latest.txt'), `${nameOf(latest)}\n`);
  return outputs;
}

const daysIn = (outputs: string): number[] => DAYS.filter((day) => readdirSync(join(outputs, 'snapshots')).includes(nameOf(day)));

describe('of five snapshots', () => {
  test.each([
    [1, 5, [5]],
    [2, 5, [4, 5]],
    [5, 5, DAYS],
    [9, 5, DAYS],
    // Its contracts came back to what they were.
    [1, 2, [2, 5]],
  ])('the newest, %i of them, stay, and the one of day %i that `latest` names', async (keep, latest, expected) => {
    const outputs = outputsOf(latest);
    const gone = await pruneSnapshots({ store, outputs }, keep);
    expect(daysIn(outputs)).toEqual(expected);
    expect(gone).toEqual(DAYS.filter((day) => !expected.includes(day)).map(nameOf));
  });

  test('what was not removed whole is no snapshot any more', async () => {
    const outputs = outputsOf(5);
    const remove = (): Promise<void> => Promise.reject(new Error('the disk is on fire'));
    await expect(pruneSnapshots({ store, outputs }, 4, { ...DISK, remove })).rejects.toThrow('on fire');
    expect(readdirSync(join(outputs, 'snapshots')).toSorted()).toEqual([`.en-cours-${nameOf(1)}`, ...[2, 3, 4, 5].map(nameOf)]);
  });

  test('what is no snapshot stays', async () => {
    const outputs = outputsOf(5);
    mkdirSync(join(outputs, 'snapshots', 'a-moi'));
    await pruneSnapshots({ store, outputs }, 1);
    expect(readdirSync(join(outputs, 'snapshots')).toSorted()).toEqual([nameOf(5), 'a-moi']);
  });
});
