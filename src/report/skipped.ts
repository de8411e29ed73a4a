/** What reports say of the files of a folder that were not checked. Loaded only where there are some. */
import type { Lang } from '../../packages/base/src/language.ts';
import { SKIPPED } from '../messages/compiled/skipped.ts';
import type { Skipped } from '../read/source.ts';

/** Files that the text report names. */
const NAMED = 20;

/** The block of the text report. */
export function skippedText(skipped: readonly Skipped[], lang: Lang): string {
  const say = SKIPPED[lang];
  const lines = skipped.slice(0, NAMED).map(({ file, reason }) => `   ${say.line({ file, reason: say.reason({ reason }) })}`);
  const rest = skipped.length - lines.length;
  const more = rest > 0 ? [`   ${say.more({ n: rest })}`] : [];
  return [say.heading({ n: skipped.length }), ...lines, ...more, ''].join('\n');
}

/** A file as the reports for programs give it. */
export const skippedEntry = ({ file, reason }: Skipped, lang: Lang) => ({
  file,
  reason,
  message: SKIPPED[lang].reason({ reason }),
});
