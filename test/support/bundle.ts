import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './engine.ts';

/** Where a bundle stands: two folders below the top of a tree, as sources do, so that it looks at that tree. */
const FOLDER = '.cache/e2e';

/** Scripts of the tests of which each becomes, with all that it loads, one file: TypeScript is read once and not by every process. */
export async function bundleScripts(scripts: readonly string[]): Promise<void> {
  await build({
    entryPoints: scripts.map((script) => join(ROOT, script)),
    outdir: join(ROOT, FOLDER),
    outbase: ROOT,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'silent',
  });
}

/** The path of the bundle of a script in a copy of the project that has the same sources. */
export function bundleIn(tree: string, script: string): string {
  const path = join(FOLDER, basename(script).replace(/\.ts$/, '.mjs'));
  mkdirSync(join(tree, dirname(path)), { recursive: true });
  copyFileSync(join(ROOT, path), join(tree, path));
  return join(tree, path);
}
