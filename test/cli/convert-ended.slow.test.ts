/** A conversion that ends before its time: each is a process of its own. */
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GOLDEN, readJsonFile, ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';

let folder = '';
eachInFolder('convert', (made) => (folder = made));

const { marches } = readJsonFile(`examples/${GOLDEN}/valid/marche-complet.json`) as { marches: { marche: [object] } };
const [MARCHE] = marches.marche;

test.each(['out.xml', 'out.csv', 'out.zip', 'tables/'])('an interrupted conversion to %s leaves nothing behind', async (name) => {
  const marche = Array.from({ length: 20_000 }, () => MARCHE);
  writeFileSync(join(folder, 'in.json'), JSON.stringify({ version: '2.1', marches: { marche } }));
  const child = spawn(process.execPath, [`${ROOT}dist/bin/decp.js`, 'convert', 'in.json', name], {
    cwd: folder,
    stdio: 'ignore',
  });
  const begun = () => readdirSync(folder).length > 1 || name === 'out.zip';
  while (!begun() && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  if (name === 'out.zip') await new Promise((done) => setTimeout(done, 400));
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
  expect(readdirSync(folder).filter((one) => one !== 'in.json' && one !== name.replace('/', ''))).toEqual([]);
});
