import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { ROOT, under } from '../paths.ts';

/** Libraries that only the builders need: they stay in node_modules, the program that checks files never loads them. */
const EXTERNAL = ['esbuild', 'ajv', '@apidevtools/json-schema-ref-parser', 'markdown-it'];

/** Bundles the program into `dist/bin/`, one chunk a verb, so that `decp validate` loads nothing that it does not need. */
export async function buildProgram(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    metafile: true,
    entryPoints: { decp: under('scripts', 'decp.ts') },
    outdir: under('dist', 'bin'),
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
    charset: 'utf8',
    // CommonJS libraries (commander, yaml) ask for `require` of Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  await removeOthers(new Set(Object.keys(metafile.outputs).map((path) => basename(path))));
}

/** The chunks of earlier builds have other names; none of them is wanted. */
async function removeOthers(written: ReadonlySet<string>): Promise<void> {
  const folder = under('dist', 'bin');
  for (const name of await readdir(folder)) if (!written.has(name)) await rm(`${folder}/${name}`, { force: true });
}
