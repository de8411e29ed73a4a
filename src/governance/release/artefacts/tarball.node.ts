import { cp, readFile, symlink } from 'node:fs/promises';
import { join, basename, relative, sep } from 'node:path';
import type { Texts } from '../../../model/types.ts';
import { sameEverywhere } from '../archive/tgz.node.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { removedOnExit } from '../../../host/output-file.node.ts';
import { ROOT, under } from '../../../host/paths.node.ts';
import { SITE_MADE } from '../../../host/site-made.ts';
import { InputError } from '../../../finding.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { textsOf } from '../../../../packages/base/src/texts.ts';

/** The name of the package that `npm pack` gives. */
export const tarballName = ({ name, version }: { name: string; version: string }): string =>
  `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;

/** The npm package of the tools, built from nothing and packed by npm, then written so that every machine gives the same bytes. */
export function tarball(onStep: (step: Texts) => void): Promise<Uint8Array> {
  onStep(textsOf(RELEASE, (say) => say['step.program']()));
  return inCopy(async (space) => {
    onStep(textsOf(RELEASE, (say) => say['step.npm']()));
    const [packed] = JSON.parse(await npm(['pack', '--json', '--cache', '.npm'], space)) as { filename: string }[];
    if (!packed) throw new Error('npm pack gave nothing');
    return sameEverywhere(await readFile(join(space, packed.filename)));
  });
}

/** What a build makes or installs, wherever it stands: in the copy it is made anew. */
const LEFT_OUT = new Set(['.git', '.cache', 'node_modules', 'dist', 'coverage', 'compiled']);

/**
 * Does `work` in a copy of the project where nothing was ever built: what is in `dist/` here (forms, releases, files of an older build) would go into the
 * package. The libraries are those installed here.
 */
async function inCopy<T>(work: (space: string) => Promise<T>): Promise<T> {
  const space = mkdtempSync(join(tmpdir(), 'decp-release-'));
  const remove = removedOnExit(space);
  try {
    await cp(ROOT, space, { recursive: true, filter: isSource });
    await symlink(under('node_modules'), join(space, 'node_modules'), 'junction');
    await build(space);
    return await work(space);
  } finally {
    remove();
  }
}

/** The data of the benchmark and the built site are large, and no part of the package. */
const isSource = (path: string): boolean => !LEFT_OUT.has(basename(path)) && !isMade(relative(ROOT, path));
const isMade = (path: string): boolean => ['bench/data', ...SITE_MADE].includes(path.replaceAll(sep, '/'));

function build(space: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/npm-run.ts', 'prepare'], { cwd: space }, (error, _, stderr) => {
      if (error) reject(new Error(`build of the package: ${stderr}`));
      else resolve();
    });
  });
}

const LARGEST_ANSWER = 64 << 20;

/**
 * Runs npm in `folder` without network and without scripts, and returns its output. Throws an InputError if npm is missing or
 * fails.
 */
export function npm(args: readonly string[], folder: string): Promise<string> {
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // On Windows npm is a script, which only a shell runs; no argument of ours means anything to one.
  const shell = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    execFile('npm', [...args, ...options], { cwd: folder, shell, maxBuffer: LARGEST_ANSWER }, (error, stdout, stderr) => {
      if (error) reject(new InputError('input.no-npm', { command: `npm ${args[0] ?? ''}`, said: firstLine(stderr) }));
      else resolve(stdout);
    });
  });
}

const firstLine = (text: string): string => text.split('\n').find((line) => line.trim() !== '') ?? '';
