/** The verdict on a file that was read, in one place for the program, the library and the page. */
import type { FileVerdict } from './types.ts';

/**
 * Red, amber, green. `not-conforming`: an error was found. `to-review`: none, but something that a person must look at before the file is published.
 * `conforming`: nothing to look at.
 */
export type ReadVerdict = 'conforming' | 'to-review' | 'not-conforming';

export const verdictOf = ({ counts, toReview }: Pick<FileVerdict, 'counts' | 'toReview'>): ReadVerdict =>
  counts.error > 0 ? 'not-conforming' : toReview > 0 ? 'to-review' : 'conforming';

/** Whether the standard accepts the file: a point to look at refuses nothing. */
export const isAccepted = (verdict: ReadVerdict | 'unreadable'): boolean => verdict === 'conforming' || verdict === 'to-review';
