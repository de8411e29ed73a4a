import { build, type BuildOptions, type Metafile, type Plugin, transform, type TransformOptions } from 'esbuild';
import { access, readdir, rm, readFile, chmod, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ROOT, under } from '../../host/paths.node.ts';
import { lateImports } from './imports.ts';
import { sumOfCode } from './made-before.node.ts';

/** Libraries that only the builders need, where the sources are: all others come with the program, which has nothing to install. */
const EXTERNAL = ['esbuild', 'json-schema-to-typescript', 'oxc-parser', 'oxfmt', 'quicktype-core', 'rolldown'];

/** How what is run is bundled: in chunks, so that nothing is loaded that is not needed. */
export const CHUNKS = {
  absWorkingDir: ROOT,
  // The bundle contains the paths of libraries, so a linked node_modules must not change them.
  preserveSymlinks: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
  chunkNames: 'chunk-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  // Not utf8: a source that is all ASCII is read faster.
  charset: 'ascii',
  // CommonJS libraries (yaml) ask for `require`, and only for Node's own modules.
  banner: { js: 'const require = process.getBuiltinModule;' },
  logLevel: 'warning',
} satisfies BuildOptions;

/** The modules that every plain `decp validate FILE` loads. */
const HOT = ['src/cli/main.node.ts', 'src/cli/verbs.node.ts'];

/** The folder holds CommonJS too, to which the plain end of a name is left. */
const MODULES = { '.js': '.mjs' };

/** How the program is bundled. */
export async function programOptions(): Promise<BuildOptions & { metafile: true }> {
  const define = { BUILT_FROM: JSON.stringify(await sumOfCode()) };
  const options = {
    ...CHUNKS,
    entryPoints: { decp: 'scripts/decp.ts' },
    outdir: under('dist', 'bin'),
    outExtension: MODULES,
    define,
  };
  const plugins = [await fastPathAtHand()];
  return { ...options, plugins: [...plugins, await oneChunk(HOT, { ...options, plugins })], metafile: true };
}

/** The one file that loads the package of the fast path, and the package as it names it. */
const LOADER = 'src/validate/load-fast-validate.ts';
const PACKAGE = 'packages/fast-validate/src/index.ts';

/**
 * Every check of a JSON file wants the fast path: the program need not load it late, which would take a chunk more. Where the sources have no such
 * package, the program has no fast path.
 */
async function fastPathAtHand(): Promise<Plugin> {
  const isThere = await access(join(ROOT, PACKAGE)).then(
    () => true,
    () => false,
  );
  const contents = isThere
    ? `import { openFastPath } from ${JSON.stringify(join(ROOT, PACKAGE))};export const loadFastValidate = () => Promise.resolve({ openFastPath });`
    : 'export const loadFastValidate = () => Promise.resolve(undefined);';
  return {
    name: 'fast-path-at-hand',
    setup(bundler) {
      bundler.onLoad({ filter: /fast-validate\.ts$/ }, ({ path }) =>
        path === join(ROOT, LOADER) ? { contents, loader: 'ts' } : undefined,
      );
    },
  };
}

/** Bundles the program into `dist/bin/`, one chunk a verb, so that `decp validate` loads nothing that it does not need. */
export async function buildProgram(): Promise<void> {
  const { metafile } = await build(await programOptions());
  const names = [...(await writeHotScript(metafile)), ...(await buildSecondThread())];
  await removeOthers(new Set(names));
}

/** The code of the second thread is a single file: sharing a chunk with the program would make the program load one more. */
async function buildSecondThread(): Promise<string[]> {
  const outfile = under('dist', 'bin', 'look-ahead.mjs');
  const { metafile } = await build({
    ...CHUNKS,
    splitting: false,
    entryPoints: ['packages/fast-validate/src/ahead/worker.node.ts'],
    outfile,
    metafile: true,
  });
  return Object.keys(metafile.outputs).map((path) => basename(path));
}

/** The chunks of earlier builds have other names; none of them is wanted. */
async function removeOthers(written: ReadonlySet<string>): Promise<void> {
  const folder = under('dist', 'bin');
  for (const name of await readdir(folder)) if (!written.has(name)) await rm(`${folder}/${name}`, { force: true });
}

