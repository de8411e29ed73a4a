/** Where a step puts the values of one record. What is not noted here stays at its place, or moves with what it is in. */

/** `from`: the place before the step, `to`: the place after it. Both are JSON Pointers from the record. */
type Move = { from: string; to: string };

export class Moves {
  readonly #moves: Move[] = [];

  add(from: string, to: string): void {
    if (from !== to) this.#moves.push({ from, to });
  }

  /** The place that a value had before the step, of whose place after it this is. Whether something was there, only the record says. */
  before(pointer: string): string {
    const move = nearest(this.#moves, pointer, 'to');
    return move ? move.from + pointer.slice(move.to.length) : pointer;
  }

  /** The places that a value may have after the step, the likeliest first. Whether something is there, only the record says. */
  after(pointer: string): string[] {
    const move = nearest(this.#moves, pointer, 'from');
    const moved = move ? [move.to + pointer.slice(move.from.length)] : [];
    return this.before(pointer) === pointer ? [pointer, ...moved] : moved;
  }
}

/** The last move of a value, else of the nearest one around it. */
function nearest(moves: readonly Move[], pointer: string, end: keyof Move): Move | undefined {
  let best: Move | undefined;
  for (const move of moves) if (isWithin(pointer, move[end]) && move[end].length >= (best?.[end].length ?? 0)) best = move;
  return best;
}

/** Whether a pointer leads to a value, or into it. */
const isWithin = (pointer: string, value: string): boolean =>
  pointer.startsWith(value) && (pointer.length === value.length || pointer[value.length] === '/');
