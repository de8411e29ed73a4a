import { readFile, writeFile } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { buildBrowser } from './browser.node.ts';
import { buildLibrary } from './library.node.ts';
import { keepCompiledCode } from './code-cache.node.ts';
import { buildProgram } from './program.node.ts';
import { buildQuietly } from './run.node.ts';
import { forgetStamp, STAMP } from './stamp.node.ts';
import { sumOf } from './sum.node.ts';

/** Builds into `dist/` the program, the library and what these need of each version, and leaves there the sum of the sources. */
export async function buildAll(lang: Lang): Promise<void> {
  const sum = await sumOfSources();
  await forgetStamp();
  await Promise.all([buildProgram(), buildLibrary(), buildBrowser(), buildQuietly(lang)]);
  keepCompiledCode();
  await writeFile(STAMP, `${sum}\n`);
}

/** As `buildAll`, but where `dist/` was built whole from the very same sources, only another Node may still have its compiled code to keep. */
export async function buildWhereStale(lang: Lang): Promise<void> {
  const built = await readFile(STAMP, 'utf8').catch(() => '');
  if (built.trim() === (await sumOfSources())) keepCompiledCode();
  else await buildAll(lang);
}

/** All that a build reads. */
export const SOURCES = {
  folders: ['examples', 'packages', 'schema', 'scripts', 'src'],
  files: ['package.json', 'package-lock.json', 'tsconfig.json'],
};

export const sumOfSources = (): Promise<string> => sumOf(SOURCES.folders, SOURCES.files);
