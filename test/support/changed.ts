/** Which tests the changes of a branch can break: vitest finds those that import what changed; this says who reads what is not imported. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../../src/host/paths.node.ts';

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

/** A change of one of these can break any test. */
const BREAKS_ALL =
  /^(package(-lock)?\.json|tsconfig\.json|vitest\.config\.ts|\.[^/]*|test\/support\/(build|scratch|services|seed|profile|sequencer|tier)\.ts)$/;
export const breaksAll = (path: string): boolean => BREAKS_ALL.test(path);

/**
 * Who reads what is not imported: files of `test` by their path or by what they say, themselves or a helper that they import. All patterns whose first matches a
 * changed path count.
 */
const READERS: { changed: RegExp; path?: RegExp; says?: RegExp }[] = [
  // What runs the program does not import it.
  { changed: /^(src|packages|scripts|launcher)\//, says: /dist\/|'dist'|scripts\// },
  { changed: /^(src|packages|federation|docs-site|scripts)\/.*\.ts$/, path: /^test\/(architecture|classes)\./ },
  // A test that reads the draft asks for `next`, or goes through all versions. `'next'` alone is also the name of a side of a comparison.
  {
    changed: /^(schema|examples)\/next\//,
    says: /\b(RECOGNISED|VERSIONS|DRAFT\w*)\b|\b(schema|examples|versions|forms|rules)\/next\b|\w\(\s*'next'|'--(schema|to)', 'next'|'diff', '--latest'|\d', 'next'/,
  },
  {
    changed: /^(schema|examples)\/(?!next\/)|^(propositions|releases)\//,
    says: /'next'|\b(RECOGNISED|VERSIONS|FIRST|GOLDEN|DRAFT\w*|(schema|examples|propositions|releases)\/)/,
  },
  { changed: /^(messages|packages\/[\w-]+\/messages|test\/golden)\//, says: /golden\/|dist\// },
  { changed: /^ARCHITECTURE\.md$/, path: /^test\/architecture\./ },
  { changed: /^packages\/.*\.md$/, path: /^test\/(schema-diff|fast-validate)\/.*readme/ },
  { changed: /^(?!packages\/).*\.md$/, path: /^test\/(docs|site|governance|workflows)\// },
  { changed: /^docs-site\//, path: /^test\/(docs|site)\// },
  { changed: /^\.github\//, path: /^test\/(docs|workflows|governance)\// },
  { changed: /^bench\//, path: /^test\/bench\// },
  { changed: /^launcher\//, path: /^test\/cli\// },
  { changed: /^federation\//, path: /^test\/federation\// },
  { changed: /^integrations\//, path: /^test\/(integrations|docs|library\/package)\// },
  { changed: /^(schema|examples|messages|src|packages)\//, path: /^test\/governance\/gate\// },
];

/** These name versions, and read none. */
const NAMES_VERSIONS = [
  'support/engine.ts',
  'support/tier.ts',
  'support/changed.ts',
  'messages/cases.ts',
  'docs/readme.test.ts',
].map((path) => `test/${path}`);

/** What makes the built versions, which no test that reads one imports; and who reads them. */
const BUILDS = /^(src\/(generate|governance\/build|model)|packages\/fast-validate\/src)\//;
const BUILT = 'src/validate/registry.node.ts';

/** The changed files that may be imported, and the files of `test` that read the others. vitest finds the tests that are or import one of them. */
export async function relatedTo(changed: readonly string[]): Promise<string[]> {
  const readers = READERS.filter((reader) => changed.some((path) => reader.changed.test(path)));
  // Cases and plans of a test are read by the tests beside them.
  const beside = changed.filter((path) => /^test\/(?!golden\/).*\.(?!ts$)\w+$/.test(path)).map(folderOf);
  const isReading = (path: string, text: string): boolean =>
    beside.includes(folderOf(path)) ||
    readers.some(
      ({ path: where, says }) => where?.test(path) === true || (says?.test(text) === true && !NAMES_VERSIONS.includes(path)),
    );
  const tests = [...(await readTree(join(ROOT, 'test'), (name) => name.endsWith('.ts')))].map(
    ([path, text]) => [`test/${path}`, text] as const,
  );
  const reading = tests.filter(([path, text]) => isReading(path, text)).map(([path]) => path);
  const built = changed.some((path) => BUILDS.test(path)) ? [BUILT] : [];
  return [...new Set([...changed, ...changed.flatMap(compiledOf), ...built, ...reading])].filter((path) =>
    existsSync(join(ROOT, path)),
  );
}

/** The folder below `test/` of a file of tests. */
const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** The modules that a family of messages is compiled to: families of findings together, others each to its own. */
function compiledOf(path: string): string[] {
  const [, from, family] = /^(messages|packages\/[\w-]+\/messages)\/([\w-]+)\.yaml$/.exec(path) ?? [];
  if (from === undefined || family === undefined) return [];
  const folder = from === 'messages' ? 'src/messages/compiled' : from.replace(/messages$/, 'src/compiled');
  return [`${folder}/${family}.ts`, `${folder}/findings.ts`];
}
