/**
 * A record on its way through the steps of a chain. What a step finds is reported in the words of the record that a person gave, and of the one that comes out: a name or a
 * value that only a version in between has would be in neither.
 */
import { equal } from '../../packages/base/src/json.ts';
import { isIndex, tokens, valueAt } from '../../packages/base/src/pointer.ts';
import { parent } from '../messages/paths.ts';
import { ADDITIONS, type Tell, type Told } from './migrate-record.ts';
import { Moves } from './moves.ts';
import type { Level } from './step.ts';

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
    const told = this.#taken.flatMap((step, i) => {
      const said = this.#saidBefore(i);
      return step.told.flatMap((one) => (isSaid(one, said) ? [] : this.#asOut(i === 0 ? one : this.#asGiven(one, i), i + 1)));
    });
    return {
      record: this.#record,
      told: withoutReturns(told),
      origin: (pointer) => this.#origin(pointer, this.#taken.length),
      destination: (pointer) => this.#destination(pointer, 0),
    };
  }

  /** The places before the step `i` of values that findings of the steps before name, each with how unsure the most unsure of these is. */
  #saidBefore(i: number): ReadonlyMap<string, number> {
    const said = new Map<string, number>();
    if (this.#taken[i]?.told.length === 0) return said;
    for (const [j, { told }] of this.#taken.slice(0, i).entries())
      for (const { there, level } of told) {
        const place = there === undefined ? undefined : this.#destination(there, j + 1, i);
        if (place !== undefined) said.set(place, Math.max(said.get(place) ?? 0, UNSURE[level]));
      }
    return said;
  }

  /** A finding of the step `i` with the place and the value that the record given has. */
  #asGiven(told: Told, i: number): Told {
    const path = this.#source(told.path, i);
    if (path === undefined) return { ...told, path: this.#origin(told.path, i) };
    const params = { ...told.params };
    if (Object.hasOwn(params, 'value') && !ADDITIONS.has(told.code)) params['value'] = valueAt(this.#given, path);
    if (Object.hasOwn(params, 'property')) params['property'] = tokens(path).at(-1);
    return { ...told, path, params };
  }

  /**
   * A finding made before the step `i` with the place, the name and the value that the record has that comes out; none of a value that was added on the way, states
   * nothing, and is not in it.
   */
  #asOut(told: Told, i: number): Told[] {
    if (told.there === undefined || i === this.#taken.length) return [told];
    const { there: before, ...rest } = told;
    const there = this.#destination(before, i);
    const params = { ...told.params };
    if (there === undefined) {
      if (told.code === 'migrate.filled') return [];
      // The version says by the absence of the field what was deduced.
      return [{ ...rest, params: told.code === 'migrate.deduced' ? { ...params, value: null, filled: false } : params }];
    }
    const now = valueAt(this.#record, there);
    for (const name of ['becomes', 'day', ...(ADDITIONS.has(told.code) ? ['value'] : [])])
      if (Object.hasOwn(params, name)) params[name] = now;
    if (Object.hasOwn(params, 'field')) params['field'] = tokens(there).findLast((name) => !isIndex(name)) ?? '';
    return [{ ...told, params, there }];
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
      place = parent(place);
    }
  }

  /** The place before the step `end`, or in the record that comes out, of a place before the step `i`. */
  #destination(pointer: string, i: number, end = this.#taken.length): string | undefined {
    let path: string | undefined = pointer;
    for (const { moves, after } of this.#taken.slice(i, end)) {
      path = moves.after(path).find((place) => valueAt(after, place) !== undefined);
      if (path === undefined) return undefined;
    }
    return path;
  }
}

/** How unsure a finding is of what became of a value: a step after it is named only where that is more. */
const UNSURE: Readonly<Record<Level, number>> = { exact: 0, equivalent: 1, deduced: 2, absent: 3, lost: 4 };

/**
 * Whether a finding of a step before names the value already, with what becomes of it in the end. A value that is no longer written was added on the way if it was named
 * before: then neither file has it.
 */
function isSaid({ code, level, path }: Told, said: ReadonlyMap<string, number>): boolean {
  const known = ADDITIONS.has(code) ? undefined : said.get(path);
  return known !== undefined && (code === 'migrate.absence' || UNSURE[level] <= known);
}

/** Findings without those of an empty value that one step left out and a later one wrote again: it is what it was. */
function withoutReturns(told: Told[]): Told[] {
  const left = new Map(
    told.flatMap((one) => (one.code === 'migrate.absence' ? [[keyOf(one, parent(one.path)), one] as const] : [])),
  );
  if (left.size === 0) return told;
  const returned = new Set<Told>();
  for (const one of told) {
    const before = one.code === 'migrate.filled' ? left.get(keyOf(one, one.path)) : undefined;
    if (before && equal(before.params['value'], one.params['value'])) returned.add(one).add(before);
  }
  return returned.size === 0 ? told : told.filter((one) => !returned.has(one));
}

const keyOf = ({ field = '' }: Told, object: string): string => `${field} ${object}`;
