/**
 * What people look at most, with what a check shows of a file with findings: judged by axe in both languages and themes, and kept as pictures to be looked at. By
 * night, since the tests of the site judge the same pages once, in French and in light.
 */
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { CHANGES, CHECK, compareUrl, fieldUrl, FORM, HOME } from '../../docs-site/shared/urls.ts';
import { WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { fileOf } from '../library/page/files.ts';
import { TONIGHT } from '../support/tier.ts';
import { openSite } from './site-in-browser.ts';
import { addressOf, faultsOf, overflow, picture, ready, type Theme, THEMES, WINDOWS } from './visits.ts';

const site = await openSite('looks');
const { browser, hasBrowser, origin, written } = site;
afterAll(() => site.close());
const withFindings = written('marches.json', fileOf(60, 4));

async function check(page: Page): Promise<void> {
  await page.setInputFiles('input[type=file]', withFindings);
  await page.locator('.check-result').waitFor();
}

async function compare(page: Page): Promise<void> {
  const [from, to] = [page.locator('select').nth(0), page.locator('select').nth(1)];
  await from.selectOption('2.1.0');
  await to.selectOption('2.0.1');
  await check(page);
}

/** A contract with an error, and the links to it. */
async function fill(page: Page): Promise<void> {
  await page.getByLabel('Identifiant du marché').or(page.getByLabel('Identifier')).first().fill('2026-01');
  await page.locator('form button[type=submit]').click();
  await page.locator('.form-wrong').waitFor();
}

type View = { name: string; url: string; act?: (page: Page) => Promise<void> };

const VIEWS: View[] = [
  { name: 'accueil', url: HOME },
  { name: 'champ', url: fieldUrl('marche-procedure') },
  { name: 'comparaison', url: compareUrl('2.0.3', '2.1.0') },
  { name: 'controle', url: CHECK, act: check },
  { name: 'saisir', url: FORM, act: fill },
  { name: 'ce-qui-change', url: CHANGES, act: compare },
];

type Look = { lang: Lang; theme: Theme; width: keyof typeof WINDOWS };

/** Two of the eight a night, four nights all of them: both languages, both themes and both widths are looked at each night. */
const NIGHTS = 4;
const LOOKS = (['fr', 'en'] as const)
  .flatMap((lang, i) =>
    THEMES.flatMap((theme, j) =>
      (['desktop', 'phone'] as const).map((width, k) => ({
        look: { lang, theme, width } satisfies Look,
        night: 2 * Number(i !== j) + Number(i !== k),
      })),
    ),
  )
  .filter(({ night }) => night === TONIGHT % NIGHTS)
  .map(({ look }) => look);
const skipped = hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`;

describe.skipIf(!hasBrowser)(`pictures in .cache/looks${skipped}`, () => {
  describe.each(LOOKS)('$lang, $theme, $width', ({ lang, theme, width }) => {
    test.each(VIEWS)('$name has no fault that axe knows (WCAG 2.1 A and AA), and fits', async ({ name, url, act }) => {
      const context = await browser.newContext({
        colorScheme: theme,
        viewport: WINDOWS[width],
        serviceWorkers: 'block',
      });
      try {
        const page = await context.newPage();
        await page.goto(addressOf(origin, lang, url));
        await ready(page);
        await ready(page, 'data-theme', theme);
        await act?.(page);
        // The bar stays at the top of the window, which the focus on a result has moved.
        await page.evaluate('scrollTo(0, 0)');
        await picture(page, `${name}-${lang}-${theme}-${width}`);
        expect(await faultsOf(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await page.setViewportSize(WINDOWS.phone);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      } finally {
        await context.close();
      }
    });
  });
});
