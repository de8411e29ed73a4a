import { visible } from '../../../packages/base/src/visible.ts';
import type { DiffReport } from './types.ts';
import type { Names } from '../../../packages/schema-diff/src/report.ts';

/** The names of the sides as sentences use them: a path may hold anything. */
export const namesOf = ({ previous, next }: Pick<DiffReport, 'previous' | 'next'>): Names => ({
  previous: visible(previous.name, 80),
  next: visible(next.name, 80),
});
