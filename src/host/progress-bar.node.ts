import { SingleBar } from 'cli-progress';
import type { Lang } from '../../packages/base/src/language.ts';
import { PROGRESS } from '../messages/compiled/progress.ts';
import { roughTime, timeLeft } from './time-left.ts';

/** `read`: bytes read so far. */
export type Bar = { update(read: number): void; stop(): void };

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/**
 * A bar on standard error, in megabytes, with the time left. Without `size`, the size of the file in bytes, what was read is all that it
 * shows. `since`: when the reading began.
 */
export function openBar({ name, size }: { name: string; size: number | undefined }, since: number, lang: Lang): Bar {
  const say = PROGRESS[lang];
  const format = size === undefined ? say['unknown-size']({ file: name }) : say.bar({ file: name });
  const bar = new SingleBar({ stream: process.stderr, format, clearOnComplete: true, hideCursor: true });
  const estimate = timeLeft(size ?? 0, since);
  bar.start(megabytes(size ?? 0), 0, { left: '' });
  return {
    update(read) {
      const left = size === undefined ? undefined : estimate(Date.now(), read);
      bar.update(megabytes(read), { left: left === undefined ? '' : say.left(roughTime(left)) });
    },
    stop: () => bar.stop(),
  };
}
