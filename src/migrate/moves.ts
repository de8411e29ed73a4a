/** Where a step puts the values of one record. What is not noted here stays at its place, or moves with what it is in. */
export class Moves {
  /** The places before and after the step, in turn: JSON Pointers from the record. */
  readonly #noted: string[] = [];
  #index: Index | undefined;

  /** `from`: the place before the step, `to`: the place after it. */
  add(from: string, to: string): void {
    if (from !== to) this.#noted.push(from, to);
  }

  /** Made when it is first asked for, once all moves are noted: most records are never asked where a value was. */
  get #places(): Index {
    return (this.#index ??= indexOf(this.#noted));
  }

  /** The place that a value had before the step, of whose place after it this is. Whether something was there, only the record says. */
  before(pointer: string): string {
    return moved(this.#places.befores, pointer) ?? pointer;
  }

  /** The places that a value may have after the step, the likeliest first. Whether something is there, only the record says. */
  after(pointer: string): string[] {
    const after = moved(this.#places.afters, pointer);
    const others = after === undefined ? [] : [after];
    return this.before(pointer) === pointer ? [pointer, ...others] : others;
  }
}

/** The place before the step by that after it, and the other way; of several moves of one place, the last. */
type Index = { befores: ReadonlyMap<string, string>; afters: ReadonlyMap<string, string> };

const NONE: Index = { befores: new Map(), afters: new Map() };

function indexOf(noted: readonly string[]): Index {
  if (noted.length === 0) return NONE;
  const [befores, afters] = [new Map<string, string>(), new Map<string, string>()];
  for (let i = 0; i < noted.length; i += 2) {
    const [from = '', to = ''] = noted.slice(i, i + 2);
    befores.set(to, from);
    afters.set(from, to);
  }
  return { befores, afters };
}

/** The place that a value moved to, with the nearest one around it that did; undefined where none did. */
function moved(moves: ReadonlyMap<string, string>, pointer: string): string | undefined {
  if (moves.size === 0) return undefined;
  for (let end = pointer.length; end !== -1; end = end === 0 ? -1 : pointer.lastIndexOf('/', end - 1)) {
    const place = moves.get(pointer.slice(0, end));
    if (place !== undefined) return place + pointer.slice(end);
  }
  return undefined;
}
