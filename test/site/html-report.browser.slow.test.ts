import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { htmlReport } from '../../src/report/html.ts';
import { launchBrowser, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { openElsewhere } from '../library/page/site.ts';
import { CONFORMING, OPTIONS, TABLE, UNREADABLE, WRONG, written } from '../report/files.ts';
import { NIGHT } from '../support/tier.ts';
import { faultsOf, overflow, THEMES, WINDOWS } from './visits.ts';

const elsewhere = await openElsewhere();
const browser = await launchBrowser(elsewhere.address);

afterAll(async () => {
  await browser?.close();
  elsewhere.close();
});

const next = 'decp validate donnees/2024-08.json';
const FILES = [CONFORMING, { ...WRONG, summary: { ...WRONG.summary, next } }, TABLE, UNREADABLE];
const CASES = (['fr', 'en'] as Lang[])
  .flatMap((lang) => THEMES.map((theme) => ({ lang, theme })))
  .slice(0, NIGHT ? undefined : 1);

describe.skipIf(!browser)(`the html report in a browser${browser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  test.each(CASES)('in $lang, $theme: no fault that axe knows, no wider than a phone, nothing asked of anyone', async (one) => {
    const context = await (browser as Browser).newContext({ colorScheme: one.theme, viewport: WINDOWS.desktop });
    const page = await context.newPage();
    await page.setContent(written(htmlReport({ ...OPTIONS, lang: one.lang }), FILES, one.lang));
    expect(await page.locator('.verdict').count()).toBe(FILES.length);
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize(WINDOWS.phone);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.close();
    expect(elsewhere.asked).toEqual([]);
  });

  test('what axe knows would be seen', async () => {
    const page = await (browser as Browser).newPage();
    await page.setContent('<html lang="fr"><title>x</title><p style="color: #bbb">pâle</p><img src="data:,"></html>');
    expect((await faultsOf(page)).map((fault) => fault.split(':')[0])).toEqual(['color-contrast', 'image-alt']);
    await page.close();
  });
});
