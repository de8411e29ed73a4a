import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { MadeBefore } from '../../src/governance/build/made-before.node.ts';
import { under } from '../../src/host/paths.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-made-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
/** From `dist/`. */
const PATH = relative(under('dist'), join(folder, 'made.txt'));

/** As a build leaves it that made one file of some inputs. */
async function built(): Promise<MadeBefore> {
  writeFileSync(under('dist', PATH), 'made');
  const before = await MadeBefore.read();
  before.keep('planted', 'inputs', [PATH]);
  return before;
}

test('what was made of the same inputs is known, with its files', async () => {
  expect((await built()).of('planted', 'inputs')).toEqual([PATH]);
});

test('other inputs, another name or a file that is gone: it is made again', async () => {
  const before = await built();
  expect([before.of('planted', 'others'), before.of('another', 'inputs')]).toEqual([undefined, undefined]);
  rmSync(under('dist', PATH));
  expect(before.of('planted', 'inputs')).toBe(undefined);
});

test('what cannot be read of a build before is as if there had been none', async () => {
  expect((await MadeBefore.read('{"version 2.0.3": ')).of('version 2.0.3', '')).toBe(undefined);
  expect((await MadeBefore.read('[1]')).of('0', '')).toBe(undefined);
});
