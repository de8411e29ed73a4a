/**
 * A record on its way through the steps of a chain. What a step finds is reported in the words of the record that a person gave, and of the one that comes out: a name or a
 * value that only a version in between has would be in neither.
 */
import { isIndex, tokens, valueAt } from '../../packages/base/src/pointer.ts';
import type { Tell, Told } from './migrate-record.ts';
import { Moves } from './moves.ts';

/**
 * `record`: as it comes out. `told`: findings, whose `path` is a place in the record given and `there` one in the record that comes out. `origin`: the place in the record
 * given of a place in the one that comes out, or of the nearest value around it. `destination`: the place in the record that comes out of one in the record given,
 * undefined where nothing of it is there.
 */
export type PassedRecord = {
  record: unknown;
  told: Told[];
  origin: (pointer: string) => string;
  destination: (pointer: string) => string | undefined;
};

/** A step taken that changed or found something. `after`: the record that came out of it. */
type Taken = { moves: Moves; after: unknown; told: Told[] };

export class Passage {
  readonly #given: unknown;
  readonly #taken: Taken[] = [];
  #record: unknown;
  /** Those of the step that is being taken. */
  #told: Told[] = [];
  readonly #tell: Tell = (one) => void this.#told.push(one);

  constructor(given: unknown) {
    this.#given = given;
    this.#record = given;
  }

  /** Takes the next step. */
  take(step: (record: unknown, tell: Tell, moves: Moves) => unknown): void {
    const before = this.#record;
    const moves = new Moves();
    const after = step(before, this.#tell, moves);
    // Most steps between neighbours leave most records as they are.
    if (after === before && this.#told.length === 0) return;
    this.#taken.push({ moves, after, told: this.#told });
    this.#record = after;
    this.#told = [];
  }

  ended(): PassedRecord {
    return {
      record: this.#record,
      told: this.#taken.flatMap(({ told }, i) => told.map((one) => this.#asOut(i === 0 ? one : this.#asGiven(one, i), i + 1))),
      origin: (pointer) => this.#origin(pointer, this.#taken.length),
      destination: (pointer) => this.#destination(pointer, 0),
    };
  }

  /** A finding of the step `i` with the place and the value that the record given has. */
  #asGiven(told: Told, i: number): Told {
    const path = this.#source(told.path, i);
    if (path === undefined) return { ...told, path: this.#origin(told.path, i) };
    const params = { ...told.params };
    if (Object.hasOwn(params, 'value') && told.code !== 'migrate.deduced') params['value'] = valueAt(this.#given, path);
    if (Object.hasOwn(params, 'property')) params['property'] = tokens(path).at(-1);
    return { ...told, path, params };
  }

  /** A finding made before the step `i` with the place, the name and the value that the record has that comes out. */
  #asOut(told: Told, i: number): Told {
    if (told.there === undefined || i === this.#taken.length) return told;
    const { there: before, ...rest } = told;
    const there = this.#destination(before, i);
    const params = { ...told.params };
    // The version says by the absence of the field what was deduced.
    if (there === undefined)
      return { ...rest, params: told.code === 'migrate.deduced' ? { ...params, value: null, filled: false } : params };
    const now = valueAt(this.#record, there);
    for (const name of ['becomes', 'day', ...(told.code === 'migrate.deduced' ? ['value'] : [])])
      if (Object.hasOwn(params, name)) params[name] = now;
    if (Object.hasOwn(params, 'field')) params['field'] = tokens(there).findLast((name) => !isIndex(name)) ?? '';
    return { ...told, params, there };
  }

  /** The place in the record given of a place before the step `i`; undefined for what it does not have. */
  #source(pointer: string, i: number): string | undefined {
    const path = this.#taken.slice(0, i).reduceRight((place, { moves }) => moves.before(place), pointer);
    return valueAt(this.#given, path) === undefined ? undefined : path;
  }

  /** The same, or the nearest value around it. */
  #origin(pointer: string, i: number): string {
    let place = pointer;
    for (;;) {
      const path = this.#source(place, i);
      if (path !== undefined || place === '') return path ?? '';
      place = place.slice(0, place.lastIndexOf('/'));
    }
  }

  /** The place in the record that comes out of a place before the step `i`. */
  #destination(pointer: string, i: number): string | undefined {
    let path: string | undefined = pointer;
    for (const { moves, after } of this.#taken.slice(i)) {
      path = moves.after(path).find((place) => valueAt(after, place) !== undefined);
      if (path === undefined) return undefined;
    }
    return path;
  }
}
