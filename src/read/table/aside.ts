/** Rows among the contracts of a table that look like none: another table with its title, notes, rows prepared for contracts to come. Those that follow one another are one finding. */
import type { Finding } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Likeness } from './likeness.ts';
import type { Row, Spot } from './types.ts';

export class Aside {
  readonly #spot: Spot;
  #first: Row | undefined;
  #last = 0;
  #rows = 0;
  /** What the first of some subheadings says. They may be the title of what follows: they are said alone only where nothing follows. */
  #heading: string | undefined;
  #isOpen = false;
  #isPrepared = false;

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
  *add(row: Row): Generator<Finding> {
    if (this.#isPrepared) yield* this.end();
    this.#isOpen = true;
    this.#take(row);
  }

  /** A row that repeats some cells of the contract above, and is none yet. */
  *prepared(row: Row): Generator<Finding> {
    if (!this.#isOpen && !this.#isPrepared) {
      yield* this.end();
      this.#isPrepared = true;
    }
    this.#take(row);
  }

  /** A subheading, a remark, a signature: `value` is the only text of the row. */
  *heading(row: Row, value: string): Generator<Finding> {
    if (this.#isPrepared) yield* this.end();
    if (!this.#isOpen) this.#heading ??= value;
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
    const [first, value, rows, last] = [this.#first, this.#heading, this.#rows, this.#last];
    const [isOpen, isPrepared] = [this.#isOpen, this.#isPrepared];
    this.#first = this.#heading = undefined;
    this.#rows = 0;
    this.#isOpen = this.#isPrepared = false;
    if (!first) return;
    const at = { position: this.#spot(first) };
    if (isOpen) yield findingOf('table.other-rows', '', { rows, last }, at);
    else if (isPrepared) yield findingOf('table.prepared-rows', '', { rows, last }, at);
    else if (value !== undefined) yield findingOf('table.heading-row', '', { value, others: rows - 1 }, at);
  }

  #take(row: Row): void {
    this.#first ??= row;
    this.#last = row.number;
    this.#rows += 1;
  }
}
