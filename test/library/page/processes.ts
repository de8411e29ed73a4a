import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** The most memory that the processes of pages have had at a time, in MiB, together. Linux only. */
export async function peakOfPages(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return pages.map(({ id }) => peakOf(id)).reduce((sum, peak) => sum + peak, 0);
}

const peakOf = (pid: number): number =>
  Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
