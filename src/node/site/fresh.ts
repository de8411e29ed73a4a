import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Lang } from '../../finding.ts';
import { sumOf } from '../build/sum.ts';
import { under } from '../paths.ts';
import { BUILT, buildSite, STAMP } from './build.ts';

/** What a site was built from, and in which languages. */
type Stamp = { sum: string; langs: readonly Lang[] };

const FOLDER = under('.cache', 'site');
const LOCK = join(FOLDER, 'building');

const READ = [
  'schema',
  'examples',
  'releases',
  'src',
  'scripts',
  'docs-site/src',
  'docs-site/guides',
  'docs-site/i18n',
  'docs-site/static',
];
const READ_FILES = [
  'package-lock.json',
  'docs-site/docusaurus.config.ts',
  'docs-site/prism.ts',
  'docs-site/rehype.ts',
  'docs-site/sidebars.ts',
  'docs-site/sidebars-guides.ts',
];

/** Builds the site where it is not there, or was made of other sources, or lacks a language. Whoever asks meanwhile, in any process, waits. */
export async function siteWhereStale(langs: readonly Lang[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  while (!(await locked())) await wait(500);
  try {
    const sum = await sumOf(READ, READ_FILES);
    const stamp = await readStamp();
    if (existsSync(join(BUILT, 'index.html')) && stamp?.sum === sum && langs.every((lang) => stamp.langs.includes(lang))) return;
    await buildSite({ langs, pairs: langs.length > 1 ? 'all' : 'neighbours' });
    await writeFile(STAMP, JSON.stringify({ sum, langs } satisfies Stamp));
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}

/** The longest that a build may take: who left a lock behind for longer was stopped. */
const LONGEST = 15 * 60_000;

/** A folder is made by one only. */
async function locked(): Promise<boolean> {
  if (
    await mkdir(LOCK).then(
      () => true,
      () => false,
    )
  )
    return true;
  const since = await stat(LOCK).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  if (Date.now() - since > LONGEST) await rm(LOCK, { recursive: true, force: true });
  return false;
}

const readStamp = (): Promise<Stamp | undefined> =>
  readFile(STAMP, 'utf8').then(
    (text) => JSON.parse(text) as Stamp,
    () => undefined,
  );
