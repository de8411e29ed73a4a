import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { SOURCES } from '../../src/governance/build/all.node.ts';
import { sumOf } from '../../src/governance/build/made-before.node.ts';
import { under } from '../../src/host/paths.node.ts';
import { withLock } from '../../src/host/file-lock.node.ts';
import { buildSite, BUILT, type SiteOptions, STAMP } from './build.node.ts';
import { LANGS } from './write.node.ts';

/** The checksum of the sources of the built site, its languages, and which versions it compares. */
type Stamp = { sum: string } & Required<SiteOptions>;

const FOLDER = under('.cache', 'site');

const READ = [
  ...SOURCES.folders,
  'docs-site/make',
  'docs-site/shared',
  'docs-site/src',
  'docs-site/guides',
  'docs-site/i18n',
  'docs-site/static',
];
const READ_FILES = [
  ...SOURCES.files,
  'docs-site/docusaurus.config.ts',
  'docs-site/keywords.yaml',
  'docs-site/one-language.node.ts',
  'docs-site/prism.ts',
  'docs-site/rehype.ts',
  'docs-site/sidebars.node.ts',
  'docs-site/sidebars-guides.ts',
];

/** A lock makes concurrent builds wait, in other processes as well. */
async function alone(work: (sum: string) => Promise<void>): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await withLock(join(FOLDER, 'building.lock'), async () => work(await sumOf(READ, READ_FILES)));
}

async function buildAndRecord(sum: string, { langs = LANGS, pairs = 'all' }: SiteOptions): Promise<void> {
  await buildSite({ langs, pairs });
  await writeFile(STAMP, JSON.stringify({ sum, langs, pairs } satisfies Stamp));
}

/** Builds the site, and records of what, for those who ask next whether it is out of date. */
export const siteBuilt = (options: SiteOptions): Promise<void> => alone((sum) => buildAndRecord(sum, options));

/** Builds the site if it is missing, out of date or lacks a language or, where all languages are asked for, a pair of versions. */
export const siteWhereStale = (langs: readonly Lang[]): Promise<void> =>
  alone(async (sum) => {
    const pairs = langs.length > 1 ? 'all' : 'neighbours';
    const stamp = await readStamp();
    const isThere = existsSync(join(BUILT, 'index.html')) && stamp?.sum === sum;
    if (isThere && langs.every((lang) => stamp.langs.includes(lang)) && [pairs, 'all'].includes(stamp.pairs)) return;
    await buildAndRecord(sum, { langs, pairs });
  });

const readStamp = (): Promise<Stamp | undefined> =>
  readFile(STAMP, 'utf8').then(
    (text) => JSON.parse(text) as Stamp,
    () => undefined,
  );
