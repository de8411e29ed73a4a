import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../host/paths.node.ts';

/**
 * Keeps what `root` imports together in one chunk. esbuild makes a chunk of the modules that the same entries reach, and each module that is
 * imported by `import()` is an entry: what every call loads would come in some forty chunks, at half a millisecond each. So every such
 * entry is made to import `root` first. It costs nothing: when the entry is loaded, `root` is there.
 */
export async function oneChunk(root: string, options: BuildOptions): Promise<Plugin> {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const entries = new Set(lazyEntries(metafile).map((path) => join(ROOT, path)));
  const first = `import ${JSON.stringify(join(ROOT, root))};`;
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
