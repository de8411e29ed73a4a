/** Programs of the tests in one file each: TypeScript is read once, and not by every process that is started. */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { ROOT } from './engine.ts';
import { madeOnce } from './once.ts';

type Options = Pick<BuildOptions, 'define' | 'plugins'> & { format?: 'cjs' | 'esm'; ownUrls?: boolean };

/**
 * Bundles a script, a path from the top of the project, with all that it loads, and returns `outfile`. `ownUrls`: a source that asks where it stands is
 * told where it stood before it was bundled.
 */
export async function bundled(
  script: string,
  outfile: string,
  { format = 'esm', ownUrls = false, plugins = [], define = {} }: Options = {},
): Promise<string> {
  await build({
    entryPoints: [join(ROOT, script)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format,
    target: 'node20.19',
    logLevel: 'silent',
    define,
    plugins: ownUrls ? [OWN_URLS, ...plugins] : plugins,
  });
  return outfile;
}

const OWN_URLS: Plugin = {
  name: 'own-urls',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents: text, loader: 'ts' };
    });
  },
};

const nameOf = (script: string): string => script.replaceAll('/', '-').replace(/\.ts$/, '.mjs');

/** The bundle of a script, made once for all files of a run, which ask with the same options; what it imports of packages it finds where it stands. */
export async function bundleOf(script: string, options: Options = {}): Promise<string> {
  const folder = await madeOnce(`${nameOf(script)}.bundle`, async (made) => {
    await bundled(script, join(made, nameOf(script)), options);
    symlinkSync(join(ROOT, 'node_modules'), join(made, 'node_modules'), 'junction');
  });
  return join(folder, nameOf(script));
}

/**
 * The path of the bundle of a script in a copy of the project that has the same sources: two folders below its top, as sources stand, so that it looks at
 * that tree.
 */
export async function bundleIn(tree: string, script: string, options?: Options): Promise<string> {
  const path = join(tree, '.cache/bundles', nameOf(script));
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(await bundleOf(script, options), path);
  return path;
}
