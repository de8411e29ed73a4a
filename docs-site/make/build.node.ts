import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lang } from '../../packages/base/src/language.ts';
import { buildWhereStale } from '../../src/governance/build/all.node.ts';
import { under } from '../../src/host/paths.node.ts';
import { readSite } from './read.node.ts';
import { LANGS, SITE, STATIC, writePages } from './write.node.ts';
import type { Page } from './types.ts';
import { htmlIn, pagesIn } from './built.node.ts';
import { writeForPrograms } from './llms.node.ts';
import { writeOffline } from './offline.node.ts';
import { addPolicies } from './policy.node.ts';
import { entriesOf, type Keywords } from './search-index.ts';

/** `pairs`: which versions are compared; all of them takes a minute the first time. */
export type SiteOptions = { langs?: readonly Lang[]; pairs?: 'all' | 'neighbours' };

/** The built site. */
export const BUILT = join(SITE, 'build');

/**
 * The file by which tests recognise a complete build. It is removed when a build starts, since the site may then be out of date
 * or lack a language.
 */
export const STAMP = under('.cache', 'site', 'built.json');

/** The other names of pages, for the search. */
const KEYWORDS = join(SITE, 'keywords.yaml');

/** The files of `dist/` that the check in the page needs, served unchanged. */
const ENGINE = ['browser', 'versions', 'rules'];

/**
 * Builds the site: pages from the models, then Docusaurus, then the files derived from the built pages. Throws an Error if
 * Docusaurus fails.
 */
export async function buildSite({ langs = LANGS, pairs = 'all' }: SiteOptions = {}): Promise<void> {
  const since = performance.now();
  await rm(STAMP, { force: true });
  // Half of what is reported is read in what was built.
  await buildWhereStale(langs[0] ?? 'fr');
  const pages = await writePages(await readSite({ pairs }), langs);
  await docusaurus(['build', ...langs.flatMap((lang) => ['--locale', lang])]);
  await copyEngine();
  await cp(STATIC, BUILT, { recursive: true });
  await finish({ folder: BUILT, langs, pages, since });
}

async function copyEngine(): Promise<void> {
  const to = join(BUILT, 'moteur');
  await mkdir(to, { recursive: true });
  for (const name of ENGINE) {
    const filter = (path: string): boolean => !/\.d\.ts$|\btypes$/.test(path);
    await cp(under('dist', name), join(to, name), { recursive: true, filter });
  }
}

/** What Docusaurus keeps for the next build are 160 MB that a machine writes in vain where there is none. */
export const NO_CACHE = { DOCUSAURUS_NO_PERSISTENT_CACHE: 'true' };

/** Megabytes in which short-lived objects die: a tenth of the CPU less. */
const YOUNG = '--max-semi-space-size=64';

/** Docusaurus in a process of its own: it keeps the memory that it takes. */
function docusaurus(args: readonly string[]): Promise<void> {
  const program = createRequire(join(SITE, 'package.json')).resolve('@docusaurus/core/bin/docusaurus.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [YOUNG, program, ...args], {
      cwd: SITE,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production', ...(process.env['CI'] !== undefined && NO_CACHE) },
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`docusaurus: exit ${String(code)}`));
    });
  });
}

type Built = { folder: string; langs: readonly Lang[]; pages: Record<Lang, Page[]>; since: number };

/**
 * Creates the files derived from the built pages. Returns number of pages, size, and time since `since` (of `performance.now()`).
 */
async function finish({ folder, langs, pages: made, since }: Built): Promise<void> {
  await writeSearchIndex(folder, langs);
  await writeForPrograms(folder, langs, made);
  const html = await htmlIn(folder);
  await addPolicies(html.map((path) => join(folder, path)));
  // The name of its cache is a checksum of the pages, so they must be final.
  await writeOffline(folder, langs);
  const megabytes = (await bytesIn(folder)) / 1e6;
  console.log(`${String(html.length)} pages, ${megabytes.toFixed(1)} MB, ${((performance.now() - since) / 1000).toFixed(0)} s`);
}

async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Writes what the search of each language looks through, beside its pages: `recherche-<lang>.json`, loaded at the first search. */
async function writeSearchIndex(folder: string, langs: readonly Lang[]): Promise<void> {
  const keywords = parse(await readFile(KEYWORDS, 'utf8')) as Keywords;
  for (const lang of langs) {
    const own = lang === 'fr' ? folder : join(folder, lang);
    const urls = await pagesIn(own, lang === 'fr' ? langs.filter((other) => other !== 'fr') : []);
    const pages = await Promise.all(
      urls.map(async (url) => [url, await readFile(join(own, url, 'index.html'), 'utf8')] as const),
    );
    await writeFile(join(own, `recherche-${lang}.json`), JSON.stringify(entriesOf(new Map(pages), keywords, lang)));
  }
}
