import { build, transform, type BuildOptions, type Metafile, type TransformOptions } from 'esbuild';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ROOT, under } from '../../host/paths.node.ts';
import { lateImports } from './imports.ts';

/** How what Node loads without its loader of ES modules is written: that loader takes some milliseconds to start. */
const SCRIPT = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  charset: 'ascii',
} satisfies TransformOptions & BuildOptions;

const bin = (name: string): string => under('dist', 'bin', name);

/** The entry and the one chunk that it loads, as esbuild wrote them: ES modules. */
type Pair = { entry: string; chunk: string };

/**
 * Makes CommonJS of the entry of the program, and of the one chunk that it loads a script that can be compiled beforehand. The chunk itself
 * then only hands on what the script exports, to the chunks that are loaded later. Gives the names of all files that are wanted.
 */
export async function writeHotScript({ outputs }: Metafile): Promise<string[]> {
  const pair = pairIn(outputs);
  const script = pair.chunk.replace(/\.mjs$/, '.js');
  await writeFile(bin(script), await scriptOf(pair.chunk));
  await writeFile(bin(pair.chunk), shimOf(outputs[`dist/bin/${pair.chunk}`]?.exports ?? []));
  await writeLoader(script);
  await writeEntry(pair);
  // All others are ES modules by the end of their name, `.mjs`.
  await writeFile(bin('package.json'), '{ "type": "commonjs" }\n');
  const names = Object.keys(outputs).map((path) => basename(path));
  return [...names.filter((name) => name !== pair.entry), script, 'hot.js', 'decp.js', 'package.json'];
}

function pairIn(outputs: Metafile['outputs']): Pair {
  const [path, output] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint !== undefined && /decp\.ts$/.test(entryPoint)) ?? [];
  const [chunk, ...others] = (output?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
  if (path === undefined || !chunk || others.length > 0)
    throw new Error('dist/bin: the entry is to load one chunk, neither more nor less');
  return { entry: basename(path), chunk: basename(chunk.path) };
}

const written = (name: string): Promise<string> => readFile(bin(name), 'utf8');

/** A function, as `Hot` in `src/cli/start/hot.node.ts` has it. ES modules are strict, scripts are where they say so. */
async function scriptOf(chunk: string): Promise<string> {
  const { code } = await transform(await written(chunk), { ...SCRIPT, define: { 'import.meta.url': 'scriptUrl' } });
  return `(function(require,module,scriptUrl,importModule){"use strict";${withImportModule(code)}})\n`;
}

/** The same code with `importModule()` for every `import()`: found in its syntax, for a text may hold the word too. */
function withImportModule(code: string): string {
  const at = lateImports('chunk.js', code);
  return [0, ...at].map((from, index) => code.slice(from, at[index])).join('Module');
}

const shimOf = (names: readonly string[]): string => `import start from"./hot.js";export const{${names.join(',')}}=start.hot;\n`;

async function writeLoader(script: string): Promise<void> {
  await build({
    ...SCRIPT,
    bundle: true,
    entryPoints: [join(ROOT, 'src/cli/start/hot.node.ts')],
    outfile: bin('hot.js'),
    define: { HOT_SCRIPT: JSON.stringify(script) },
  });
}

async function writeEntry({ entry, chunk }: Pair): Promise<void> {
  const { code } = await transform(await written(entry), SCRIPT);
  await writeFile(bin('decp.js'), code.replace(`require("./${chunk}")`, 'require("./hot.js").hot'));
  await chmod(bin('decp.js'), 0o755);
}
