import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { under, ROOT } from '../../host/paths.node.ts';
import { importsIn } from './imports.ts';
import { CHUNKS } from './program.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import type { DistFile } from './dist-files.node.ts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The modules that other programs import, by their name in the package. */
const ENTRIES = { index: 'src/library/index.node.ts', diff: 'src/library/diff.ts' };

/** Bundles the library into `dist/lib/`, with nothing left to install, and its declarations into `dist/lib/types/`. */
export async function buildLibrary(): Promise<void> {
  await rm(under('dist', 'lib'), { recursive: true, force: true });
  await build({ ...CHUNKS, entryPoints: ENTRIES, outdir: under('dist', 'lib') });
  await writeFiles(under('dist', 'lib', 'types'), await declarations(Object.values(ENTRIES)));
}

/** Emits the declarations of some sources and of everything that they import, in the folder structure of the sources. */
export async function declarations(entries: readonly string[]): Promise<DistFile[]> {
  const files = new Map<string, string>();
  for (let wanted = [...entries]; wanted.length > 0;) {
    const found = await declarationsOf(wanted);
    for (const [path, text] of found) files.set(path, text.replaceAll(RELATIVE, '$1.js$2'));
    const named = found.flatMap(([path, text]) =>
      importsIn(path, text)
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(posix.dirname(path), name)),
    );
    wanted = [...new Set(named)].filter((path) => !files.has(path));
  }
  return [...files].map(([path, text]) => ({ path: declarationName(path), text }));
}

/** `src/finding.ts` → `src/finding.d.ts` */
const declarationName = (path: string): string => path.replace(/\.ts$/, '.d.ts');

/** The end of the name of a source in an import. */
const RELATIVE = /(from '\.[^']*)\.ts(')/g;

/** Without looking at other files: what is public says its types. */
const ALONE = [
  '--ignoreConfig',
  '--isolatedDeclarations',
  '--noCheck',
  '--noResolve',
  '--strict',
  '--target',
  'es2023',
  '--module',
  'preserve',
];

/** The declarations of sources, each with the path of its source. Throws where one of them does not say its types. */
async function declarationsOf(paths: readonly string[]): Promise<(readonly [path: string, text: string])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'decp-types-'));
  try {
    const where = ['--rootDir', '.', '--outDir', folder];
    const output = await compilerSays([...ALONE, '--declaration', '--emitDeclarationOnly', ...where, ...paths]);
    if (output !== '') throw new Error(output);
    return await Promise.all(
      paths.map(async (path) => [path, await readFile(join(folder, declarationName(path)), 'utf8')] as const),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the TypeScript compiler with these arguments. Returns its output, which is empty if there are no errors. */
export async function compilerSays(args: readonly string[], cwd: string = ROOT): Promise<string> {
  const command = [under('node_modules/typescript/bin/tsc'), '--pretty', 'false', ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd, maxBuffer: 1 << 26 });
    return stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout === '' && stderr === '') throw error;
    return `${stdout}${stderr}`.trim();
  }
}

const SOURCE = 'packages/schema-diff';

type Manifest = {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  exports: Record<string, string>;
  private?: boolean;
};

/** The package `schema-diff` as it is published, in a folder: built, with its declarations, its README and nothing of the référentiel. */
export async function buildSchemaDiff(folder: string): Promise<void> {
  const text = async (path: string): Promise<string> => readFile(under(path), 'utf8');
  const { private: _private, dependencies: _bundled, ...manifest } = JSON.parse(await text(`${SOURCE}/package.json`)) as Manifest;
  const doors = Object.entries(manifest.exports).map(
    ([entrance, path]) => [entrance, path.replace(/^\.\/src\/(.*)\.ts$/, '$1')] as const,
  );
  const sources = doors.map(([, name]) => `${SOURCE}/src/${name}.ts`);
  await rm(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: {
      ...Object.fromEntries(doors.map(([, name]) => [name, `${SOURCE}/src/${name}.ts`])),
      cli: `${SOURCE}/src/cli.node.ts`,
    },
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    // Libraries come with it, with their notices: there is nothing to install beside it.
    legalComments: 'eof',
    minifySyntax: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: 'const require = process.getBuiltinModule;' },
    logLevel: 'warning',
  });
  const published = {
    ...manifest,
    bin: { [manifest.name]: './dist/cli.js' },
    exports: {
      ...Object.fromEntries(
        doors.map(([entrance, name]) => [
          entrance,
          { types: `./types/${SOURCE}/src/${name}.d.ts`, default: `./dist/${name}.js` },
        ]),
      ),
      './package.json': './package.json',
    },
    files: ['dist', 'types', 'README.md', 'LICENSE'],
  };
  await writeFiles(join(folder, 'types'), await declarations(sources));
  await writeFiles(folder, [
    { path: 'package.json', text: `${JSON.stringify(published, null, 2)}\n` },
    { path: 'README.md', text: await text(`${SOURCE}/README.md`) },
    { path: 'LICENSE', text: await text(`${SOURCE}/LICENSE`) },
  ]);
}
