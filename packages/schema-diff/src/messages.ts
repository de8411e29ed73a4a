/** The messages of schemas that cannot be compared, by language, for programs that say them with their own. */
export { EXPLANATIONS } from './compiled/explanations.ts';
export { FINDINGS } from './compiled/findings.ts';
export { LOAD_FINDINGS } from './compiled/findings.load.ts';
export type { Findings, Params } from './compiled/types.ts';
