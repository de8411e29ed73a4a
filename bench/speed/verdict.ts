import { isJudged, type Row } from './rows.ts';
import type { Figures, Measured } from './types.ts';

/** `info`: nothing is required at this size. `absent`: not measured. `died`: the other program cannot read the file. */
export type Verdict = 'goal' | 'kept' | 'missed' | 'info' | 'absent' | 'died';

/**
 * The value of a row that its limit is held against: of a ratio the median, which noise of the machine leaves alone; of memory the worst
 * run, because a limit of memory is one that is never passed.
 */
export const judgedValue = ({ unit }: Row, { value }: Figures): number => (unit === 'peak' ? value.max : value.median);

/** The verdict on a figure under the limit of its row. */
export function verdictOf(row: Row, size: number, measured: Measured | undefined): Verdict {
  if (measured === undefined) return 'absent';
  if ('died' in measured) return 'died';
  if (!isJudged(row, size)) return 'info';
  const judged = judgedValue(row, measured.figures);
  if (row.goal !== undefined && judged <= row.goal) return 'goal';
  return judged <= row.required ? 'kept' : 'missed';
}

/** Whether this verdict fails the run. A limit that was not measured does not count as met. */
export const isFailure = (row: Row, size: number, verdict: Verdict): boolean =>
  verdict === 'missed' || (verdict === 'died' && isJudged(row, size));
