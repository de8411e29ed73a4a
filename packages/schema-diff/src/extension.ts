/** What a standard that is more than its schema (lists of codes, rules, texts) compares its versions with. */
export { bumpOf, greatest } from './bump.ts';
export { OPTIONS, readOptions } from './call.ts';
export { annotatedPaths } from './changes/annotated.ts';
export type { Counterparts } from './changes/counterparts.ts';
export { textChange } from './changes/plain-texts.ts';
export type { Step } from './changes/types.ts';
export { relationOf } from './containment/contain.ts';
export { compareSchemas, type Extension, summedUp } from './diff-schemas.ts';
export { fingerprintOf } from './fingerprint.ts';
export type { Judge } from './judge.ts';
export { reason } from './reasons.ts';
