/** The page that checks files, in a real browser, used as a person does. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { basename } from 'node:path';
import { downloaded } from './visits.ts';

export type CliFile = {
  file?: string;
  sha256?: string | null;
  truncated?: boolean;
  proposal?: { version: string; command?: string };
  version: string;
  verdict: string;
  records: Record<string, number>;
  counts: Record<string, number>;
  findings: { code: string; path: string; position?: unknown; message: string; record?: unknown }[];
  rules: Record<string, unknown> | null;
};

/** With the copy for later visits, for which all files of the site are asked at the first one. */
export const KEPT = { serviceWorkers: 'allow' } as const;

export class CheckerPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything that the page or its workers asked for. */
  readonly asked: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    context.on('request', (request) => this.asked.push(request.url()));
  }

  /** Without the copy for later visits, unless it is asked for: what is then asked for is what the page needs. */
  static async open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<CheckerPage> {
    const context = await browser.newContext({ acceptDownloads: true, serviceWorkers: 'block', ...options });
    const opened = new CheckerPage(context, await context.newPage());
    await opened.visit(address);
    return opened;
  }

  /** Loads a page as for somebody who comes anew: what was given to the page before, asked by it and put in the way of its requests is forgotten. */
  async visit(address: string): Promise<void> {
    await this.page.unrouteAll();
    this.asked.length = 0;
    await this.page.goto(address);
    // The page answers once React has taken over what was in the HTML.
    await this.page.waitForSelector('html[data-has-hydrated=true]');
  }

  /** Chooses a file and waits for its result, whose heading names it. The result before goes as soon as a file is chosen. */
  async check(path: string): Promise<void> {
    await this.page.setInputFiles('input[type=file]', path);
    await this.page.locator('.check-result h2', { hasText: basename(path) }).waitFor();
  }

  verdict(): Promise<string | null> {
    return this.page.textContent('.check-verdict');
  }

  /** What the button of this name lets the visitor keep. */
  async download(button: string): Promise<string> {
    const waiting = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: button }).click();
    return (await downloaded(await waiting)).toString();
  }

  async report(): Promise<CliFile> {
    const { files } = JSON.parse(await this.download('Constats pour programmes (JSON)')) as { files: [CliFile] };
    return files[0];
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
