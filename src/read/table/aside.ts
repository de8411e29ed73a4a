/** Rows among the contracts of a table that look like none: another table with its title, notes. Those that follow one another are one finding. */
import type { Finding } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Likeness } from './likeness.ts';
import type { Row, Spot } from './types.ts';

export class Aside {
  readonly #spot: Spot;
  #first: Row | undefined;
  #last = 0;
  #rows = 0;
  /** A subheading may be the title of what follows: it is said alone only where nothing follows. */
  #heading: Finding | undefined;
  #isOpen = false;

  constructor(spot: Spot) {
    this.#spot = spot;
  }

  /**
   * Whether a row goes with those before it: `scant`, which could be anything, with rows of something else; `doubtful` also with a subheading, or where a blank row is above
   * it (`isApart`).
   */
  takes(likeness: Likeness, isApart: boolean): boolean {
    if (likeness === 'scant') return this.#isOpen;
    return likeness === 'foreign' || (likeness === 'doubtful' && (isApart || this.#first !== undefined));
  }

  /** A row that looks like no contract. */
  add(row: Row): void {
    this.#isOpen = true;
    this.#take(row);
  }

  /** A subheading; `finding` says so. */
  *heading(row: Row, finding: Finding): Generator<Finding> {
    if (!this.#isOpen) {
      yield* this.end();
      this.#heading = finding;
    }
    this.#take(row);
  }

  /** A row of totals; `finding` says so. */
  *total(row: Row, finding: Finding): Generator<Finding> {
    if (this.#isOpen) this.#take(row);
    else {
      yield* this.end();
      yield finding;
    }
  }

  /** A contract follows, or nothing. */
  *end(): Generator<Finding> {
    const [first, heading, rows, last] = [this.#first, this.#heading, this.#rows, this.#last];
    const isOpen = this.#isOpen;
    this.#first = this.#heading = undefined;
    this.#rows = 0;
    this.#isOpen = false;
    if (isOpen && first) yield findingOf('table.other-rows', '', { rows, last }, { position: this.#spot(first) });
    else if (heading) yield heading;
  }

  #take(row: Row): void {
    this.#first ??= row;
    this.#last = row.number;
    this.#rows += 1;
  }
}
