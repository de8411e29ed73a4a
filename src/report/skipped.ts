/** What reports say of the files of a folder that were not checked. Loaded only where there are some. */
import type { Lang } from '../../packages/base/src/language.ts';
import { SKIPPED } from '../messages/compiled/skipped.ts';
import type { Skipped } from '../read/source.ts';

/** Files that these reports name. */
const NAMED = 20;

/** What the reports for people say: a heading, and a line for each file. */
export function skippedWords(skipped: readonly Skipped[], lang: Lang): { heading: string; lines: string[] } {
  const say = SKIPPED[lang];
  const lines = skipped.slice(0, NAMED).map(({ file, reason }) => say.line({ file, reason: say.reason({ reason }) }));
  const rest = skipped.length - lines.length;
  return { heading: say.heading({ n: skipped.length }), lines: [...lines, ...(rest > 0 ? [say.more({ n: rest })] : [])] };
}

/** The block of the text report. */
export function skippedText(skipped: readonly Skipped[], lang: Lang): string {
  const { heading, lines } = skippedWords(skipped, lang);
  return [heading, ...lines.map((line) => `   ${line}`), ''].join('\n');
}

/** A file as the reports for programs give it. */
export const skippedEntry = ({ file, reason }: Skipped, lang: Lang) => ({
  file,
  reason,
  message: SKIPPED[lang].reason({ reason }),
});
