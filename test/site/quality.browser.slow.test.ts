import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { pagesIn } from '../../docs-site/make/built.node.ts';
import { kindOf } from '../../docs-site/shared/search-entry.ts';
import { folded } from '../../docs-site/src/search/terms.ts';
import { SEARCH } from '../../docs-site/shared/urls.ts';
import { startBrowser, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { openElsewhere } from '../library/page/site.ts';
import { FULL } from '../support/tier.ts';
import { builtSite } from './built-site.ts';
import { addressOf, faultsOf, overflow, ready, THEMES, WINDOWS } from './visits.ts';

const site = await builtSite();
const elsewhere = await openElsewhere();
const browser = await startBrowser(elsewhere.address);
const hasEnglish = existsSync(join(site.folder, 'en', 'index.html'));

afterAll(async () => {
  await browser?.close();
  site.close();
  elsewhere.close();
});

/** The list of each kind and one page of it; the page of the search as well. */
async function onePageOfEachKind(): Promise<string[]> {
  const depth = (url: string): string => `${kindOf(url)} ${String(url.split('/').length)}`;
  return [...firstOf(await pagesIn(site.folder, ['en']), depth), SEARCH].sort();
}

const firstOf = (urls: readonly string[], kind: (url: string) => string): string[] => [
  ...new Map(urls.toReversed().map((url) => [kind(url), url])).values(),
];

async function opened(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context = await (browser as Browser).newContext(options);
  return context.newPage();
}

const kinds = await onePageOfEachKind();
const urls = FULL ? [...(await pagesIn(site.folder, ['en'])), SEARCH] : kinds;
const langs: Lang[] = FULL && hasEnglish ? ['fr', 'en'] : ['fr'];
/** A theme changes colours and nothing else: fewer pages are looked at in the dark, in the run of a proposal for their contrast alone. */
const dark = FULL ? kinds : firstOf(kinds, kindOf);
const covers = `${FULL ? 'all pages' : 'a page of each kind and depth'} (${String(urls.length)}) in ${langs.join(' and ')}, ${String(dark.length)} of them in the dark${FULL ? '' : '; the full run visits all of them, in English as well'}`;

describe.skipIf(!browser)(`the site in a browser${browser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  beforeAll(() => console.log(`visited by axe: ${covers}`));

  describe.each(langs.flatMap((lang) => THEMES.map((theme) => ({ lang, theme }))))('$lang, $theme', ({ lang, theme }) => {
    test.each(theme === 'dark' ? dark : urls)(
      '%s has no fault that axe knows (WCAG 2.1 A and AA), and is no wider than a phone',
      async (url) => {
        const page = await opened({ colorScheme: theme, viewport: WINDOWS.desktop });
        await page.goto(addressOf(site.origin, lang, url), { waitUntil: 'domcontentloaded' });
        await ready(page);
        await ready(page, 'data-theme', theme);
        expect(await faultsOf(page, theme === 'dark' && !FULL ? ['color-contrast'] : undefined)).toEqual([]);
        await page.setViewportSize(WINDOWS.phone);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await page.context().close();
      },
    );
  });

  test('« marches » finds « marché », from the bar, with the keys alone', async () => {
    const page = await opened({ viewport: WINDOWS.desktop });
    await page.goto(site.url);
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
    await page.context().close();
  });

  test('the page of the search answers its address, with the kind of each page and the words found', async () => {
    const page = await opened({ viewport: WINDOWS.phone });
    await page.goto(`${addressOf(site.origin, 'fr', SEARCH)}?q=marches`);
    const hit = page.locator('main li').first();
    await hit.waitFor();
    expect(await hit.locator('.recherche__genre').innerText()).not.toBe('');
    expect(folded(await page.locator('main mark').first().innerText())).toMatch(/^marches?$/);
    expect(await page.getByRole('status').last().innerText()).toMatch(/^\d+ pages répondent/);
    await page.context().close();
  });

  test('the list of fields is filtered as its address says, which says what is filtered, also for who comes back', async () => {
    const page = await opened({ viewport: WINDOWS.desktop });
    const reported = page.locator('main').getByRole('status');
    await page.goto(`${addressOf(site.origin, 'fr', '/champs/')}?version=1.4.0&presence=obligatoire&dans=inconnu`);
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
    await page.context().close();
  });

  test.runIf(FULL)('the full run has both languages', () => {
    expect(hasEnglish).toBe(true);
  });

  test('nothing is asked of another site', () => {
    expect(elsewhere.asked).toEqual([]);
  });
});
