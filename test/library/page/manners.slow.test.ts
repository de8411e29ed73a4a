import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Checker, CheckerOptions, CheckWorker, Outcome } from '../../../src/library/page/client.ts';
import { launchBrowser, WITHOUT_BROWSER } from './chromium.ts';
import { fileOf } from './files.ts';
import { CheckPage } from './page.ts';
import { peakOfPages } from './processes.ts';
import { openElsewhere, openSite } from './site.ts';

const site = await openSite();
const elsewhere = await openElsewhere();
const browser = await launchBrowser(elsewhere.address);
const folder = mkdtempSync(join(tmpdir(), 'decp-browser-'));
const chosen = join(folder, 'fichier.json');

afterAll(async () => {
  await browser?.close();
  site.close();
  elsewhere.close();
  rmSync(folder, { recursive: true });
});

/** Records of each kind in a file of forty megabytes, and MiB by which it may take more memory than a small one. */
const FORTY_MB = 30_000;
const SPACE = 30;

declare const Worker: new (
  address: string,
  options: { type: 'module' },
) => CheckWorker & {
  addEventListener(type: 'message', listener: (event: { data: { type: string } }) => void): void;
};
declare const openChecker: (options?: CheckerOptions) => Checker;

/** A page that has chosen a file of so many records of each kind, every seventh broken. */
async function pageWith(count: number): Promise<CheckPage> {
  writeFileSync(chosen, fileOf(count, 7));
  const page = await CheckPage.open(browser as Browser, site.origin);
  await page.choose(chosen);
  return page;
}

describe.skipIf(!browser)(`a check keeps its manners${browser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  test('it waits for a page that has not taken the findings before, and goes on when it has', async () => {
    const page = await pageWith(8000);
    const { held, sent, outcome } = await page.input.evaluate(async ({ files: [file] }) => {
      const worker = new Worker('/dist/browser/worker.js', { type: 'module' });
      let sent = 0;
      let taken = 0;
      worker.addEventListener('message', ({ data }: { data: { type: string } }) => (sent += Number(data.type === 'findings')));
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const onFindings = async ({ length }: unknown[]): Promise<void> => {
        await released;
        taken += length;
      };
      const checking = openChecker({ worker: () => worker }).check(file as Blob, { version: '2.1.0', rules: false, onFindings });
      // The clock: other checks of the same file, which nobody holds up, from its beginning to its end.
      for (let turn = 0; turn < 2; turn++) await openChecker().check(file as Blob, { version: '2.1.0', rules: false });
      const held = { sent, taken };
      release();
      return { held, outcome: { ...(await checking), taken }, sent };
    });
    await page.page.close();
    expect(held).toEqual({ sent: 2, taken: 0 });
    expect(sent).toBeGreaterThan(3);
    expect(outcome).toMatchObject({ readable: true, verdict: { counts: { error: outcome.taken } } });
  });

  test('a check that is aborted rejects with the reason, and the worker is there for the next', async () => {
    const page = await pageWith(1500);
    const said = await page.input.evaluate(async ({ files: [file] }) => {
      const checker = openChecker();
      const controller = new AbortController();
      const onFindings = (): Promise<void> => {
        controller.abort(new Error('enough'));
        return new Promise(() => undefined);
      };
      const check = (signal?: AbortSignal, take = {}): Promise<Outcome | string> =>
        checker.check(file as Blob, { version: '2.1.0', rules: false, ...(signal && { signal }), ...take }).catch(String);
      return [await check(controller.signal, { onFindings }), await check(controller.signal), await check()];
    });
    await page.page.close();
    expect(said).toEqual(['Error: enough', 'Error: enough', expect.objectContaining({ readable: true })]);
  });

  test('what a page throws for findings ends the check, and a closed checker rejects what is under way', async () => {
    const page = await pageWith(1500);
    const said = await page.input.evaluate(async ({ files: [file] }) => {
      const checker = openChecker();
      const onFindings = (): void => {
        throw new Error('the page is wrong');
      };
      const thrown = await checker.check(file as Blob, { version: '2.1.0', rules: false, onFindings }).catch(String);
      const closed = checker.check(file as Blob, { version: '2.1.0', rules: false }).catch(String);
      checker.close();
      return [thrown, await closed];
    });
    await page.page.close();
    expect(said).toEqual([
      'Error: the page is wrong',
      'Error: check : le contrôleur a été fermé par « close » ; openChecker en ouvre un autre.',
    ]);
  });

  /** The peak of a new browser that checks the chosen file. */
  async function peakOf(way: 'file' | 'whole'): Promise<number> {
    const own = (await launchBrowser(elsewhere.address)) as Browser;
    try {
      const page = await CheckPage.open(own, site.origin);
      await page.choose(chosen);
      await page.check({ version: '2.1.0', rules: false, maxFindings: 1000 }, { way });
      return await peakOfPages(own);
    } finally {
      await own.close();
    }
  }

  test.skipIf(process.platform !== 'linux')('memory does not grow with the file (peaks of processes: Linux only)', async () => {
    writeFileSync(chosen, fileOf(1500, 70));
    const small = await peakOf('file');
    writeFileSync(chosen, fileOf(FORTY_MB, 70));
    expect((await peakOf('file')) - small).toBeLessThan(SPACE);
    // What is measured would tell a page that reads the file whole.
    expect((await peakOf('whole')) - small).toBeGreaterThan(SPACE);
  });
});
