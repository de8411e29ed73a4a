/** What reports of a comparison are made of, for those who write their own. */
export { fragmentOf, lackedBy, manyLines } from './report/fragment.ts';
export { type Names, REPORT_WORDS, type ReportWords, sectionOf } from './report/words.ts';
