/** Files that are made to fill the memory, in a process that has little: it must not grow with what nobody looks at. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';

/** Megabytes of the heap. A check of a small file takes fewer than 32. */
const HEAP = 40;

let folder = '';
eachInFolder('memory', (made) => (folder = made));

const HEADER = 'id;acheteur.id;objet;nature;montant\n';

/** By its name, what is in a file, and one of the findings about it. Each takes more than the heap where all of it is kept. */
const FILES: Record<string, { content: string | Buffer; code: string }> = {
  'members-beside-the-records.json': {
    content: `{${Array.from({ length: 60_000 }, (_, i) => `"${'m'.repeat(400)}${i}":{}`).join(',')},"marches":{"marche":[]}}`,
    code: 'structure.too-many-members',
  },
  'values-in-a-record.json': {
    content: `{"marches":{"marche":[{"titulaires":[${'{},'.repeat(500_000)}0]}]}}`,
    code: 'structure.too-many-values',
  },
  'a-cell-of-quotes.csv': { content: `${HEADER}1;2;"${'""'.repeat(1_300_000)}";Marché;3\n`, code: 'schema.required' },
  'a-cell-that-is-no-utf-8.csv': {
    content: Buffer.concat([Buffer.from(`${HEADER}1;2;`), Buffer.alloc(1_500_000, 0x80), Buffer.from(';Marche;3\n')]),
    code: 'schema.required',
  },
  'lines-before-one-that-is-damaged.csv': {
    content: Buffer.concat([Buffer.from(`\ufeff"${'\n'.repeat(3_000_000)}"\n`), Buffer.of(0xff)]),
    code: 'table.no-header',
  },
};

test('files that are made to fill the memory are read in little of it', () => {
  const names = Object.keys(FILES);
  for (const name of names) writeFileSync(join(folder, name), FILES[name]?.content ?? '');
  const program = [`--max-old-space-size=${HEAP}`, '--single-threaded-gc', `${ROOT}dist/bin/decp.js`];
  // A report of lines has the files that were read before one that is not.
  const call = ['validate', ...names, '--format', 'ndjson', '--max-findings', '50'];
  const run = spawnSync(process.execPath, [...program, ...call], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = run.stdout.split('\n').filter((line) => line !== '');
  const found = lines.map((line) => JSON.parse(line) as { file: string; code?: string });
  for (const name of names) {
    const codes = found.flatMap(({ file, code = '' }) => (file === name ? [code] : []));
    expect([name, codes]).toEqual([name, expect.arrayContaining([FILES[name]?.code])]);
  }
  expect([run.status, run.stderr]).toEqual([1, '']);
});
