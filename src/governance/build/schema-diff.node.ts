import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, under } from '../../host/paths.node.ts';
import { declarations } from './library.node.ts';
import { writeFiles } from '../../host/tree.node.ts';

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
    ([door, path]) => [door, path.replace(/^\.\/src\/(.*)\.ts$/, '$1')] as const,
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
        doors.map(([door, name]) => [door, { types: `./types/${SOURCE}/src/${name}.d.ts`, default: `./dist/${name}.js` }]),
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
