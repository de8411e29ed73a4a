/** Shows what is being done, on one line of the terminal that goes when it is over. */
import type { Lang } from '../../packages/base/src/language.ts';
import { FEDERATION_RUN } from '../../src/messages/compiled/federation-run.ts';
import type { Progress } from './federation.ts';

/** Milliseconds between two lines: what changes faster is not read. */
const PACE = 100;

/** `show` takes what was done so far. It shows nothing where standard error is no terminal. */
export function showProgress(
  lang: Lang,
  stderr: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'> = process.stderr,
): { show: (event: Progress) => void; clear: () => void } {
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  /** How far the pass is, before what this process does. */
  let [pass, own] = ['', ''];
  return {
    show: (event) => {
      if (event.step === 'pass') pass = progressLine(event, lang);
      else own = progressLine(event, lang);
      const now = Date.now();
      if (now - last < PACE) return;
      last = now;
      const line = [pass, own].filter((part) => part !== '').join(' · ');
      stderr.write(`\r\u001B[K${line.slice(0, Math.max(20, stderr.columns - 1))}`);
    },
    clear: () => void (last > 0 && stderr.write('\r\u001B[K')),
  };
}

/** What was done so far, as a line. */
function progressLine(event: Progress, lang: Lang): string {
  const say = FEDERATION_RUN[lang];
  switch (event.step) {
    case 'pass':
      return say['progress.pass']({ ...event.harvests, unjudged: event.unjudged, queue: event.active.at(-1) ?? 'none' });
    case 'harvest':
      return say['progress.harvest'](event);
    case 'judge':
      return say['progress.judge'](event);
    case 'consolidate':
      return say['progress.consolidate'](event);
    case 'index':
      return say['progress.index'](event);
    case 'snapshot':
      return say['progress.snapshot'](event);
  }
}
