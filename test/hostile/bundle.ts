/** Programs of the tests in one file each: `tsx` takes seconds to start one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Bundles a program that stands beside `from` to `outfile`, from where its packages are found. */
export async function bundled(program: string, from: string, outfile: string, format: 'cjs' | 'esm'): Promise<string> {
  await build({
    entryPoints: [fileURLToPath(new URL(program, from))],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    target: 'node20',
    logLevel: 'error',
    packages: 'external',
    plugins: [ownUrls],
  });
  return outfile;
}

/** A source that asks where it stands is told where it stood before it was bundled. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents: text, loader: 'ts' };
    });
  },
};
