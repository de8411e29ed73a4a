import { describe, expect, test } from 'vitest';
import { GOLDEN, readJsonFile } from '../support/engine.ts';
import { draws, NIGHT } from '../support/tier.ts';
import { spliced } from './bytes.ts';
import { type Batch, inBatch } from './command.ts';
import type { HostileFile } from './files.ts';
import { openSet } from './sets.ts';

const SEED = process.env['HOSTILE_SEED'] ?? (NIGHT ? String(Date.now()) : 'decp');

/** So many files of a set, evenly spread over it where it has an end. */
async function filesOf(set: string, seed: string, count: number): Promise<HostileFile[]> {
  const files = await openSet(set, seed);
  const { total } = files;
  const step = total === Infinity ? 1 : total / Math.min(total, count);
  return Array.from({ length: Math.min(total, count) }, (_, i) => files.file(Math.floor(i * step)));
}

/** Below this many bytes a file is read to its end before a second thread could begin. */
const LARGE = 1_500_000;

/** The same file with so many valid records before its own that two threads find something to do. */
function enlarged(file: HostileFile): HostileFile {
  const list = Buffer.from(file.bytes).indexOf('[') + 1;
  const [record] = (readJsonFile('examples/2.0.3/valid/base-marche.json') as Lists).marches.marche;
  const text = `${JSON.stringify(record)},`;
  return { ...file, bytes: spliced(file.bytes, list, 0, Buffer.from(text.repeat(Math.ceil(LARGE / text.length)))) };
}

type Lists = { marches: { marche: unknown[] } };

function report(title: string, { files, hangs, bugs, verdicts }: Batch): void {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(`${title}: ${files} files, ${hangs.length} hang, ${bugs.length} exit 70 or break (${counts.join(', ')})`);
}

/** Whatever is not said of every file in the report would be missing in the sum. */
function expectAllEnded(batch: Batch): void {
  expect([...batch.hangs, ...batch.bugs].join('\n')).toBe('');
  expect(Object.values(batch.verdicts).reduce((sum, count) => sum + count, 0)).toBe(batch.files);
}

describe('the command comes to the end of every hostile file', () => {
  test.each(['2.0.3', GOLDEN])('of the trial, under %s', async (version) => {
    const batch = await inBatch(await filesOf('trial', version, draws(40, 400)), ['--schema', version]);
    report(`trial, ${version}`, batch);
    expectAllEnded(batch);
  });

  test.each([
    ['drawn', draws(30, 500)],
    ['forms', draws(30, 500)],
  ])('of the set %s', async (set, count) => {
    const batch = await inBatch(await filesOf(set, SEED, count), ['--rules', 'none']);
    report(`${set}, HOSTILE_SEED=${SEED}`, batch);
    expectAllEnded(batch);
  });

  test('in two threads', async () => {
    const files = (await filesOf('trial', '2.0.3', draws(6, 40))).map(enlarged);
    const batch = await inBatch(files, ['--schema', '2.0.3', '--rules', 'none', '--threads', '2']);
    report('two threads', batch);
    expectAllEnded(batch);
  });
});
