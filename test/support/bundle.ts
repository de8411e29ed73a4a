/** Programs of the tests in one file each: TypeScript is read once, and not by every process that is started. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ROOT } from './engine.ts';

type Options = { format?: 'cjs' | 'esm'; ownUrls?: boolean };

/**
 * Bundles a script, a path from the top of the project, with all that it loads, and returns `outfile`. `ownUrls`: a source that asks where it stands is
 * told where it stood before it was bundled.
 */
export async function bundled(
  script: string,
  outfile: string,
  { format = 'esm', ownUrls = false }: Options = {},
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
    plugins: ownUrls ? [OWN_URLS] : [],
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

/** Where the bundle of a script stands in a tree: two folders below its top, as sources do, so that it looks at that tree. */
const bundlePath = (script: string): string => join('.cache/bundles', basename(script).replace(/\.ts$/, '.mjs'));

/** Bundles scripts for copies of the project that have the same sources (`bundleIn`). */
export async function bundleScripts(scripts: readonly string[]): Promise<void> {
  await Promise.all(scripts.map((script) => bundled(script, join(ROOT, bundlePath(script)))));
}

/** The path of the bundle of a script in a copy of the project that has the same sources. */
export function bundleIn(tree: string, script: string): string {
  const path = bundlePath(script);
  mkdirSync(join(tree, dirname(path)), { recursive: true });
  copyFileSync(join(ROOT, path), join(tree, path));
  return join(tree, path);
}
