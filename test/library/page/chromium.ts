/** A real browser: on Linux x64 one comes with the dependencies, elsewhere it is an installed Chrome or Edge. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { withLock } from '../../../src/host/file-lock.node.ts';

export const WITHOUT_BROWSER =
  'no browser on this machine: on Linux x64 one comes with the dependencies, elsewhere Chrome or Edge must be installed';

const CHANNELS = ['chrome', 'msedge'];

/** Undefined where there is none. `proxy` is asked for every address but those of this machine. */
export async function startBrowser(proxy: string): Promise<Browser | undefined> {
  const options: LaunchOptions = { proxy: { server: proxy, bypass: '127.0.0.1' } };
  if (process.platform === 'linux' && process.arch === 'x64') return chromium.launch({ ...options, ...(await packed()) });
  for (const channel of CHANNELS) {
    const browser = await chromium.launch({ ...options, channel }).catch(() => undefined);
    if (browser) return browser;
  }
  return undefined;
}

/** The arguments that come with it are left: they are for another use, and turn security off that is tested here. */
async function packed(): Promise<LaunchOptions> {
  const { default: bundled } = await import('@sparticuz/chromium');
  bundled.setGraphicsMode = false;
  // It is unpacked into the temporary folder by whoever asks first; who asks meanwhile would start half a program.
  const executablePath = await withLock(join(tmpdir(), 'decp-chromium.lock'), () => bundled.executablePath());
  return { executablePath, args: ['--no-sandbox', '--no-zygote', '--disable-gpu'] };
}
