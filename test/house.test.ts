import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { houseFaults } from './support/house.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const sources = new Map(
  ['packages', 'src', 'scripts'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [`${folder}/${name}`, readFileSync(`${ROOT}${folder}/${name}`, 'utf8')] as const),
  ),
);

const withPlanted = (planted: Record<string, string>) => houseFaults(new Map([...sources, ...Object.entries(planted)]));

test('imports go down only, no room reaches into its neighbour, nothing but src/node touches the machine, there is no circle and no barrel', () => {
  expect(houseFaults(sources)).toEqual([]);
});

test.each([
  ['an upward import', { 'src/model/planted.ts': "import { checkFile } from '../validate/file.ts';" }, /a floor above/],
  [
    'an import between neighbours',
    { 'src/report/planted.ts': "import type { Problem } from '../governance/problem.ts';" },
    /another room/,
  ],
  ['an import of the machine', { 'src/read/planted.ts': "import { readFileSync } from 'node:fs';" }, /src\/node/],
  [
    'an import of the machine by the browser',
    { 'src/browser/planted.ts': "import { readFileSync } from 'node:fs';" },
    /src\/node/,
  ],
  [
    'an import of src/node by the browser',
    { 'src/browser/planted.ts': "import { once } from '../node/once.ts';" },
    /another room/,
  ],
  [
    'a circle',
    { 'src/model/a.ts': "import { b } from './b.ts';", 'src/model/b.ts': "export const b = () => import('./a.ts');" },
    /a\.ts → .*b\.ts → .*a\.ts: an import circle/,
  ],
  [
    'a barrel',
    { 'src/model/planted.ts': "export { loadModel } from './load.ts';\nexport type { Model } from './types.ts';" },
    /barrel/,
  ],
  [
    'an import past the door of a package',
    { 'src/diff/planted.ts': "import { Engine } from '../../packages/schema-diff/src/containment/engine.ts';" },
    /does not export/,
  ],
  [
    'an import of the program by a package',
    { 'packages/base/src/planted.ts': "import type { Model } from '../../../src/model/types.ts';" },
    /a floor above/,
  ],
  ['a file in no room', { 'src/elsewhere.ts': "import 'yaml';" }, /no room/],
])('the house test finds %s', (_, planted, sentence) => {
  const faults = withPlanted(planted);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(sentence);
});

test('scripts are thin doors: none is longer than 50 lines', () => {
  const long = [...sources].filter(([path, text]) => path.startsWith('scripts/') && text.split('\n').length > 51);
  expect(long.map(([path]) => path)).toEqual([]);
});

test('files are small: the median is at most 70 lines and nine in ten are at most 200', () => {
  const lengths = [...sources.values()].map((text) => text.split('\n').length).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(70);
  expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(200);
});
