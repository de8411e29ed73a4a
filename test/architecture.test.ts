import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { architectureFaults, CODE_FOLDERS, drawingFaults, staleNames } from './support/architecture.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const codeIn = (folder: string) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [`${folder}/${name}`, readFileSync(`${ROOT}${folder}/${name}`, 'utf8')] as const);

const sources = new Map(CODE_FOLDERS.flatMap(codeIn));
for (const name of readdirSync(`${ROOT}docs-site`))
  if (name.endsWith('.ts')) sources.set(`docs-site/${name}`, readFileSync(`${ROOT}docs-site/${name}`, 'utf8'));

const withPlanted = (planted: Record<string, string>) => architectureFaults(new Map([...sources, ...Object.entries(planted)]));

test('imports go down only, no part reaches into its neighbour, nothing but *.node.ts touches the machine, there is no circle and no barrel', () => {
  expect(architectureFaults(sources)).toEqual([]);
});

test.each([
  ['an upward import', { 'src/model/planted.ts': "import { checkFile } from '../validate/file.ts';" }, /a level above/],
  ['an import between neighbours', { 'src/read/planted.ts': "import type { Rule } from '../rules/types.ts';" }, /another part/],
  ['an import of the machine', { 'src/read/planted.ts': "import { readFileSync } from 'node:fs';" }, /\*\.node\.ts/],
  [
    'an import of the machine by the browser',
    { 'src/library/page/planted.ts': "import { readFileSync } from 'node:fs';" },
    /\*\.node\.ts/,
  ],
  [
    'an import of a file of the machine by a page',
    { 'src/library/page/planted.ts': "import { ROOT } from '../../host/paths.node.ts';" },
    /touches the machine/,
  ],
  [
    'an import of the makers of pages by a page of the site',
    { 'docs-site/src/planted.tsx': "import { MAKERS } from '../make/makers.ts';" },
    /another part/,
  ],
  [
    'an import of a page of the site by the makers of pages',
    { 'docs-site/make/planted.ts': "import { say } from '../src/words.ts';" },
    /another part/,
  ],
  [
    'an import of the makers of pages by what they share with pages',
    { 'docs-site/shared/planted.ts': "import type { Page } from '../make/types.ts';" },
    /a level above/,
  ],
  [
    'an import of the machine by a page of the site',
    { 'docs-site/src/planted.tsx': "import { join } from 'node:path';" },
    /\*\.node\.ts/,
  ],
  [
    'an import of the machine by a maker of pages that does not say so',
    { 'docs-site/make/planted.ts': "import { readSite } from './read.node.ts';" },
    /touches the machine/,
  ],
  [
    'an import of the site by the program',
    { 'src/report/planted.ts': "import { fieldUrl } from '../../docs-site/shared/urls.ts';" },
    /a level above/,
  ],
  [
    'a circle of the parts of a page',
    {
      'docs-site/src/check/A.tsx': "import { B } from './B.tsx';",
      'docs-site/src/check/B.tsx': "import type { A } from './A.tsx';",
    },
    /A\.tsx → .*B\.tsx → .*A\.tsx: an import circle/,
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
    /a level above/,
  ],
  [
    'an import by an export of nothing',
    { 'src/report/planted.ts': "export {} from '../../docs-site/shared/urls.ts';" },
    /a level above/,
  ],
  [
    'a message in what compiles the messages',
    { 'src/model/place.ts': "import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';" },
    /problem\.ts → src\/model\/place\.ts → .*: a message/,
  ],
  ['a file in no part', { 'src/elsewhere.ts': "import 'yaml';" }, /no part/],
])('it finds %s', (_, planted, sentence) => {
  const faults = withPlanted(planted);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(sentence);
});

const DRAWING = /```text\n([^`]*)```/.exec(readFileSync(`${ROOT}ARCHITECTURE.md`, 'utf8'))?.[1] ?? '';

test('ARCHITECTURE.md draws every folder of the code, each above all that it imports', () => {
  expect(drawingFaults(DRAWING, sources)).toEqual([]);
});

test.each([
  ['a folder that is not drawn', DRAWING.replace(/^diff .*\n/m, ''), /^diff is not drawn$/],
  ['a folder that does not stand', `${DRAWING}planted    said of it\n`, /^planted is drawn and does not stand$/],
  [
    'a folder drawn above what imports it',
    DRAWING.replace(/^(messages .*)\n(model .*)\n/m, '$2\n$1\n'),
    /^src\/messages\/.* drawn no lower/,
  ],
])('the test of the drawing finds %s', (_, drawing, sentence) => {
  expect(drawingFaults(drawing, sources)).toContainEqual(expect.stringMatching(sentence));
});

test('a source file that a comment names is there: of all comments only one that is planted names another', () => {
  const planted = ['// See `src/host/planted.ts`.', '/** As `model/kinds.ts` and `load.ts` say. */', 'const a = `planted.ts`;'];
  expect(staleNames(new Map([...sources, ...codeIn('test'), ['src/model/planted-names.ts', planted.join('\n')]]))).toEqual([
    expect.stringMatching(/^src\/model\/planted-names\.ts:1 names `src\/host\/planted\.ts`, which is not there/),
  ]);
});
