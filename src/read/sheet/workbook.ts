/** What the readers of workbooks have in common, whatever their form. */
import { InputError } from '../../finding.ts';
import type { Wanted } from '../unzip.ts';

/** Bytes of a workbook at the most, packed. */
export const LARGEST_WORKBOOK: number = 32 * 1_048_576;

/** The parts of a workbook that are of use; pictures and the like are never unpacked. */
export const wantedOf = (files: RegExp): Wanted => ({
  files,
  broken: (part) => new InputError('table.broken-workbook', part === undefined ? {} : { part }),
  tooLarge: (limit) => new InputError('table.archive-too-large', { limit }),
});

/** A day without the midnight that some programs write with it. */
export const withoutMidnight = (day: string): string => day.replace(/T00:00:00(\.0+)?Z?$/, '');
