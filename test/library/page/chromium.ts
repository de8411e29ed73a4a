/** A real browser: on Linux x64 one comes with the dependencies, elsewhere it is an installed Chrome or Edge. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { withLock } from '../../../src/host/file-lock.node.ts';

export const WITHOUT_BROWSER =
  'no browser on this machine: on Linux x64 one comes with the dependencies, elsewhere Chrome or Edge must be installed';

/** For what is awaited of a page: a slow machine that does other things too is no fault. */
export const PATIENCE = { timeout: 300_000 };

const CHANNELS = ['chrome', 'msedge'];

/** How a browser is launched on this machine; undefined where there is none. */
async function launchOptions(): Promise<LaunchOptions | undefined> {
  if (process.platform === 'linux' && process.arch === 'x64') return packed();
  for (const channel of CHANNELS) {
    const browser = await chromium.launch({ channel }).catch(() => undefined);
    await browser?.close();
    if (browser) return { channel };
  }
  return undefined;
}

/** `server` is asked for every address but those of this machine. */
const through = (server: string): Pick<LaunchOptions, 'proxy'> => ({ proxy: { server, bypass: '127.0.0.1' } });

/**
 * A browser of this process, which closes it. Not one for all files of a run: what is said to a browser through the server of another process costs as much CPU as half of
 * what the browser does. Undefined where there is none.
 */
export async function launchBrowser(proxy: string): Promise<Browser | undefined> {
  const options = await launchOptions();
  const browser = options && (await chromium.launch({ ...options, ...through(proxy) }));
  if (browser === undefined) return undefined;
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (asked) => {
    const context = await newContext(asked);
    context.setDefaultTimeout(PATIENCE.timeout);
    return context;
  };
  return browser;
}

/**
 * The arguments that come with it are left: they are for another use, and turn security off that is tested here. Without a zygote the CPU of pages counts as that of
 * the browser.
 */
async function packed(): Promise<LaunchOptions> {
  const { default: bundled } = await import('@sparticuz/chromium');
  bundled.setGraphicsMode = false;
  // It is unpacked into the temporary folder by whoever asks first; who asks meanwhile would start half a program.
  const executablePath = await withLock(join(tmpdir(), 'decp-chromium.lock'), () => bundled.executablePath());
  return { executablePath, args: ['--no-sandbox', '--no-zygote', '--disable-gpu'] };
}
