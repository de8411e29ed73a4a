/** Which tests the changes of a branch can break: vitest finds those that import what changed; this says who reads what is not imported. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../../src/host/paths.node.ts';
import { importsOf } from './architecture.ts';
import { READ_DRAFT } from './draft-readers.ts';

/** Paths that differ from where this branch left `ref`, committed or not; a sentence where git cannot say. */
export function changedSince(ref: string): string[] | string {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe' })
      .split('\0')
      .filter(Boolean);
  try {
    const [fork = ref] = git('merge-base', ref, 'HEAD').map((name) => name.trim());
    return [
      ...git('diff', '-z', '--name-only', '--no-renames', fork),
      ...git('ls-files', '-z', '--others', '--exclude-standard'),
    ];
  } catch {
    return existsSync(join(ROOT, '.git'))
      ? `${ref} is no commit that leads here. Name another one: npm test -- --changed origin/main`
      : 'This folder is no clone: git cannot say what changed. Run npm test.';
  }
}

/** What a proposal to change the standard edits, texts of fields and of codes included, which all versions share. */
const DRAFT = String.raw`schema/(next|fields|ocds)/|schema/codelist-descriptions\.yaml|examples/(next|cases)/|propositions/`;

/**
 * Who reads what is not imported: files of `test` by their path or by what they say, themselves or a helper that they import. All patterns whose first matches a
 * changed path count.
 */
const READERS: { changed: RegExp; path?: RegExp; says?: RegExp }[] = [
  // What runs the program does not import it.
  { changed: /^(src|packages|scripts|launcher)\//, says: /dist\/|'dist'|scripts\// },
  { changed: /^(src|packages|federation|docs-site|scripts)\/.*\.ts$/, path: /^test\/(architecture|classes)\./ },
  // Checks judge the draft, not tests: few read it, and each says why no draft makes it fail. For which versions an edited case holds is not asked: `npm start` judges
  // the examples of all, and a pull request runs all tests. A helper of READ_DRAFT counts for nothing here: the tests of the draft that import it stand there too.
  { changed: new RegExp(`^(${DRAFT})`), path: new RegExp(`^test/(${Object.keys(READ_DRAFT).join('|')})$`) },
  ...['schema/fields', 'schema/ocds'].map((folder) => ({
    changed: new RegExp(`^${folder}/`),
    says: new RegExp(`\\b${folder}\\b`),
  })),
  {
    changed: new RegExp(`^(?!${DRAFT})(schema|examples|releases)/`),
    says: /'next'|'\d+\.\d+\.\d+'|\b(RECOGNISED|VERSIONS|FIRST|GOLDEN|NEWEST|IN_FORCE|DRAFT\w*|loadVersion|loadModelOf|(schema|examples|propositions|releases)\/)/,
  },
  { changed: /^(messages|packages\/[\w-]+\/messages|test\/golden)\//, says: /golden\/|dist\// },
  { changed: /^LICENSE$/, says: /'LICENSE'/ },
  { changed: /^ARCHITECTURE\.md$/, path: /^test\/architecture\./ },
  { changed: /^packages\/.*\.md$/, path: /^test\/(schema-diff|fast-validate)\/.*readme/ },
  { changed: /^(?!packages\/|propositions\/).*\.md$/, path: /^test\/(docs|site|governance|workflows)\// },
  { changed: /^propositions\//, path: /^test\/docs\// },
  { changed: /^docs-site\//, path: /^test\/(docs|site)\// },
  { changed: /^\.github\//, path: /^test\/(docs|workflows|governance|support)\// },
  { changed: /^bench\//, path: /^test\/bench\// },
  { changed: /^launcher\//, path: /^test\/cli\// },
  { changed: /^federation\//, path: /^test\/federation\// },
  { changed: /^integrations\//, path: /^test\/(integrations|docs|library\/package)\// },
  { changed: /^(messages|src|packages)\//, path: /^test\/governance\/gate\// },
  // What a test starts, and the cases that it reads, are not imported.
  ...readdirSync(join(ROOT, 'test'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && entry.name !== 'golden'
      ? [{ changed: new RegExp(`^test/${entry.name}/.*(?<!\\.test\\.ts)$`), path: new RegExp(`^test/${entry.name}/`) }]
      : [],
  ),
];

/** Settings of all tests: a change of one can break any. */
const SETTINGS =
  /^test\/support\/(setup|build|scratch|services|seed|profile|sequencer|tier)\.ts$|(^|\/)(package|tsconfig)\.json$/;

/** No test reads these. */
const UNREAD = /^\.ci\/|^test\/budget\.json$/;

/** Whether a change of this file can break any test: it is a setting, or nobody has said who reads it. */
export const breaksAll = (path: string): boolean =>
  SETTINGS.test(path) ||
  !(UNREAD.test(path) || /^test\/.*\.test\.ts$/.test(path) || READERS.some(({ changed }) => changed.test(path)));

/** These name versions, and read none. */
const NAMES_VERSIONS = [
  'support/engine.ts',
  'support/tier.ts',
  'support/changed.ts',
  'messages/cases.ts',
  'docs/readme.test.ts',
].map((path) => `test/${path}`);

/** What makes the built versions, and what is read where one is: a test that reads a version does not import what built it. */
const BUILD = 'src/governance/build/command.node.ts';
const ASSEMBLY = /^packages\/fast-validate\/src\/assembly\//;
const BUILT = 'src/validate/registry.node.ts';

let testSources: Promise<Map<string, string>> | undefined;
let buildSources: Set<string> | undefined;

/** The changed files that may be imported, and the files of `test` that read the others. vitest finds the tests that are or import one of them. */
export async function relatedTo(changed: readonly string[]): Promise<string[]> {
  const readers = READERS.filter((reader) => changed.some((path) => reader.changed.test(path)));
  const isReading = (path: string, text: string): boolean =>
    readers.some(
      ({ path: where, says }) =>
        (where?.test(path) === true && path.endsWith('.test.ts')) ||
        (says?.test(text) === true && !NAMES_VERSIONS.includes(path)),
    );
  const tests = await (testSources ??= readTree(join(ROOT, 'test'), (name) => name.endsWith('.ts')));
  const reading = [...tests].map(([path, text]) => [`test/${path}`, text] as const).filter((one) => isReading(...one));
  const building = changed.some((path) => /^(src|packages)\//.test(path)) ? (buildSources ??= reached(BUILD)) : new Set();
  const built = changed.some((path) => building.has(path) || ASSEMBLY.test(path)) ? [BUILT] : [];
  return [
    ...new Set([
      ...changed.filter((path) => !UNREAD.test(path)),
      ...changed.flatMap(compiledOf),
      ...built,
      ...reading.map(([path]) => path),
    ]),
  ].filter((path) => existsSync(join(ROOT, path)));
}

/** The modules that one imports, at any distance, with itself. */
function reached(start: string): Set<string> {
  const paths = new Set([start]);
  for (const path of paths)
    if (path.endsWith('.ts') && existsSync(join(ROOT, path)))
      for (const target of importsOf(path, readFileSync(join(ROOT, path), 'utf8'))) paths.add(target);
  return paths;
}

/** The modules that a family of messages is compiled to: families of findings together, others each to its own. */
function compiledOf(path: string): string[] {
  const [, from, family] = /^(messages|packages\/[\w-]+\/messages)\/([\w-]+)\.yaml$/.exec(path) ?? [];
  if (from === undefined || family === undefined) return [];
  const folder = from === 'messages' ? 'src/messages/compiled' : from.replace(/messages$/, 'src/compiled');
  return [`${folder}/${family}.ts`, `${folder}/findings.ts`];
}
