/** Where a step puts the values of one record. What is not noted here stays at its place, or moves with what it is in. */
export class Moves {
  /** The place before the step by that after it, and the other way; of several moves of one place, the last. Places are JSON Pointers from the record. */
  readonly #befores = new Map<string, string>();
  readonly #afters = new Map<string, string>();

  /** `from`: the place before the step, `to`: the place after it. */
  add(from: string, to: string): void {
    if (from === to) return;
    this.#befores.set(to, from);
    this.#afters.set(from, to);
  }

  /** The place that a value had before the step, of whose place after it this is. Whether something was there, only the record says. */
  before(pointer: string): string {
    return moved(this.#befores, pointer) ?? pointer;
  }

  /** The places that a value may have after the step, the likeliest first. Whether something is there, only the record says. */
  after(pointer: string): string[] {
    const after = moved(this.#afters, pointer);
    const others = after === undefined ? [] : [after];
    return this.before(pointer) === pointer ? [pointer, ...others] : others;
  }
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
