import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { keptOrMade } from '../../../src/host/kept-files.node.ts';
import { under } from '../../../src/host/paths.node.ts';
import { emitRecogniser, type Ingredients } from './emit/module.ts';
export { ENTRY, type Ingredients } from './emit/module.ts';
export { tablesImage } from './rules/tables.ts';

const HAND_WRITTEN = under('packages', 'fast-validate', 'src', 'assembly');

/** The AssemblyScript that all recognisers share, by file name. */
export async function handWritten(): Promise<Map<string, string>> {
  const names = (await readdir(HAND_WRITTEN)).filter((name) => name.endsWith('.ts')).sort();
  const texts = await Promise.all(names.map((name) => readFile(`${HAND_WRITTEN}/${name}`, 'utf8')));
  return new Map(names.map((name, i) => [name, texts[i] ?? '']));
}

/** The AssemblyScript of a recogniser, by file name. */
export async function recogniserSources(ingredients: Ingredients): Promise<Map<string, string>> {
  return new Map([...(await handWritten()), ...emitRecogniser(ingredients)]);
}

/**
 * No runtime and no check of bounds: the module has no objects, and its memory is its own. What it needs of a processor, every engine since
 * 2021 has. Small code: engines compile what runs often a second time, which takes longer than inlining more would save.
 */
export const OPTIONS: readonly string[] = [
  ...['--runtime', 'stub', '--noAssert', '--disableWarning', '--use', 'abort='],
  ...['--optimizeLevel', '3', '--shrinkLevel', '1', '--enable', 'simd', '--enable', 'bulk-memory'],
];

const COMPILER = pathToFileURL(under('node_modules', 'assemblyscript', 'dist', 'asc.js')).href;

/** Plain JavaScript, run apart: the compiler keeps its thread busy for seconds, and there are several modules to compile. */
const COMPILE = `
const { parentPort, workerData: { compiler } } = require('node:worker_threads');
const loading = import(compiler);
parentPort.on('message', async ({ files, args }) => {
  const { default: asc } = await loading;
  let wasm;
  const { error, stderr } = await asc.main(args, {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (name, contents) => { if (name.endsWith('.wasm')) wasm = contents; },
    listFiles: () => [],
  });
  parentPort.postMessage(error || !wasm ? { said: String(error) + '\\n' + stderr.toString() } : { wasm });
});
`;

/** One slip in a generator makes hundreds of errors. */
const SHOWN = 2000;

/** A thread that has compiled, for the next module: to load the compiler takes longer than to compile a small one. It keeps no process alive. */
let idle: Worker | undefined;

const argsOf = (entry: string, options: readonly string[]): string[] => [entry, '--outFile', 'out.wasm', ...options];

/** Sources by file name. */
type Sources = ReadonlyMap<string, string>;

/** Modules that were compiled, each of up to 160 KB. */
const STORE = { folder: under('.cache', 'compiled'), most: 200 };

/**
 * The WebAssembly that the AssemblyScript in `files` (sources by name) makes, from the store where the same was compiled before.
 * `entry` is the file whose exports count. Throws with what the compiler says where it refuses.
 */
export async function compileAssembly(files: Sources, entry: string, options = OPTIONS): Promise<Uint8Array> {
  const args = argsOf(entry, options);
  return (await keptOrMade(STORE, await sumOf(files, args), () => compiled(files, args))).bytes;
}

/** The sum of all that a module is made of: its sources, the compiler and how it is called. */
async function sumOf(files: Sources, args: readonly string[]): Promise<string> {
  const versions = ['assemblyscript', 'binaryen'].map((name) => readFile(under('node_modules', name, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update([...(await Promise.all(versions)), COMPILE, ...args].join('\0'));
  const sources = [...files].filter(([name]) => name.endsWith('.ts')).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, text] of sources) hash.update(`\0${name}\0${text}`);
  return hash.digest('hex');
}

/** As `compileAssembly`, without the store: what is published, or held against what was published, hangs on nothing that was left behind. */
export const compileAnew = (files: Sources, entry: string): Promise<Uint8Array> => compiled(files, argsOf(entry, OPTIONS));

function compiled(files: Sources, args: readonly string[]): Promise<Uint8Array> {
  const worker = idle ?? new Worker(COMPILE, { eval: true, execArgv: [], workerData: { compiler: COMPILER } });
  idle = undefined;
  worker.ref();
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', ({ wasm, said }: { wasm?: Uint8Array; said?: string }) => {
      worker.off('error', reject);
      if (wasm) resolve(wasm);
      else reject(new Error(`AssemblyScript: ${(said ?? '').slice(0, SHOWN)}`));
      keep(worker);
    });
    worker.postMessage({ files, args });
  });
}

function keep(worker: Worker): void {
  if (idle) void worker.terminate();
  else {
    worker.unref();
    idle = worker;
  }
}
