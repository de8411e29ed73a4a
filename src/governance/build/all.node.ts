import { readFile, writeFile, rm } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { buildLibrary, declarations } from './library.node.ts';
import { buildProgram } from './program.node.ts';
import { buildQuietly } from './command.node.ts';
import { asOnlyBuild } from './lock.node.ts';
import { codeSum, forgetMade, forgetStamp, madeOfCode, STAMP, sumOf } from './made-before.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { ROOT, under } from '../../host/paths.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { codePath } from '../../host/code-cache.node.ts';

/** Builds all of `dist/` that calls of the program need, and reuses nothing of an earlier build. */
export const buildAnew = (lang: Lang): Promise<ExitCode> =>
  asOnlyBuild(async () => {
    await forgetMade();
    return buildAll(lang);
  });

/** As `buildAnew`, but reuses what is up to date. Where all is, only another binary of the same Node may still have its compiled code to keep. */
export const buildWhereStale = (lang: Lang): Promise<ExitCode> =>
  asOnlyBuild(async () => {
    const built = await readFile(STAMP, 'utf8').catch(() => '');
    if (built !== stampOf(await sumOfSources())) return buildAll(lang);
    keepCompiledCode();
    return EXIT.conforming;
  });

/** Builds into `dist/` the program and the library, unless they are there, and what these need of each version; leaves there the sum of the sources. */
async function buildAll(lang: Lang): Promise<ExitCode> {
  const [sum] = await Promise.all([sumOfSources(), codeSum()]);
  await forgetStamp();
  const ofCode = madeOfCode(['bin', 'lib', 'browser'], () => Promise.all([buildProgram(), buildLibrary(), buildBrowser()]));
  const [code] = await Promise.all([buildQuietly(lang), ofCode]);
  if (code !== EXIT.conforming) return code;
  keepCompiledCode();
  await writeFile(STAMP, stampOf(sum));
  return EXIT.conforming;
}

const stampOf = (sum: string): string => `${sum}\n${process.versions.node}\n`;

/** All that a build reads. */
export const SOURCES = {
  folders: ['examples', 'messages', 'packages', 'propositions', 'releases', 'schema', 'scripts', 'src'],
  files: ['package.json', 'package-lock.json', 'tsconfig.json'],
};

export const sumOfSources = (): Promise<string> => sumOf(SOURCES.folders, SOURCES.files);

/** The module that a page imports, and its worker. */
const ENTRIES = { client: 'src/library/page/client.ts', worker: 'src/library/page/worker.ts' };

/**
 * Bundles the browser version of the check into `dist/browser/`, with its declarations. Each file format is loaded on demand. Rolldown makes few files of it,
 * because it knows what is loaded already where a format is asked for: a page that checks a file asks for a fifth of what esbuild has it ask for.
 */
async function buildBrowser(): Promise<void> {
  const outdir = under('dist', 'browser');
  await rm(outdir, { recursive: true, force: true });
  // Loaded only to build: most calls find all built.
  const { build } = await import('rolldown');
  await build({
    cwd: ROOT,
    // A linked node_modules must not change the bundle.
    resolve: { symlinks: false },
    input: ENTRIES,
    platform: 'browser',
    // Browsers since the spring of 2024: what the worker needs of them (SIMD, modules in workers) is older.
    transform: { target: 'es2024' },
    // Some modules are loaded on demand by one entry and at once by the other.
    checks: { ineffectiveDynamicImport: false },
    output: {
      dir: outdir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunk-[hash].js',
      minify: true,
    },
    logLevel: 'warn',
  });
  // A worker exports nothing, but a program that names its file must find the types of that.
  const worker = { path: 'src/library/page/worker.d.ts', text: 'export {};\n' };
  await writeFiles(`${outdir}/types`, [...(await declarations([ENTRIES.client])), worker]);
}

/** Loads what every call needs, checks files, and keeps the code as it then is: functions are compiled when they are first called. */
const KEEP = `
const [loader, path, ...files] = process.argv.slice(1);
const { script, hot } = require(loader);
const check = async (args) => {
  const code = await hot.runCall(hot.DECP, ['validate', ...args]);
  if (code !== 0) throw new Error('a call to be warmed up by gave ' + code);
};
check([...files, '--rules', 'none']).then(() => {
  const code = script.createCachedData();
  require('node:fs').writeFileSync(path, Buffer.concat([code, code]));
});
`;

/** The files of a typical call: most files are in the version in force, of either kind. */
const FILES = ['base-marche', 'base-concession'].map((name) => under('examples', '2.0.3', 'valid', `${name}.json`));

/**
 * Keeps beside the script of `dist/bin/` its compiled code, as `compiledCode` reads it, unless this binary of Node has kept it before. All that
 * a check reads has to be there.
 */
function keepCompiledCode(): void {
  const script = readdirSync(under('dist', 'bin')).find((name) => /^chunk-\w+\.js$/.test(name)) ?? '';
  const kept = codePath(under('dist', 'bin', script));
  if (existsSync(kept)) return;
  const args = [under('dist', 'bin', 'hot.js'), kept, ...FILES];
  // Other flags than those of a plain `node` make other code, which V8 then refuses in a plain call.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { status, stderr } = spawnSync(process.execPath, ['-e', KEEP, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`dist/bin: no compiled code was kept: ${stderr}`);
}
