import { build, type BuildOptions } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { ROOT, under } from '../paths.ts';

/** Libraries that only the builders need, where the sources are: all others come with the program, which has nothing to install. */
const EXTERNAL = ['esbuild', 'json-schema-to-typescript', 'quicktype-core', 'typescript'];

/** How what is run is bundled: in chunks, so that nothing is loaded that is not needed. */
export const CHUNKS = {
  absWorkingDir: ROOT,
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
  // CommonJS libraries (commander, yaml) ask for `require` of Node's own modules. Under a name that no library has of its own.
  banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the program into `dist/bin/`, one chunk a verb, so that `decp validate` loads nothing that it does not need. */
export async function buildProgram(): Promise<void> {
  const { metafile } = await build({
    ...CHUNKS,
    metafile: true,
    entryPoints: { decp: under('scripts', 'decp.ts') },
    outdir: under('dist', 'bin'),
  });
  await removeOthers(new Set(Object.keys(metafile.outputs).map((path) => basename(path))));
}

/** The chunks of earlier builds have other names; none of them is wanted. */
async function removeOthers(written: ReadonlySet<string>): Promise<void> {
  const folder = under('dist', 'bin');
  for (const name of await readdir(folder)) if (!written.has(name)) await rm(`${folder}/${name}`, { force: true });
}
