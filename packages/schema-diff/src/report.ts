/** The building blocks for custom reports of a comparison. */
export { fragmentOf, lackedBy, manyLines, witnessWords } from './report/fragment.ts';
export { type Names, sectionOf } from './report/sections.ts';
export { REPORT } from './compiled/report.ts';
export type { Messages } from './compiled/report.types.ts';
