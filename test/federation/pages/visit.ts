/** The pages on the demonstration's third day, and a browser that visits them as a careful reader does. */
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import type { Lang } from '../../../packages/base/src/language.ts';
import { startBrowser } from '../../library/page/chromium.ts';
import { openElsewhere } from '../../library/page/site.ts';
import { addressOf, faultsOf, overflow, THEMES, WINDOWS } from '../../site/visits.ts';
import { emptyPglite } from '../../support/pglite.ts';
import { openDemo } from '../api/demo.ts';

export const LANGS: readonly Lang[] = ['fr', 'en'];

export type Visited = {
  origin: string;
  browser: Browser | undefined;
  /** What the API answers. */
  api: <T>(path: string) => Promise<T>;
  /** The page in a language, whatever its status. */
  page: (path: string, lang?: Lang) => Promise<{ status: number; html: string }>;
  close: () => Promise<void>;
};

/** Starts the pages on a loopback address. */
export async function startPages(): Promise<Visited> {
  const demo = await openDemo(await emptyPglite());
  for (const day of [1, 2, 3]) await demo.pass(day);
  const app = await demo.app();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const elsewhere = await openElsewhere();
  const browser = await startBrowser(elsewhere.address);
  return {
    origin,
    browser,
    api: async <T>(path: string): Promise<T> => {
      const answer = await app.inject({ url: path });
      expect([path, answer.statusCode]).toEqual([path, 200]);
      return answer.json<T>();
    },
    page: async (path, lang = 'fr') => {
      const answer = await app.inject({ url: addressOf('', lang, path) });
      return { status: answer.statusCode, html: answer.body };
    },
    close: async () => {
      await browser?.close();
      expect(elsewhere.asked).toEqual([]);
      elsewhere.close();
      await demo.close();
      await demo.federation.store.close();
      expect(demo.faults).toEqual([]);
    },
  };
}

/** What is wrong with a page, in both themes, on a large screen and on a phone. Scripts are off, as for whoever has none. */
export async function pageFaults({ browser, origin }: Visited, path: string, lang: Lang): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of THEMES) {
    const options: BrowserContextOptions = { colorScheme, viewport: WINDOWS.desktop };
    const context = await browser?.newContext(options);
    const page = await context?.newPage();
    if (!page) return ['no browser'];
    // Of a page that is refused, the browser says the status.
    page.on(
      'console',
      (message) =>
        message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && faults.push(`${colorScheme}: ${message.text()}`),
    );
    page.on(
      'request',
      (request) => request.url().startsWith(origin) || request.url().startsWith('data:') || faults.push(request.url()),
    );
    await page.goto(addressOf(origin, lang, path), { waitUntil: 'load' });
    if ((await page.locator('script').count()) > 0) faults.push('a script');
    faults.push(...(await faultsOf(page)).map((fault) => `${colorScheme}: ${fault}`));
    await page.setViewportSize(WINDOWS.phone);
    const wider = await overflow(page);
    if (wider > 0) faults.push(`${colorScheme}: ${wider} pixels wider than a phone`);
    await page.context().close();
  }
  return faults;
}
