/** What people look at most, with what a check shows of a file with findings: judged by axe, and kept as pictures to be looked at. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { CHANGES, CHECK, compareUrl, fieldUrl, FORM, HOME } from '../../docs-site/shared/urls.ts';
import { startBrowser, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { fileOf } from '../library/page/files.ts';
import { openElsewhere } from '../library/page/site.ts';
import { ROOT } from '../support/engine.ts';
import { FULL } from '../support/tier.ts';
import { builtSite } from './built-site.ts';
import { addressOf, faultsOf, overflow, ready, type Theme, THEMES, WINDOWS } from './visits.ts';

/** The nightly workflow keeps them. */
const PICTURES = join(ROOT, '.cache', 'looks');

const site = await builtSite();
const elsewhere = await openElsewhere();
const browser = await startBrowser(elsewhere.address);
const folder = mkdtempSync(join(tmpdir(), 'decp-looks-'));
const withFindings = join(folder, 'marches.json');
writeFileSync(withFindings, fileOf(60, 4));

afterAll(async () => {
  await browser?.close();
  site.close();
  elsewhere.close();
  rmSync(folder, { recursive: true });
});

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

const ALL = (['fr', 'en'] as const).flatMap((lang) =>
  THEMES.flatMap((theme) => (['desktop', 'phone'] as const).map((width): Look => ({ lang, theme, width }))),
);
/** The run of a proposal looks at each page once, at every other one in the dark on a phone. */
const SOME: Look[] = [
  { lang: 'fr', theme: 'light', width: 'desktop' },
  { lang: 'fr', theme: 'dark', width: 'phone' },
];
const looks = FULL ? ALL : SOME;
const viewsOf = (look: Look): View[] => (FULL ? VIEWS : VIEWS.filter((_, i) => looks[i % looks.length] === look));
const skipped = browser ? '' : ` (skipped: ${WITHOUT_BROWSER})`;

describe.skipIf(!browser)(`pictures in .cache/looks, ${FULL ? String(looks.length) : 'one'} of each page${skipped}`, () => {
  describe.each(looks)('$lang, $theme, $width', (look) => {
    const { lang, theme, width } = look;
    test.each(viewsOf(look))('$name has no fault that axe knows (WCAG 2.1 A and AA), and fits', async ({ name, url, act }) => {
      const context = await (browser as Browser).newContext({
        colorScheme: theme,
        viewport: WINDOWS[width],
        serviceWorkers: 'block',
      });
      try {
        const page = await context.newPage();
        await page.goto(addressOf(site.origin, lang, url));
        await ready(page);
        await ready(page, 'data-theme', theme);
        await act?.(page);
        // The bar stays at the top of the window, which the focus on a result has moved.
        await page.evaluate('scrollTo(0, 0)');
        mkdirSync(PICTURES, { recursive: true });
        const picture = join(PICTURES, `${name}-${lang}-${theme}-${width}.png`);
        await page.screenshot({ path: picture, fullPage: true });
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
