import { SingleBar } from 'cli-progress';
import type { Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';

/** A bar on standard error, in megabytes. */
export const openBar = (name: string, lang: Lang): SingleBar =>
  new SingleBar({
    stream: process.stderr,
    format: `${visible(name, 60)} {bar} {percentage} %  {value}/{total} ${lang === 'fr' ? 'Mo' : 'MB'}`,
    clearOnComplete: true,
    hideCursor: true,
  });
