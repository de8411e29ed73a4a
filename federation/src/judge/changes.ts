/** What a version has that the one before had not, by the numbers of its records: lists and counts that take four bytes a record. */

/** A list of numbers. */
export class Numbers implements Iterable<number> {
  #items = new Int32Array(64);
  length = 0;

  push(number: number): void {
    if (this.length === this.#items.length) this.#items = larger(this.#items, 2 * this.#items.length);
    this.#items[this.length++] = number;
  }

  at(place: number): number {
    return this.#items[place] as number;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#items.subarray(0, this.length)[Symbol.iterator]();
  }
}

/** How often a list has each number. Used again for the next list: most are far shorter than the greatest number. */
class Counter {
  #counts = new Int32Array(1024);

  /** Counts a list. Returns its distinct numbers, in their order. */
  count(numbers: Numbers): Numbers {
    const distinct = new Numbers();
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers.at(at);
      if (number >= this.#counts.length) this.#counts = larger(this.#counts, Math.max(number + 1, 2 * this.#counts.length));
      const count = this.get(number);
      if (count === 0) distinct.push(number);
      this.#counts[number] = count + 1;
    }
    return distinct;
  }

  get(number: number): number {
    return this.#counts[number] ?? 0;
  }

  forget(numbers: Numbers): void {
    for (let at = 0; at < numbers.length; at++) this.#counts[numbers.at(at)] = 0;
  }
}

/** `changed`: records that the version has more or less often, `added` ones among them. */
export type Changes = { removed: readonly number[]; added: readonly number[]; changed: readonly number[] };

/** Compares versions, one after the other. */
export class Comparison {
  readonly #before = new Counter();
  readonly #after = new Counter();
  #counted: [Numbers, Numbers] = [new Numbers(), new Numbers()];

  /** What differs between two lists of records. */
  of(before: Numbers, after: Numbers): Changes {
    this.#before.forget(this.#counted[0]);
    this.#after.forget(this.#counted[1]);
    const [then, now] = (this.#counted = [this.#before.count(before), this.#after.count(after)]);
    return {
      removed: [...then].filter((number) => this.#after.get(number) === 0),
      added: [...now].filter((number) => this.#before.get(number) === 0),
      changed: [...now].filter((number) => this.#before.get(number) !== this.#after.get(number)),
    };
  }

  /** How often the later of the lists compared last has a record. */
  times(number: number): number {
    return this.#after.get(number);
  }
}

function larger(items: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(items);
  return copy;
}
