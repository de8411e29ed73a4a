import type { Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import { sectionOf } from './types.ts';
import type { Names } from '../../../packages/schema-diff/src/report.ts';
import type { DiffWords } from './words.ts';

/** What is said before a witness: which version accepts it, or what a rule that no version hangs on says of it. */
export const witnessWords = (change: Change, { accepted }: Witness, words: DiffWords, names: Names): string =>
  sectionOf(change) === 'apart' ? words.flagged[accepted] : words.witness(names, accepted);
