import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { pagesIn } from '../../docs-site/make/built.node.ts';
import { SEARCH } from '../../docs-site/shared/urls.ts';
import { PAGE } from '../../src/messages/compiled/page.ts';
import { inForceFaults } from '../support/in-force.ts';
import { builtSite } from './built-site.ts';
import { crawled, deadLinks, foreignWords } from './crawl.ts';
import { foreignTo, interfaceWords } from './words.ts';

const site = await builtSite();
afterAll(site.close);

// The search does not look through itself.
const urls = [...(await pagesIn(site.folder)), ...[SEARCH, `/en${SEARCH}`].filter((url) => existsSync(join(site.folder, url)))];
const pages = new Map(
  urls.map((url) => [url, crawled(url, readFileSync(join(site.folder, url, 'index.html'), 'utf8'))] as const),
);
const langOf = (url: string): Lang => (url.startsWith('/en/') ? 'en' : 'fr');
/** Many pages lead to the same file. */
const files = new Map<string, boolean>();
function isFile(path: string): boolean {
  const known = files.get(path) ?? statSync(join(site.folder, path), { throwIfNoEntry: false })?.isFile() === true;
  files.set(path, known);
  return known;
}

/** Where only French is built, the switch of languages leads to pages that are not there. */
const built = (links: readonly string[]): string[] =>
  existsSync(join(site.folder, 'en')) ? [...links] : links.filter((link) => !/: (?:https?:\/\/[^/]+)?\/en\//.test(link));

describe(`the ${pages.size} built pages`, () => {
  test('lead to pages, files and anchors that are there', () => {
    expect(built(deadLinks(pages, isFile))).toEqual([]);
  });

  test('say their language', () => {
    expect([...pages.values()].filter(({ url, lang }) => lang !== langOf(url)).map(({ url }) => url)).toEqual([]);
  });

  test('have no word of the interface in the other language', () => {
    const foreign = { fr: foreignTo('fr'), en: foreignTo('en') };
    expect([...pages.values()].flatMap((page) => foreignWords(page, foreign[langOf(page.url)]))).toEqual([]);
  });

  test('call only one version in force', () => {
    const faults = urls.flatMap((url) => {
      const html = readFileSync(join(site.folder, url, 'index.html'), 'utf8').replaceAll(/<script\b[^]*?<\/script>/g, '');
      return inForceFaults(html).map((fault) => `${url}: ${fault.slice(0, 300)}`);
    });
    expect(faults).toEqual([]);
  });

  test('say on each of them that the site is not official', () => {
    const silent = [...pages.values()].filter(
      ({ url, words }) => !words.includes(interfaceWords(langOf(url)).get('notice.title') ?? ''),
    );
    expect(silent.map(({ url }) => url)).toEqual([]);
  });
});

test.each(['fr', 'en'] as const)('the scripts of a language (%s) say nothing in the other', (lang) => {
  const folder = join(site.folder, lang === 'fr' ? '' : lang, 'assets', 'js');
  // Where only French is built, there are no others.
  if (!existsSync(folder)) return;
  const scripts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const holding = (its: Lang): number => scripts.filter((script) => script.includes(PAGE[its].pick())).length;
  expect(holding(lang)).toBeGreaterThan(0);
  expect(holding(lang === 'fr' ? 'en' : 'fr')).toBe(0);
});

test('the words of the interface are in both languages', () => {
  expect([...interfaceWords('en').keys()].sort()).toEqual([...interfaceWords('fr').keys()].sort());
});

test('the crawl would see a dead link, a dead anchor, and a foreign word', () => {
  const planted = crawled(
    '/planted/',
    '<html lang="fr"><a href="/nowhere/">On this page</a><a href="/planted/#gone" title="Home">x</a><code>severity: <b>warning</b></code>',
  );
  expect(deadLinks(new Map([['/planted/', planted]]), () => false)).toEqual([
    '/planted/: /nowhere/ leads nowhere',
    '/planted/: /planted/#gone has no such anchor',
  ]);
  expect(foreignWords(planted, foreignTo('fr'))).toEqual(['/planted/: On this page']);
});
