import { SingleBar } from 'cli-progress';
import type { Lang } from '../../packages/base/src/language.ts';
import { PROGRESS } from '../messages/compiled/progress.ts';

/** A bar on standard error, in megabytes. */
export const openBar = (name: string, lang: Lang): SingleBar =>
  new SingleBar({
    stream: process.stderr,
    format: PROGRESS[lang].bar({ file: name }),
    clearOnComplete: true,
    hideCursor: true,
  });
