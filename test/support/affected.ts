import { importsOf } from './architecture.ts';

/** Which tests a change can break: all of them, or these files. */
export type Affected = 'all' | string[];

const TEST = /^test\/.*\.test\.ts$/;
const CODE = /^(packages|src|test|scripts|federation|docs-site\/(make|shared|src))\/.*\.ts$/;

/** The draft and its examples: the tests that read it can break. Other versions are frozen. */
const DRAFT = /^(schema|examples)\/next\//;

/** Files that all versions share, and files that tests read by name. */
const SHARED = /^(schema|examples|propositions|releases)\//;

/** Documents and the site: the tests in these folders read them. */
const DOCUMENTS: [changed: RegExp, folders: RegExp][] = [
  [/^ARCHITECTURE\.md$/, /^test\/architecture\./],
  [/^packages\/.*\.md$/, /^test\/(schema-diff|fast-validate)\/.*readme/],
  [/^(?!(src|packages)\/).*\.md$/, /^test\/(docs|site|governance|workflows)\//],
  [/^docs-site\//, /^test\/(docs|site)\//],
  [/^\.github\//, /^test\/(docs|workflows|governance)\//],
  [/^bench\//, /^test\/bench\//],
  [/^launcher\//, /^test\/cli\//],
  [/^federation\//, /^test\/federation\//],
  [/^integrations\//, /^test\/(integrations|docs|library\/package)\//],
];

/** A test that reads the draft says so, itself or in a helper of the tests: it loads or asks for `next`, or goes through all versions. `'next'` alone is also the name of a side of a comparison. */
const READS_DRAFT =
  /\b(RECOGNISED|VERSIONS|DRAFT\w*)\b|\b(schema|examples|versions|forms|rules)\/next\b|\w\(\s*'next'|'--(schema|to)', 'next'|'diff', '--latest'|\d', 'next'/;

/**
 * Codes are opaque texts to a rule, so neither its compilation nor its results depend on them. Codes that rules name are checked
 * in test/governance.
 */
const CODES = /^schema\/next\/codelists\//;
const OF_RULES = /^test\/rules\//;

/** The same of any version, and of what all share. */
const READS_STANDARD = /'next'|\b(RECOGNISED|VERSIONS|FIRST|GOLDEN|DRAFT\w*|(schema|examples|propositions|releases)\/)/;

/** These name versions, and read none. */
const NAMES_VERSIONS = [
  ...['engine', 'tier', 'affected'].map((name) => `test/support/${name}.ts`),
  'test/messages/cases.ts',
  'test/docs/readme.test.ts',
];

/** The results of these tests do not depend on the content of the examples, from which they derive damaged files. */
const ANY_EXAMPLE = /^test\/(hostile|support)\//;

/** The modules that build `dist/`, and those that read built versions: a test that reads one need not import what built it. */
const BUILD = 'src/governance/build/command.node.ts';
const BUILT = 'src/validate/registry.node.ts';
const ASSEMBLY = /^packages\/fast-validate\/src\/assembly\//;

/** A family of messages counts as the module that it is compiled to; families of findings are compiled together. */
const MESSAGES = /^(messages|packages\/[\w-]+\/messages)\/([\w-]+)\.yaml$/;

/** These read every source. */
const READ_ALL = ['test/architecture.test.ts', 'test/classes.test.ts'];

/** A test that runs the built program: what it imports does not say what it runs. */
const RUNS_PROGRAM = /(?<!ajv[\w-]*\/)dist\/|'dist'|scripts\//;

/**
 * Returns the function that says which tests a change of some paths can break. `sources`: every TypeScript file of packages, src, test and scripts, path → text. Code counts
 * for the tests that import it, at any distance, and for those that run the built program; data for the tests that read the standard. A
 * path that no rule knows (package.json, a configuration) counts for all tests.
 */
export function affectedIn(sources: ReadonlyMap<string, string>): (changed: readonly string[]) => Affected {
  const graph = new Map([...sources].map(([path, text]) => [path, importsWhereRead(path, text)]));
  const tests = [...sources.keys()].filter((path) => TEST.test(path)).map((path) => ({ path, imports: reached(path, graph) }));
  const building = reached(BUILD, graph);
  /** The tests that have such words, themselves or in a helper of the tests that they import. */
  const saying = (words: RegExp): Set<string> => {
    const isSaying = (path: string): boolean => !NAMES_VERSIONS.includes(path) && words.test(sources.get(path) ?? '');
    const files = new Set([...sources.keys()].filter((path) => path.startsWith('test/') && isSaying(path)));
    return new Set(tests.filter(({ imports }) => [...imports].some((path) => files.has(path))).map(({ path }) => path));
  };
  const [readsDraft, readsStandard] = [saying(READS_DRAFT), saying(READS_STANDARD)];
  const [runsProgram, hasGolden] = [saying(RUNS_PROGRAM), saying(/golden\//)];
  return (changed) => {
    const found = new Set<string>();
    const add = (isAffected: (test: string, imports: ReadonlySet<string>) => boolean): void => {
      for (const { path, imports } of tests) if (isAffected(path, imports)) found.add(path);
    };
    for (const path of changed) {
      const documents = DOCUMENTS.filter(([document]) => document.test(path));
      if (CODE.test(path)) {
        const isBuilding = ASSEMBLY.test(path) || building.has(path);
        const isProduct = !path.startsWith('test/');
        const isReached = tests.some(({ imports }) => imports.has(path));
        add((test, imports) => imports.has(path) || (isBuilding && imports.has(BUILT)) || (isProduct && runsProgram.has(test)));
        if (isProduct) add((test) => READ_ALL.includes(test));
        // The setup of all tests, or a script that a test starts.
        else if (!isReached && path.startsWith('test/support/')) return 'all';
        else if (!isReached) add((test) => test.startsWith(folderOf(path)));
      } else if (MESSAGES.test(path)) {
        const compiled = compiledOf(path, (name) => tests.some(({ imports }) => imports.has(name)));
        add((test, imports) => imports.has(compiled) || runsProgram.has(test) || hasGolden.has(test));
      } else if (DRAFT.test(path))
        add((test) => readsDraft.has(test) && !ANY_EXAMPLE.test(test) && !(CODES.test(path) && OF_RULES.test(test)));
      else if (SHARED.test(path)) add((test) => readsStandard.has(test) || runsProgram.has(test));
      else if (path.startsWith('test/golden/')) add((test) => hasGolden.has(test));
      else if (path.startsWith('test/')) add((test) => test.startsWith(folderOf(path)));
      else if (documents.length === 0) return 'all';
      for (const [, folders] of documents) add((test) => folders.test(test));
    }
    return [...found].sort();
  };
}

/** The compiled module of a family; of all findings where no module has its name. */
function compiledOf(path: string, isImported: (name: string) => boolean): string {
  const [, from = '', family = ''] = MESSAGES.exec(path) ?? [];
  const folder = from === 'messages' ? 'src/messages/compiled' : from.replace(/messages$/, 'src/compiled');
  return [family, 'findings'].map((name) => `${folder}/${name}.ts`).find(isImported) ?? `${folder}/${family}.ts`;
}

/** The folder below `test/` to which a file belongs: its cases are read there. */
const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/') + '/';

/** A source with a slip in it imports nothing: the checks of code name the slip. */
function importsWhereRead(path: string, text: string): string[] {
  try {
    return importsOf(path, text);
  } catch {
    return [];
  }
}

/** A file and all that it imports, at any distance. */
function reached(path: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return seen;
}
