/** One page of the site in a real browser, and what it says of a file that a person chooses. */
import type { Browser, ElementHandle, Page } from 'playwright-core';
import type { Checker, CheckerOptions, Choices, Outcome, DescribedFinding } from '../../../src/library/page/client.ts';

/** As JSON would keep it, so that what went through a browser can be held against what did not. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export type Said = { outcome: Outcome; findings: DescribedFinding[]; batches: number; turns: number };

/** How the page gives the file to the check: as it was chosen, as a stream, or having read it whole. */
type Way = 'file' | 'stream' | 'whole';

type ChosenFiles = { files: Blob[] };
declare const openChecker: (options?: CheckerOptions) => Checker;

export class CheckPage {
  readonly page: Page;
  readonly input: ElementHandle<ChosenFiles>;

  private constructor(page: Page, input: ElementHandle<ChosenFiles>) {
    this.page = page;
    this.input = input;
  }

  /** In a page that is there, or in a new one. */
  static async open(where: Browser | Page, origin: string): Promise<CheckPage> {
    const page = 'newPage' in where ? await where.newPage() : where;
    await page.goto(`${origin}/index.html`);
    await page.waitForFunction('typeof openChecker === "function"');
    return new CheckPage(page, (await page.$('input')) as unknown as ElementHandle<ChosenFiles>);
  }

  choose(path: string): Promise<void> {
    return (this.input as ElementHandle).setInputFiles(path);
  }

  /** Checks the chosen file in a new worker; `turns` counts those that the page itself had meanwhile. */
  async check(choices: Choices, options: CheckerOptions & { way?: Way } = {}): Promise<Said> {
    const text = await this.input.evaluate(
      async ({ files: [file] }, [choices, { way, ...options }]) => {
        const findings: DescribedFinding[] = [];
        let batches = 0;
        let turns = 0;
        const timer = setInterval(() => turns++, 1);
        const checker = openChecker(options);
        try {
          const whole = way === 'whole' ? [await (file as Blob).arrayBuffer()] : undefined;
          const given = (way === 'stream' ? file?.stream() : file) as Blob;
          const take = (batch: DescribedFinding[]): void => {
            batches++;
            findings.push(...batch);
          };
          const outcome = await checker.check(given, { ...choices, onFindings: take });
          return JSON.stringify({ outcome, findings, batches, turns, whole: whole?.length });
        } finally {
          clearInterval(timer);
          checker.close();
        }
      },
      [choices, options] as const,
    );
    return JSON.parse(text) as Said;
  }
}
