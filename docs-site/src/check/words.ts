/** What the two pages say; what `decp` says in its report is said here alike. */
import { type Formatters, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import type { RecordRef } from '../../../src/finding.ts';
import { PAGE } from '../../../src/messages/compiled/page.ts';
import type { Messages } from '../../../src/messages/compiled/page.types.ts';
import type { FileSummary, RecordCounts } from '../../../src/report/types.ts';
import { WORDS as SAID, type Words as Said } from '../../../src/report/words.ts';

export type PageWords = { lang: Lang; own: Messages; said: Said; formatters: Formatters };

/** A page that is built for one language has the messages of that one alone (`docs-site/one-language.node.ts`). */
export const wordsIn = (lang: Lang): PageWords => ({ lang, own: PAGE[lang], said: SAID[lang], formatters: FORMATTERS[lang] });

export const recordWords = (record: RecordRef, lang: Lang): string => SAID[lang].record(record);

export const recordsOf = (records: RecordCounts): number => records.marche + records['contrat-concession'];

/** The verdict on a file in one sentence. */
export function verdictIn(said: Said, { verdict, records }: FileSummary): string {
  if (verdict === 'unreadable') return said.unreadable;
  if (verdict === 'conforming') return said.conforming(records);
  return said.notConforming(records, recordsOf(records) - records.conforming);
}
