import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { CHANGES, CHECK, FORM, SAMPLE_FILE } from '../shared/urls.ts';
import { under } from '../../src/host/paths.node.ts';

/** The placeholders in the source of the worker, replaced when the site is built. */
const VERSION = "'VERSION'";
const FILES = "['FILES']";

/** Pages that work without network after the first load. */
const PAGES = [CHECK, FORM, CHANGES];

/** Writes `sw.js` with the list of what it keeps, and a name of its cache that changes with their content. */
export async function writeOffline(folder: string, langs: readonly Lang[]): Promise<void> {
  const chunks = await chunksOfPages();
  const ofLangs = await Promise.all(langs.map((lang) => filesOf(folder, lang === 'fr' ? '' : `/${lang}`, chunks)));
  const files = [...new Set([...ofLangs.flat(), ...(await engine(folder)), SAMPLE_FILE])].sort();
  const source = await readFile(under('docs-site', 'static', 'sw.js'), 'utf8');
  const made = source.replace(VERSION, `'${await sumOf(folder, files)}'`).replace(FILES, JSON.stringify(files));
  if (made === source) throw new Error('sw.js: its two lines to fill were not found');
  await writeFile(join(folder, 'sw.js'), made);
}

/** The pages in one language, what they name, and the parts of the program that they are made of. */
async function filesOf(folder: string, base: string, chunks: ReadonlySet<string>): Promise<string[]> {
  const pages = PAGES.map((page) => `${base}${page}`);
  const named = await Promise.all(pages.map(async (page) => assetsOf(await readFile(join(folder, page, 'index.html'), 'utf8'))));
  const scripts = await scriptsOf(join(folder, base, 'assets', 'js'), chunks);
  return [...pages, ...named.flat(), ...scripts.map((name) => `${base}/assets/js/${name}`)];
}

/** The files of some parts, and of the parts shared with other pages that are loaded with them: the main script tells which, by number. */
async function scriptsOf(folder: string, chunks: ReadonlySet<string>): Promise<string[]> {
  const names = await readdir(folder);
  const main = names.find((name) => /^main\..*\.js$/.test(name));
  if (main === undefined) throw new Error(`${folder}: no script is called main`);
  const loads = (await readFile(join(folder, main), 'utf8')).matchAll(
    /"?(\w+)"?:\[\(\)=>(?:Promise\.all\(\[)?((?:\w+\.e\("?\w+"?\),?)+)/g,
  );
  const shared = [...loads].flatMap(([, name = '', parts = '']) =>
    chunks.has(name) ? [...parts.matchAll(/\.e\("?(\w+)"?\)/g)].map(([, part = '']) => part) : [],
  );
  if (shared.length === 0) throw new Error(`${main}: what it loads for a page was not found`);
  return names.filter((name) => {
    const [chunk = ''] = name.split('.');
    return chunks.has(chunk) || shared.includes(chunk);
  });
}

/** Scripts, styles and images that a page names. */
const assetsOf = (html: string): string[] =>
  [...html.matchAll(/\b(?:src|href)=["']?(\/(?:[a-z]{2}\/)?(?:assets|img)\/[^"'\s>]+)/g)].flatMap(([, path]) => path ?? []);

type Chunks = { [name: string]: string | Chunks };

/** The names of the parts that the pages load, as Docusaurus wrote them down: the same in all languages. */
async function chunksOfPages(): Promise<Set<string>> {
  const path = under('docs-site', '.docusaurus', 'routesChunkNames.json');
  const routes = JSON.parse(await readFile(path, 'utf8')) as Record<string, Chunks>;
  // A route is written as its address and a sum.
  const ours = Object.entries(routes).filter(([route]) => PAGES.some((page) => new RegExp(`${page}-[0-9a-f]+$`).test(route)));
  if (ours.length < PAGES.length) throw new Error(`${path}: the routes of ${PAGES.join(', ')} were not found`);
  return new Set(ours.flatMap(([, chunks]) => namesIn(chunks)));
}

const namesIn = (chunks: Chunks): string[] =>
  Object.values(chunks).flatMap((name) => (typeof name === 'string' ? [name] : namesIn(name)));

/** All of the engine but what no page asks for. */
async function engine(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'moteur'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath.slice(folder.length)}/${name}`.replaceAll('\\', '/'))
    .filter((path) => !/\/rules\/[^/]+\.[0-9]\.json$|\/rules\/next\.json$|\/LICENSE$/.test(path));
}

async function sumOf(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file).update(await readFile(join(folder, file.endsWith('/') ? `${file}index.html` : file)));
  return hash.digest('hex').slice(0, 16);
}