/**
 * Keeps what `roots` import together in one chunk. esbuild makes a chunk of the modules that the same entries reach, and each module that is
 * imported by `import()` is an entry: what every call loads would come in some forty chunks, at half a millisecond each. So every such
 * entry is made to import `roots` first. It costs nothing: when the entry is loaded, they are there.
 */
async function oneChunk(roots: readonly string[], options: BuildOptions): Promise<Plugin> {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const entries = new Set(lazyEntries(metafile).map((path) => join(ROOT, path)));
  const first = roots.map((root) => `import ${JSON.stringify(join(ROOT, root))};`).join('');
  return {
    name: 'one-chunk',
    setup(bundler) {
      bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!entries.has(path)) return undefined;
        return { contents: `${first}${await readFile(path, 'utf8')}`, loader: 'ts' };
      });
    },
  };
}

/** The sources that are loaded by `import()`. */
const lazyEntries = ({ inputs }: Metafile): string[] => [
  ...new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ kind, external }) => kind === 'dynamic-import' && external !== true).map(({ path }) => path),
    ),
  ),
];

/** How what Node loads without its loader of ES modules is written: that loader takes some milliseconds to start. */
const SCRIPT = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  charset: 'ascii',
} satisfies TransformOptions & BuildOptions;

const bin = (name: string): string => under('dist', 'bin', name);

/** The entry and the one chunk that it loads, as esbuild wrote them: ES modules. */
type Pair = { entry: string; chunk: string };

/**
 * Converts the entry of the program, and the one chunk that it loads, into a CommonJS script that can be compiled ahead of time.
 * The chunk then only re-exports the script, for the chunks that are loaded later. Returns the names of all files needed.
 */
async function writeHotScript({ outputs }: Metafile): Promise<string[]> {
  const pair = pairIn(outputs);
  const script = pair.chunk.replace(/\.mjs$/, '.js');
  await writeFile(bin(script), await scriptOf(pair.chunk));
  await writeFile(bin(pair.chunk), shimOf(outputs[`dist/bin/${pair.chunk}`]?.exports ?? []));
  await writeLoader(script);
  await writeEntry(pair);
  // All others are ES modules by the end of their name, `.mjs`.
  await writeFile(bin('package.json'), '{ "type": "commonjs" }\n');
  const names = Object.keys(outputs).map((path) => basename(path));
  return [...names.filter((name) => name !== pair.entry), script, 'hot.js', 'decp.js', 'package.json'];
}

function pairIn(outputs: Metafile['outputs']): Pair {
  const [path, output] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint !== undefined && /decp\.ts$/.test(entryPoint)) ?? [];
  const [chunk, ...others] = (output?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
  if (path === undefined || !chunk || others.length > 0)
    throw new Error('dist/bin: the entry is to load one chunk, neither more nor less');
  return { entry: basename(path), chunk: basename(chunk.path) };
}

const written = (name: string): Promise<string> => readFile(bin(name), 'utf8');

/** A function, as `Hot` in `src/cli/start/hot.node.ts` has it. ES modules are strict, scripts are where they say so. */
async function scriptOf(chunk: string): Promise<string> {
  const { code } = await transform(await written(chunk), { ...SCRIPT, define: { 'import.meta.url': 'scriptUrl' } });
  return `(function(require,module,scriptUrl,importModule){"use strict";${withImportModule(code)}})\n`;
}

/** The same code with `importModule()` for every `import()`: found in its syntax, for a text may hold the word too. */
function withImportModule(code: string): string {
  const at = lateImports('chunk.js', code);
  return [0, ...at].map((from, index) => code.slice(from, at[index])).join('Module');
}

const shimOf = (names: readonly string[]): string => `import start from"./hot.js";export const{${names.join(',')}}=start.hot;\n`;

async function writeLoader(script: string): Promise<void> {
  await build({
    ...SCRIPT,
    bundle: true,
    entryPoints: [join(ROOT, 'src/cli/start/hot.node.ts')],
    outfile: bin('hot.js'),
    define: { HOT_SCRIPT: JSON.stringify(script) },
  });
}

async function writeEntry({ entry, chunk }: Pair): Promise<void> {
  const { code } = await transform(await written(entry), SCRIPT);
  await writeFile(bin('decp.js'), code.replace(`require("./${chunk}")`, 'require("./hot.js").hot'));
  await chmod(bin('decp.js'), 0o755);
}
