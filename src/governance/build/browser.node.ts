import { build } from 'esbuild';
import { rm } from 'node:fs/promises';
import { ROOT, under } from '../../host/paths.node.ts';
import { declarations } from './library.node.ts';
import { writeFiles } from './write-dist.node.ts';

/** What a page imports, and the file of its worker. */
const ENTRIES = { client: 'src/library/page/client.ts', worker: 'src/library/page/worker.ts' };

/** Bundles the check for browsers into `dist/browser/`, in chunks so that each form of file is loaded when one comes, and its declarations. */
export async function buildBrowser(): Promise<void> {
  const outdir = under('dist', 'browser');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    // What is made names the files of libraries: a linked node_modules must not lead to another folder.
    preserveSymlinks: true,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    // Browsers since the spring of 2024: what the worker needs of them (SIMD, modules in workers) is older.
    target: 'es2024',
    chunkNames: 'chunk-[hash]',
    minify: true,
    legalComments: 'eof',
    charset: 'utf8',
    logLevel: 'warning',
  });
  // A worker exports nothing, but a program that names its file must find the types of that.
  const worker = { path: 'src/browser/worker.d.ts', text: 'export {};\n' };
  await writeFiles(`${outdir}/types`, [...(await declarations([ENTRIES.client])), worker]);
}
