import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SOURCES } from '../../../src/governance/build/all.node.ts';
import { treeIn } from '../../../src/governance/build/sources.node.ts';
import { ROOT } from '../../support/engine.ts';

test('what was built is out of date where anything that its checks read is other', async () => {
  const root = mkdtempSync(join(tmpdir(), 'decp-sources-'));
  const folders = readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  for (const folder of folders) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, '1.0.0.yaml'), folder);
  }
  const read = Object.values(await treeIn(root)).flatMap((files: ReadonlyMap<string, Uint8Array | string>) =>
    [...files.values()].map((content) => Buffer.from(content).toString()),
  );
  rmSync(root, { recursive: true });
  expect(read).toContain('schema');
  expect(SOURCES.folders).toEqual(expect.arrayContaining(read));
});
