import { spawn } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { buildWhereStale } from '../../src/governance/build/all.node.ts';
import { under } from '../../src/host/paths.node.ts';
import { finish } from './finish.node.ts';
import { readSite } from './read.node.ts';
import { LANGS, SITE, STATIC, writePages } from './write.node.ts';

/** `pairs`: which versions are compared; all of them takes a minute the first time. */
export type SiteOptions = { langs?: readonly Lang[]; pairs?: 'all' | 'neighbours' };

/** The built site. */
export const BUILT = join(SITE, 'build');

/** What tests know the built site by: whoever builds takes it away, since it may be of other sources or lack a language. */
export const STAMP = under('.cache', 'site', 'built.json');

/** What the check in the page needs of `dist/`, served as it is. */
const ENGINE = ['browser', 'versions', 'rules'];

/** Builds the site: pages from the models, then Docusaurus, then what is made of the built pages. Throws where Docusaurus refuses. */
export async function buildSite({ langs = LANGS, pairs = 'all' }: SiteOptions = {}): Promise<void> {
  const since = performance.now();
  await rm(STAMP, { force: true });
  // Half of what is told is read in what was built.
  await buildWhereStale(langs[0] ?? 'fr');
  const pages = await writePages(await readSite({ pairs }));
  await docusaurus(['build', ...langs.flatMap((lang) => ['--locale', lang])]);
  await copyEngine();
  await cp(STATIC, BUILT, { recursive: true });
  await finish({ folder: BUILT, langs, pages, since });
}

async function copyEngine(): Promise<void> {
  const to = join(BUILT, 'moteur');
  await mkdir(to, { recursive: true });
  for (const name of ENGINE) {
    const filter = (path: string): boolean => !/\.(d\.ts|sum)$|\btypes$/.test(path);
    await cp(under('dist', name), join(to, name), { recursive: true, filter });
  }
}

/** Docusaurus in a process of its own: it keeps the memory that it takes. */
function docusaurus(args: readonly string[]): Promise<void> {
  const program = createRequire(join(SITE, 'package.json')).resolve('@docusaurus/core/bin/docusaurus.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: SITE,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`docusaurus: exit ${String(code)}`));
    });
  });
}
