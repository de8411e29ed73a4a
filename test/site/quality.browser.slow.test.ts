import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { groupBy } from '../../packages/base/src/lists.ts';
import { BUILT } from '../../docs-site/make/build.node.ts';
import { pagesIn } from '../../docs-site/make/built.node.ts';
import { kindOf } from '../../docs-site/shared/search-entry.ts';
import { folded } from '../../docs-site/src/search/terms.ts';
import { FIELDS, HOME, SEARCH } from '../../docs-site/shared/urls.ts';
import { WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { NIGHT, turnOf } from '../support/tier.ts';
import { openSite } from './site-in-browser.ts';
import { addressOf, faultsOf, overflow, ready, type Theme, THEMES, WINDOWS } from './visits.ts';

const site = await openSite('quality');
const { browser, hasBrowser, elsewhere, origin } = site;
afterAll(() => site.close());

const depthAndKind = (url: string): string => `${kindOf(url)} ${String(url.split('/').length)}`;

/** One page of each kind, neither bare nor long; in the night the list of each kind besides. */
function oneOfEach(urls: readonly string[]): string[] {
  const size = new Map(urls.map((url) => [url, statSync(join(BUILT, url, 'index.html')).size]));
  const bySize = urls.toSorted((a, b) => (size.get(a) ?? 0) - (size.get(b) ?? 0));
  return [...groupBy(bySize, NIGHT ? depthAndKind : kindOf).values()].map((like) => like[Math.floor(like.length / 4)] ?? like[0]);
}

const opened = async (options: Parameters<Browser['newContext']>[0]): Promise<Page> =>
  (await browser.newContext({ serviceWorkers: 'block', ...options })).newPage();

const pages = hasBrowser ? await pagesIn(BUILT, ['en']) : [];
/** The list of fields, by day with some of its rows: they are made alike, and their colours are most of what there is to judge. */
const LIST = NIGHT ? FIELDS : `${FIELDS}?q=montant`;
const kinds = [...new Set([...oneOfEach(pages), LIST, SEARCH])].toSorted();

/** Around the text of each page. By day they are judged on two of them, since they are the same on all. */
const FRAME = ['.navbar', '.theme-doc-sidebar-container', '.footer'];
const frameOf = (url: string): string[] => (NIGHT || [HOME, LIST].includes(url) ? [] : FRAME);

/** Pages of a kind are made alike: each night looks at one in ten of all pages, ten nights at all of them. */
const tonight = turnOf(pages, 10);

const allLooks = (['fr', 'en'] as const).flatMap((lang) => THEMES.map((theme) => ({ lang, theme })));
/** A theme changes colours alone and a language texts alone: the night looks at the kinds in both languages, in one theme, and at more pages in French. */
const LOOKS: { lang: Lang; theme: Theme; urls: string[] }[] = NIGHT
  ? turnOf(allLooks, 2).map((look) => ({ ...look, urls: look.lang === 'fr' ? [...new Set([...kinds, ...tonight])] : kinds }))
  : [{ lang: 'fr', theme: 'light', urls: kinds }];

describe.skipIf(!hasBrowser)(`the site in a browser${hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  describe.each(LOOKS)('$lang, $theme', ({ lang, theme, urls }) => {
    let page: Page;
    beforeAll(async () => {
      page = await opened({ colorScheme: theme });
    });
    afterAll(() => page.context().close());

    test.each(urls)('%s has no fault that axe knows (WCAG 2.1 A and AA), and is no wider than a phone', async (url) => {
      await page.setViewportSize(WINDOWS.desktop);
      await page.goto(addressOf(origin, lang, url), { waitUntil: 'domcontentloaded' });
      await ready(page);
      await ready(page, 'data-theme', theme);
      expect(await faultsOf(page, frameOf(url))).toEqual([]);
      await page.setViewportSize(WINDOWS.phone);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });

  /** Loaded again by each of these tests. */
  let shared: Page;
  beforeAll(async () => {
    shared = await opened({});
  });
  afterAll(() => shared.context().close());
  const at = async (window: keyof typeof WINDOWS, url: string): Promise<Page> => {
    await shared.setViewportSize(WINDOWS[window]);
    await shared.goto(addressOf(origin, 'fr', url));
    return shared;
  };

  test('« marches » finds « marché », from the bar, with the keys alone', async () => {
    const page = await at('desktop', HOME);
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type('marches');
    const option = page.getByRole('option').first();
    await option.waitFor();
    expect(folded(await option.innerText())).toMatch(/\bmarche\b/);
    await page.keyboard.press('ArrowDown');
    const box = page.getByRole('combobox');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname !== '/');
  });

  test('the page of the search answers its address, with the kind of each page and the words found', async () => {
    const page = await at('phone', `${SEARCH}?q=marches`);
    const hit = page.locator('main li').first();
    await hit.waitFor();
    expect(await hit.locator('.recherche__genre').innerText()).not.toBe('');
    expect(folded(await page.locator('main mark').first().innerText())).toMatch(/^marches?$/);
    expect(await page.getByRole('status').last().innerText()).toMatch(/^\d+ pages répondent/);
  });

  test('the list of fields is filtered as its address says, which says what is filtered, also for who comes back', async () => {
    const page = await at('desktop', `${FIELDS}?version=1.4.0&presence=obligatoire&dans=inconnu`);
    const reported = page.locator('main').getByRole('status');
    await ready(page);
    const all = Number(/\d+$/.exec(await reported.innerText())?.[0]);
    const some = Number.parseInt(await reported.innerText(), 10);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await page.getByRole('searchbox', { name: 'Chercher un champ' }).fill('objet');
    await page.keyboard.press('Tab');
    const left = await reported.innerText();
    expect(Number.parseInt(left, 10)).toBeLessThan(some);
    const query = '?version=1.4.0&presence=obligatoire&q=objet';
    expect(new URL(page.url()).search).toBe(query);
    await page.locator(`.navbar a[lang="en"][href$="champs/${query}"]`).waitFor({ state: 'attached' });
    await page.locator('[data-filtrable] tbody tr:not([hidden]) a').first().click();
    await page.waitForURL((address) => address.search === '');
    await page.goBack();
    await reported.filter({ hasText: left }).waitFor();
    await page.locator('.navbar a[href="/champs/"]').first().click();
    await reported.filter({ hasText: `${String(all)} champs sur ${String(all)}` }).waitFor();
  });

  test('nothing is asked of another site', () => {
    expect(elsewhere.asked).toEqual([]);
  });
});
