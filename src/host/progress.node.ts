import type { Lang } from '../../packages/base/src/language.ts';
import type { Bar } from './progress-bar.node.ts';

/** Smaller files, in bytes, are read too fast for a bar. */
const WORTH_A_BAR = 20_000_000;

/** `onRead` takes the bytes read, and how many were skipped before them. */
export type Progress = { onRead: (bytes: Uint8Array, skipped?: number) => void; stop(): void };

const NONE: Progress = { onRead: () => undefined, stop: () => undefined };

/**
 * Shows a progress bar on standard error while a large file is read, where that is a terminal; a file of unknown size is large once as much was
 * read of it. The code of the bar is loaded meanwhile.
 */
export function startProgress(file: { size: number | undefined; name: string }, lang: Lang): Progress {
  if ((file.size ?? WORTH_A_BAR) < WORTH_A_BAR || !process.stderr.isTTY) return NONE;
  const since = Date.now();
  let bar: Bar | undefined;
  let read = 0;
  let isAsked = false;
  let stopped = false;
  const open = (): void => {
    isAsked = true;
    void import('./progress-bar.node.ts').then(({ openBar }) => {
      if (!stopped) bar = openBar(file, since, lang);
    });
  };
  if (file.size !== undefined) open();
  return {
    onRead: (bytes, skipped = 0) => {
      read += skipped + bytes.length;
      bar?.update(read);
      if (!isAsked && read >= WORTH_A_BAR) open();
    },
    stop: () => {
      stopped = true;
      bar?.stop();
    },
  };
}
