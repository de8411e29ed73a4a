/** The built site in a real browser, and a folder for the files that its pages are given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../library/page/chromium.ts';
import { openElsewhere } from '../library/page/site.ts';
import { NIGHT } from '../support/tier.ts';
import { builtSite } from './built-site.ts';

/**
 * `browser`: not there where `hasBrowser` is false, for tests that are then skipped. `elsewhere`: takes what is asked of any other site. `origin`: the address of the
 * site, without a slash at its end.
 */
export type SiteInBrowser = {
  browser: Browser;
  hasBrowser: boolean;
  elsewhere: Awaited<ReturnType<typeof openElsewhere>>;
  origin: string;
  folder: string;
  /** Writes a file into the folder, and gives its path. */
  written: (path: string, bytes: string | Uint8Array) => string;
  /** From here on the site answers nothing. What a page is told of its network does not hold for the worker that keeps a copy of the site. */
  unplug: () => void;
  close: () => Promise<void>;
};

/**
 * Pages ask ahead for those that they link to, unless the visitor saves data: half of what a load costs, for nothing that a test reads. In the night they do as
 * everywhere.
 */
const SAVES_DATA = "Object.defineProperty(Object.getPrototypeOf(navigator.connection), 'saveData', { get: () => true });";

function savingData(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (asked) => {
    const context = await newContext(asked);
    await context.addInitScript(SAVES_DATA);
    return context;
  };
  return browser;
}

/** `name`: of the folder. */
export async function openSite(name: string): Promise<SiteInBrowser> {
  const elsewhere = await openElsewhere();
  const launched = await launchBrowser(elsewhere.address);
  const browser = launched && !NIGHT ? savingData(launched) : launched;
  const site = browser && (await builtSite());
  const folder = mkdtempSync(join(tmpdir(), `decp-${name}-`));
  return {
    ...{ browser: browser as Browser, hasBrowser: browser !== undefined, elsewhere, origin: site?.origin ?? '', folder },
    written(path, bytes) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, bytes);
      return full;
    },
    unplug: () => site?.close(),
    async close() {
      // What the processes of pages took counts as that of the browser once they have ended before it.
      for (const context of browser?.contexts() ?? []) await context.close();
      await browser?.close();
      site?.close();
      elsewhere.close();
      rmSync(folder, { recursive: true });
    },
  };
}
