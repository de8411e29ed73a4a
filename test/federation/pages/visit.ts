/** The pages of the demonstration, as a real browser without scripts has them. */
import type { AddressInfo } from 'node:net';
import type { Browser, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import type { Lang } from '../../../packages/base/src/language.ts';
import { launchBrowser, WITHOUT_BROWSER } from '../../library/page/chromium.ts';
import { openElsewhere } from '../../library/page/site.ts';
import { addressOf, faultsOf, overflow, type Theme, THEMES, WINDOWS } from '../../site/visits.ts';
import { NIGHT } from '../../support/tier.ts';
import { demoAfter } from '../api/demo-after.ts';
import { readable } from './written.ts';

export const LANGS: readonly Lang[] = ['fr', 'en'];

type Look = { lang: Lang; theme: Theme };

/** A theme changes colours alone and a language texts alone: the browser judges French in light, and in the night each language in each theme. */
export const LOOKS: readonly Look[] = NIGHT
  ? LANGS.flatMap((lang) => THEMES.map((theme) => ({ lang, theme })))
  : [{ lang: 'fr', theme: 'light' }];

export type Pages = {
  origin: string;
  /** Undefined where this machine has none. */
  browser: Browser | undefined;
  /** What the API answers to an address. */
  api<T>(path: string): Promise<T>;
  /** A page as it is sent, whatever its status. */
  page(path: string, lang?: Lang): Promise<{ status: number; html: string }>;
  /** What a person reads of a page, where blanks of all kinds are one. */
  read(path: string, lang?: Lang): Promise<string>;
  /** Judges a page in the browser, where there is one. */
  visit(path: string, look: Look, status?: number): Promise<void>;
  close(): Promise<void>;
};

/** The demonstration after its three days, served on this machine. */
export async function startPages(): Promise<Pages> {
  const demo = await demoAfter(3);
  const app = await demo.app();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const elsewhere = await openElsewhere();
  const browser = await launchBrowser(elsewhere.address);
  const visited = await (await browser?.newContext({ bypassCSP: true }))?.newPage();
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  if (!browser) console.log(`skipped: ${WITHOUT_BROWSER}`);
  return {
    ...{ origin, browser },
    async api<T>(path: string): Promise<T> {
      const answer = await app.inject({ url: path });
      expect([path, answer.statusCode]).toEqual([path, 200]);
      return answer.json<T>();
    },
    async page(path, lang = 'fr') {
      const answer = await app.inject({ url: addressOf('', lang, path) });
      return { status: answer.statusCode, html: answer.body };
    },
    async read(path, lang = 'fr') {
      const answer = await app.inject({ url: addressOf('', lang, path) });
      expect([path, answer.statusCode]).toEqual([path, 200]);
      return readable(answer.body);
    },
    async visit(path, { lang, theme }, status = 200) {
      if (visited) await visit(visited, addressOf(origin, lang, path), theme, status);
    },
    async close() {
      await browser?.close();
      expect(elsewhere.asked).toEqual([]);
      elsewhere.close();
      await demo.close();
      await demo.federation.store.close();
      expect(demo.faults).toEqual([]);
    },
  };
}

/** A page has no fault that axe knows, is no wider than a phone, has no script, and asks for its style alone. */
async function visit(page: Page, address: string, theme: Theme, status: number): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(WINDOWS.desktop);
  const asked: string[] = [];
  const note = (request: Request): number => asked.push(request.url());
  page.on('request', note);
  const answer = await page.goto(address);
  page.off('request', note);
  expect([address, answer?.status()]).toEqual([address, status]);
  const { origin } = new URL(address);
  expect(asked.filter((url) => !url.startsWith('data:')).toSorted()).toEqual([address, `${origin}/style.css`].toSorted());
  expect(await page.locator('script').count()).toBe(0);
  expect([address, await faultsOf(page)]).toEqual([address, []]);
  await page.setViewportSize(WINDOWS.phone);
  expect([address, await overflow(page)]).toEqual([address, 0]);
}
