/** The texts of the two checking pages: their own messages, and those shared with the reports of `decp`. */
import { type Formatters, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { PAGE } from '../../../src/messages/compiled/page.ts';
import type { Messages } from '../../../src/messages/compiled/page.types.ts';
import type { RecordCounts } from '../../../src/report/types.ts';
import { WORDS as REPORT_WORDS, type Words as ReportWords } from '../../../src/report/words.ts';

export type PageWords = { lang: Lang; own: Messages; reportWords: ReportWords; formatters: Formatters };

/** A page built for one language contains only the messages of that language (`docs-site/one-language.node.ts`). */
export const wordsIn = (lang: Lang): PageWords => ({
  lang,
  own: PAGE[lang],
  reportWords: REPORT_WORDS[lang],
  formatters: FORMATTERS[lang],
});

export const recordsOf = (records: RecordCounts): number => records.marche + records['contrat-concession'];

/** Bytes as a person reads them: in thousands, or in tenths of a million. */
export const sizeIn = ({ size }: PageWords['own'], bytes: number): string =>
  bytes < 1e6 ? size.kilobytes({ size: Math.ceil(bytes / 1000) }) : size.megabytes({ size: Math.round(bytes / 1e5) / 10 });
