import { SingleBar } from 'cli-progress';
import { visible } from '../messages/visible.ts';
import type { Lang } from '../finding.ts';
import type { OnRead, Source } from './sources.ts';

/** Files over this many bytes take long enough for a person to wonder. */
const WORTH_A_BAR = 20_000_000;

export type Progress = { onRead: OnRead; stop(): void };

const NONE: Progress = { onRead: () => undefined, stop: () => undefined };

/** A progress bar on standard error while a large file is read, when somebody looks at it. */
export function startProgress({ size, name }: Source, lang: Lang): Progress {
  if (size === undefined || size < WORTH_A_BAR || !process.stderr.isTTY) return NONE;
  const unit = lang === 'fr' ? 'Mo' : 'MB';
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${visible(name, 60)} {bar} {percentage} %  {value}/{total} ${unit}`,
    clearOnComplete: true,
    hideCursor: true,
  });
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  let read = 0;
  bar.start(megabytes(size), 0);
  return {
    onRead: (bytes) => {
      read += bytes.length;
      bar.update(megabytes(read));
    },
    stop: () => {
      bar.stop();
    },
  };
}
