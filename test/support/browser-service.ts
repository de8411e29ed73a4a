/** The browser of a run (`services.ts`), to which files connect: each opens contexts of its own. */
import { chromium } from 'playwright-core';
import { launchOptions, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import type { Started } from './services.ts';

export async function start(): Promise<Started<'browser'>> {
  const options = await launchOptions();
  if (options === undefined) return WITHOUT_BROWSER;
  const server = await chromium.launchServer({ ...options, host: '127.0.0.1' });
  return { address: { ws: server.wsEndpoint() }, pid: server.process().pid, stop: () => server.close() };
}
