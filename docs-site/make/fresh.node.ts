import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { SOURCES } from '../../src/governance/build/all.node.ts';
import { sumOf } from '../../src/governance/build/made-before.node.ts';
import { under } from '../../src/host/paths.node.ts';
import { withLock } from '../../src/host/file-lock.node.ts';
import { buildSite, BUILT, STAMP } from './build.node.ts';

/** The checksum of the sources and the languages of the built site. */
type Stamp = { sum: string; langs: readonly Lang[] };

const FOLDER = under('.cache', 'site');

const READ = [
  ...SOURCES.folders,
  'releases',
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

/**
 * Builds the site if it is missing, out of date or lacks a language. A lock makes concurrent callers wait, in other processes as
 * well.
 */
export async function siteWhereStale(langs: readonly Lang[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await withLock(join(FOLDER, 'building.lock'), async () => {
    const sum = await sumOf(READ, READ_FILES);
    const stamp = await readStamp();
    if (existsSync(join(BUILT, 'index.html')) && stamp?.sum === sum && langs.every((lang) => stamp.langs.includes(lang))) return;
    await buildSite({ langs, pairs: langs.length > 1 ? 'all' : 'neighbours' });
    await writeFile(STAMP, JSON.stringify({ sum, langs } satisfies Stamp));
  });
}

const readStamp = (): Promise<Stamp | undefined> =>
  readFile(STAMP, 'utf8').then(
    (text) => JSON.parse(text) as Stamp,
    () => undefined,
  );
