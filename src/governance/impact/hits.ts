import type { Finding } from '../../finding.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import type { Hits } from '../../model/impact.ts';

const PLACES = 5;
/** A pointer may hold a name of the file, as long as its writer likes. */
const LONG = 300;

/** Where a count stands: base name of the file, and how many records were begun so far in all files. */
export type At = { file: string; record: number };

/** Findings and records counted, with the first places. The findings of a record come one after the other. */
export class HitCount implements Hits {
  findings = 0;
  records = 0;
  readonly places: Hits['places'] = [];
  #last = -1;

  add({ path, record }: Finding, { file, record: number }: At): void {
    this.findings++;
    if (this.places.length < PLACES) this.places.push({ file, pointer: visible(path, LONG) });
    if (!record || this.#last === number) return;
    this.#last = number;
    this.records++;
  }
}

/** A part of a whole, to four decimals; 0 of nothing. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4);
