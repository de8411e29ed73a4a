/** What reports of a comparison are made of, for those who write their own. */
export { fragmentOf, lackedBy, manyLines } from './report/fragment.ts';
export { type Names, sectionOf } from './report/sections.ts';
export { REPORT } from './compiled/report.ts';
export type { Messages } from './compiled/report.types.ts';
