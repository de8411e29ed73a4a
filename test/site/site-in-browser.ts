/** The built site in a real browser, and a folder for the files that its pages are given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../library/page/chromium.ts';
import { openElsewhere } from '../library/page/site.ts';
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
  close: () => Promise<void>;
};

/** `name`: of the folder. */
export async function openSite(name: string): Promise<SiteInBrowser> {
  const elsewhere = await openElsewhere();
  const browser = await launchBrowser(elsewhere.address);
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
    async close() {
      await browser?.close();
      site?.close();
      elsewhere.close();
      rmSync(folder, { recursive: true });
    },
  };
}
