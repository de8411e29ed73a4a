/** What a page of the site is held against when it is visited in a real browser. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Result, RunOptions } from 'axe-core';
import type { Download, Page } from 'playwright-core';
import type { Lang } from '../../packages/base/src/language.ts';
import { ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const WINDOWS = { desktop: { width: 1280, height: 850 }, phone: { width: 390, height: 844 } } as const;

/** A window and a theme in which a page with a result is judged: the narrow one, in light; in the night each with each. */
export const LOOKS = (['phone', 'desktop'] as const)
  .flatMap((window) => THEMES.map((theme) => [window, theme] as const))
  .slice(0, NIGHT ? undefined : 1);

/** The address of a page in a language, on the site at `origin`. */
export const addressOf = (origin: string, lang: Lang, url: string): string => origin + (lang === 'fr' ? url : `/en${url}`);

/** The policy of the pages forbids to evaluate text, so that attributes tell their state. Keys pressed before the scripts run are lost. */
export const ready = (page: Page, attribute = 'data-has-hydrated', value = 'true'): Promise<void> =>
  page.locator(`html[${attribute}="${value}"]`).waitFor({ state: 'attached' });

/** The program that a page is given to judge itself. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.1 A and AA. Of what is right one place for each rule is described: to describe all takes longer than to judge them. */
const JUDGED: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
  resultTypes: ['violations'],
};

type Context = { exclude: readonly string[] };
type Judge = { axe: { run: (context: Context, options: RunOptions) => Promise<{ violations: Result[] }> } };

/** What axe finds in a page against WCAG 2.1 A and AA. `exclude`: the parts that are not judged, as selectors. */
export async function faultsOf(page: Page, exclude: readonly string[] = []): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    async ({ exclude, options }) => {
      const { violations } = await (globalThis as unknown as Judge).axe.run({ exclude }, options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    },
    { exclude, options: JUDGED },
  );
}

type Root = { scrollWidth: number; clientWidth: number };

/** How much wider a page is than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { documentElement: root } = (globalThis as unknown as { document: { documentElement: Root } }).document;
    return root.scrollWidth - root.clientWidth;
  });

/** Kept by the nightly workflow, to be looked at. */
const PICTURES = join(ROOT, '.cache', 'looks');

/** A picture of a page to be looked at, in the night. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!NIGHT) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** The content of a download. The browser is that of the run: only its own process knows where the file is. */
export const downloaded = async (download: Download): Promise<Buffer> => buffer(await download.createReadStream());
