/** Several files that are checked one after the other, and what came of each. */
import type { Verdict } from '../../../../src/report/types.ts';
import type { ReadVerdict } from '../../../../src/validate/verdict.ts';
import type { Gathered, Named } from './gather.ts';

/** `text` says why the file could not be read; `failed`: the check itself broke down, or the file is gone. */
export type Outcome =
  | { step: 'waiting' | 'running' }
  | { step: 'checked'; verdict: ReadVerdict; records: number; errors: number }
  | { step: 'unreadable'; text: string }
  | { step: 'failed'; error: unknown };

export type Row = Named<File> & { outcome: Outcome };

/** The files in the order of their check, and what was left out. */
export type Listed = Pick<Gathered<File>, 'beyond' | 'skipped' | 'isCut'> & { rows: readonly Row[] };

export const listOf = ({ files, ...others }: Gathered<File>): Listed => ({
  ...others,
  rows: files.map((named) => ({ ...named, outcome: { step: 'waiting' } })),
});

export const withOutcome = (list: Listed, index: number, outcome: Outcome): Listed => ({
  ...list,
  rows: list.rows.map((row, i) => (i === index ? { ...row, outcome } : row)),
});

/** `verdicts`: of the files that were checked. `failed` and `left` are the others: not checked by a fault, and not yet. */
export type Tally = { checked: number; verdicts: Record<Verdict, number>; failed: number; left: number };

export function tallyOf({ rows }: Listed): Tally {
  const tally: Tally = {
    checked: 0,
    verdicts: { conforming: 0, 'to-review': 0, 'not-conforming': 0, unreadable: 0 },
    failed: 0,
    left: 0,
  };
  for (const { outcome } of rows) {
    if (outcome.step === 'failed') tally.failed++;
    else if (outcome.step === 'checked' || outcome.step === 'unreadable') {
      tally.checked++;
      tally.verdicts[outcome.step === 'checked' ? outcome.verdict : outcome.step]++;
    } else tally.left++;
  }
  return tally;
}

/** The verdict on all that was given: accepted only where all of it was looked at. What is no file of contracts by its name does no harm. */
export function verdictOnAll(list: Listed): ReadVerdict {
  const { rows, beyond, skipped, isCut } = list;
  const isSeen = beyond.length === 0 && !isCut && skipped.every(({ why }) => why === 'hidden' || why === 'extension');
  const hasContracts = rows.every(({ outcome }) => outcome.step === 'checked' && outcome.records > 0);
  const { verdicts } = tallyOf(list);
  const isGood = isSeen && rows.length > 0 && hasContracts && verdicts.conforming + verdicts['to-review'] === rows.length;
  return !isGood ? 'not-conforming' : verdicts['to-review'] > 0 ? 'to-review' : 'conforming';
}

/** Bytes of the files before `index`, and of all. */
export function bytesOf({ rows }: Listed, index: number): { before: number; all: number } {
  const sum = (some: readonly Row[]): number => some.reduce((bytes, { file }) => bytes + file.size, 0);
  return { before: sum(rows.slice(0, index)), all: sum(rows) };
}
