import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSources } from '../../src/read/sources.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, readJsonFile } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { filesOf } from './packages.ts';

const { model } = await loadVersion(GOLDEN);

let folder = '';
eachInFolder('packages', (made) => (folder = made));

test('of the data packages of a folder each is read when its turn comes, and not all at once', async () => {
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    for (const [file, text] of filesOf(readJsonFile(`examples/${GOLDEN}/valid/accord-cadre-de-plusieurs-titulaires.json`), model))
      writeFileSync(join(folder, name, file), text);
  }
  const [first, second] = await openSources([folder]);
  rmSync(join(folder, 'b'), { recursive: true });
  expect(await first?.form?.()).toMatchObject({ name: 'package' });
  await expect(second?.form?.()).rejects.toThrow('input.not-readable');
});
