import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { programOptions } from '../../src/governance/build/program.node.ts';
import { ROOT } from '../support/engine.ts';

const FILE = 'examples/2.0.3/valid/base-marche.json';

/** Node flags that have each module reported on standard error when it is loaded (of CommonJS: at the end), or each of Node's own at the end. */
const moduleOf = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
const HOOKS =
  "import { writeSync } from 'node:fs'; export const load = (url, context, next) => { writeSync(2, `${url}\\n`); return next(url, context); };";
const COMMONJS =
  "process.on('exit', () => { for (const path of Object.keys(module._cache)) writeSync(2, `${pathToFileURL(path).href}\\n`); });";
const LIST_FILES = [
  '--import',
  moduleOf(
    "import module, { register } from 'node:module'; import { writeSync } from 'node:fs'; import { pathToFileURL } from 'node:url';" +
      `register(${JSON.stringify(moduleOf(HOOKS))}); ${COMMONJS}`,
  ),
];
const LIST_BUILTINS = [
  '--import',
  moduleOf("process.on('exit', () => { process.getBuiltinModule('fs').writeSync(2, process.moduleLoadList.join('\\n')); });"),
];

const reportedBy = (flags: readonly string[], args: readonly string[]): string[] => {
  const program = [...flags, 'dist/bin/decp.js', 'validate', ...args];
  const { status, stderr, stdout } = spawnSync(process.execPath, program, { cwd: ROOT, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining(FILE)]);
  return stderr.split('\n');
};

/** The files loaded, those of the build with the sum of their content left out of their name. */
const filesOf = (args: readonly string[]): string[] => {
  const urls = reportedBy(LIST_FILES, args).filter((url) => url.startsWith('file:'));
  return [...new Set(urls)].map((url) => url.replace(/^.*\/dist\//, '').replace(/chunk-\w+/, 'chunk'));
};

describe('a file with nothing wrong', () => {
  test('loads the program and what loads the one script of what every call needs, no module of ES and no validators', () => {
    expect(filesOf([FILE, '--rules', 'none'])).toEqual(['bin/decp.js', 'bin/hot.js']);
  });

  test('with rules, loads besides the rules and what runs them', () => {
    const files = filesOf([FILE]);
    expect(files.filter((name) => /^rules\/(\d[^/]*\/)?rules\.js$/.test(name))).toHaveLength(1);
    expect(files.filter((name) => name.startsWith('versions/'))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(10);
  });

  test("loads no streams, no sums and no compression among Node's own modules", () => {
    const builtins = reportedBy(LIST_BUILTINS, [FILE, '--rules', 'none']);
    expect(
      builtins.filter((name) => / (stream|net|tty|zlib|crypto|internal\/streams\/readable|internal\/crypto\/hash)$/.test(name)),
    ).toEqual([]);
    expect(builtins).toContain('NativeModule fs/promises');
  });
});

describe('the chunk of what every call needs', async () => {
  const { metafile } = await build({ ...(await programOptions()), write: false });
  const outputs = Object.values(metafile.outputs);
  const entry = outputs.find(({ entryPoint }) => entryPoint === 'scripts/decp.ts');
  const chunks = (entry?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => metafile.outputs[path]);
  const sources = Object.keys(chunks[0]?.inputs ?? {});

  test('is one, and loads no other before it runs', () => {
    expect(chunks).toHaveLength(1);
    const loaded = chunks[0]?.imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
    expect(loaded).toEqual([]);
  });

  test('holds no library but the plural of two languages, no message but those of its report, no command line, no other reader than that of JSON', () => {
    const foreign =
      /node_modules\/(?!make-plural\/)|^src\/messages\.ts|^src\/messages\/(syntax|structure|schema|input|xml)|^src\/read\/(xml|csv|xlsx|package|table)\/|cli\/(help|failure|maintenance)|^src\/messages\/(compiled\/)?(command-line|findings|sentences)/;
    expect(sources).toContain('src/read/json/read-json.ts');
    expect(sources.filter((path) => foreign.test(path))).toEqual([]);
    // Each 30,000 bytes cost about a millisecond, whatever runs of them. The table of all verbs takes 8,000 with the options of convert and migrate, its parser
    // 4,400; the words of the report in two languages take 13,300 with those of the verdict that a person is to look at it;
    // what Ctrl+C asks for while a part of a check runs, 300; what else is to be done of a file to review, 700; what becomes of a record of XML in the
    // forecast, and the schemas that are no versions, 1,700; the words of families of rules in published versions, 800; the
    // platform that a record names, 400; the room for few brackets and few fingerprints that small files take, 1,000; what is lost with a record in
    // the forecast, 2,000.
    expect(chunks[0]?.bytes).toBeLessThan(214_900);
  });
});
