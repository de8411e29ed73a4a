import { serveSite } from '../../docs-site/make/serve.node.ts';
import { launchBrowser } from '../../test/library/page/chromium.ts';
import { peakOfPages } from '../../test/library/page/processes.ts';

/**
 * One check in the page, in a browser of its own. `wall`: seconds from the choice of the file to its result; `busy`: the longest time without
 * a turn of the page, in milliseconds; `peak`: bytes of the process of the page, its worker included; `stream`: seconds that reading the file
 * alone takes in a worker; `verdict`: what the page says.
 */
export type Visit = { wall: number; busy: number; peak: number; stream: number; verdict: string };

/** The longest check that is waited for, in milliseconds. */
const PATIENCE = 600_000;

/** Runs in the page: times the check and its own turns, without help from outside. */
const WATCH = `
var watch = { chosen: 0, done: 0, busy: 0 };
document.addEventListener('change', () => { watch.chosen = performance.now(); watch.busy = 0; }, true);
new MutationObserver(() => { if (!watch.done && document.querySelector('.check-result')) watch.done = performance.now(); })
  .observe(document.body, { childList: true, subtree: true });
let last = performance.now();
setInterval(() => { const now = performance.now(); watch.busy = Math.max(watch.busy, now - last - 5); last = now; }, 5);
`;

/** A worker that reads a file as the engine does, into one buffer, and does nothing with it. */
const READ = `
onmessage = async ({ data }) => {
  const start = performance.now();
  const reader = data.stream().getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(1 << 20);
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    if (done) break;
    buffer = value.buffer;
  }
  postMessage((performance.now() - start) / 1000);
};`;

const STREAM = `
new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(READ)}], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
  worker.onerror = reject;
  worker.postMessage(document.getElementById('bench-file').files[0]);
})`;

export async function visit(path: string): Promise<Visit> {
  const site = await serveSite(undefined, 0);
  const browser = await launchBrowser('http://127.0.0.1:1');
  if (!browser) throw new Error('Aucun navigateur sur cette machine. / No browser on this machine.');
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}controler/`);
    await page.waitForSelector('html[data-has-hydrated=true]');
    await page.evaluate(WATCH);
    await page.setInputFiles('input[type=file]', path);
    await page.waitForSelector('.check-result', { timeout: PATIENCE });
    // The work after the result, such as the list of places, also counts: the page must stay responsive.
    await page.waitForTimeout(1000);
    const { chosen, done, busy } = await page.evaluate<{ chosen: number; done: number; busy: number }>('watch');
    const peak = (await peakOfPages(browser)) * 2 ** 20;
    const verdict = (await page.textContent('.check-verdict')) ?? '';
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'bench-file' }))",
    );
    await page.setInputFiles('#bench-file', path);
    const stream = await page.evaluate<number>(STREAM);
    return { wall: (done - chosen) / 1000, busy, peak, stream, verdict };
  } finally {
    await browser.close();
    site.close();
  }
}
