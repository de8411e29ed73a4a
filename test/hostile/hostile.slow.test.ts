import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bytesOf } from '../read/helpers.ts';
import { GOLDEN, RECOGNISED } from '../support/engine.ts';
import { draws, NIGHT, someOf } from '../support/tier.ts';
import { closeWorker, faultsOf, tidy } from './judges.ts';
import { asGiven, openSet, type Part } from './sets.ts';
import { type Trial, watched } from './watch.ts';

/** Fixed, so that a run can be trusted to repeat; the night looks elsewhere each time, and its seed is printed. HOSTILE_SEED says otherwise. */
const SEED = process.env['HOSTILE_SEED'] ?? (NIGHT ? String(Date.now()) : 'decp');

const folder = mkdtempSync(join(tmpdir(), 'decp-given-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Those of which every file is tried have no count. */
const SETS: { set: string; seed: string; count?: number }[] = [
  { set: 'sampled examples', seed: SEED, count: draws(300, 2_000) },
  { set: 'drawn', seed: SEED, count: draws(200, 2_000) },
  { set: 'forms', seed: SEED, count: draws(30, 300) },
  ...(NIGHT
    ? [
        { set: 'examples', seed: SEED },
        { set: 'torture', seed: someOf(RECOGNISED).join(' ') },
      ]
    : [{ set: 'torture in turn', seed: '2.0.3' }]),
];

const PARTS = await Promise.all(
  SETS.map(async ({ set, seed, count }): Promise<Part> => ({
    set,
    seed,
    count: count ?? (await openSet(set, seed)).total,
  })),
);

/** By day all in one process, which takes as long to begin as to try hundreds of files. */
const TRIALS: readonly Trial[] = NIGHT ? PARTS : [{ set: 'several', seed: JSON.stringify(PARTS), count: sum(PARTS) }];

describe('every file ends with a verdict or a finding, and every way says the same of it', () => {
  test.each(TRIALS.map((trial) => ({ trial, of: NIGHT ? trial.set : SETS.map(({ set }) => set).join(', ') })))(
    '$of, $trial.count files',
    async ({ trial, of }) => {
      const { tried, hangs, faults } = await watched(trial);
      console.log(`${of}: ${tried} files (HOSTILE_SEED=${SEED}), ${hangs.length} hang, ${faults.length} faults`);
      expect([...hangs, ...faults].join('\n')).toBe('');
      expect(tried).toBe(trial.count);
    },
  );
});

function sum(parts: readonly Part[]): number {
  return parts.reduce((files, { count }) => files + count, 0);
}

test('a text of chance that begins as a table does is none for the ways that recognise forms', async () => {
  const file = { extension: 'json', version: GOLDEN, label: 'a header', bytes: bytesOf('""id,\0') };
  for (const number of [100, 102, 103]) expect(await faultsOf(file, number)).toEqual([]);
  closeWorker();
  tidy();
});

test('a judge that never ends on some file is ended, and the file is named with the smallest that shows it', async () => {
  const file = { extension: 'json', version: '2.0.3' };
  const given = join(folder, 'given.json');
  // A process is started for each smaller file that hangs: the file is small, and what is too much of it is cut out at once.
  const texts = ['{"marches":[]}', '{"id"::', '{"marches":[]}'];
  writeFileSync(given, asGiven(texts.map((text) => ({ ...file, label: text, bytes: bytesOf(text) }))));
  const { tried, hangs, faults } = await watched({ set: 'given', seed: given, count: 3, patience: 2_000, plant: '"id"::' });
  expect([tried, faults]).toEqual([3, []]);
  expect(hangs).toHaveLength(1);
  expect(hangs[0]).toMatch(/^given, seed .*, file 1 \(.*, version 2\.0\.3\) does not end\n {2}smallest: "\\"id\\"::"$/);
});
