import { tokens } from '../../../packages/base/src/pointer.ts';

/** Where the values of a record begin, in the order of the file: numbers side by side, and pointers only when one is asked for. */
export class Places {
  readonly #starts: number[] = [];
  readonly #parents: number[] = [];
  readonly #keys: (string | number)[] = [];
  #byKey: Map<string, number> | undefined;

  get count(): number {
    return this.#starts.length;
  }

  /** Notes the value under `key` of the value `parent` (-1 for the record itself); returns its number. */
  add(start: number, parent: number, key: string | number): number {
    this.#starts.push(start);
    this.#parents.push(parent);
    this.#keys.push(key);
    return this.#starts.length - 1;
  }

  startOf(entry: number): number {
    return this.#starts[entry] as number;
  }

  /** Where the value at a pointer of the record begins. Of several elements of one name the last counts, as for the value. */
  find(pointer: string): number | undefined {
    this.#byKey ??= new Map(this.#keys.map((key, entry) => [`${this.#parents[entry] as number}/${key}`, entry]));
    let entry: number | undefined = 0;
    for (const segment of tokens(pointer)) {
      entry = this.#byKey.get(`${entry}/${segment}`);
      if (entry === undefined) return undefined;
    }
    return this.#starts[entry];
  }
}
