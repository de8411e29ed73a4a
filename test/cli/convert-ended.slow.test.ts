/** A conversion that ends before its time: each is a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const child = spawn(process.execPath, [`${ROOT}dist/bin/decp.js`, 'convert', 'in.json', name], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = once(child, 'exit');
  // The tables of an archive are gathered in the temporary folder.
  const begun = () => readdirSync(folder).length > 2 || readdirSync(temporary).length > 0;
  while (!begun() && child.exitCode === null) await wait(5);
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(folder).filter((one) => one !== 'in.json')).toEqual(['temporary']);
});
