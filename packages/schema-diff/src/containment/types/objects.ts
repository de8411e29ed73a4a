import type { Texts } from '../../../../base/src/language.ts';
import { type Literal, TRUE, isNegated, not, type Of } from '../terms.ts';
import { isSolved, type Clause, type Result, type Solver, type Theory, type AskedObject, type Members } from '../solver.ts';
import { reason } from '../../automata/unknown.ts';
import { groupBy } from '../../../../base/src/lists.ts';

/** A property of the object to be: a name of a cell, with what its value satisfies beyond what the cell says. */
type Slot = { cell: Cell; literals: Literal[] };

/** An object: each property that must be there gets a name, or one that another has got; then the object is filled up. */
export const objects: Theory = (clause, solver) => {
  const asked = askedOf(clause);
  if (asked === null) return null;
  const cells = cellsOf(asked, solver);
  if ('unknown' in cells) return cells;
  return new Search(asked, cells.cells, solver).run();
};

function askedOf(clause: Clause): AskedObject | null {
  const asked: AskedObject = { low: 0, high: Infinity, never: [], some: [] };
  for (const { atom } of clause) {
    if (atom.kind !== 'members') continue;
    if (atom.names === TRUE && atom.of === TRUE) {
      asked.low = Math.max(asked.low, atom.min);
      asked.high = Math.min(asked.high, atom.max);
    } else if (atom.max === 0) asked.never.push(atom);
    else asked.some.push(atom);
  }
  return asked.low > asked.high ? null : asked;
}

class Search {
  readonly #asked: AskedObject;
  readonly #cells: readonly Cell[];
  readonly #solver: Solver;
  readonly #slots: Slot[] = [];
  #undecided: Texts | undefined;

  constructor(asked: AskedObject, cells: readonly Cell[], solver: Solver) {
    this.#asked = asked;
    this.#cells = cells;
    this.#solver = solver;
  }

  run(): Result {
    const cellsIn = new Map<Literal, Cell[]>(this.#asked.some.map(({ names }) => [names, []]));
    for (const cell of this.#cells) for (const set of cell.inside) cellsIn.get(set)?.push(cell);
    const options = this.#asked.some
      .map((some) => ({ some, cells: cellsIn.get(some.names) ?? [] }))
      .sort((a, b) => a.cells.length - b.cells.length);
    const result = this.#place(options, 0);
    return result ?? (this.#undecided ? { unknown: this.#undecided } : null);
  }

  /** Assigns a slot to each required property, from the one at `index` on. */
  #place(options: readonly { some: Members; cells: Cell[] }[], index: number): Result {
    this.#solver.spend(this.#slots.length + 1);
    if (this.#slots.length > this.#asked.high) return null;
    const option = options[index];
    if (!option) return this.#finish();
    for (const cell of option.cells) {
      const open = this.#slots.filter((slot) => slot.cell === cell);
      const fresh = cell.name === undefined || open.length === 0;
      if (fresh) {
        const result = this.#with({ cell, literals: [option.some.of] }, () => this.#place(options, index + 1));
        if (result) return result;
      }
      for (const slot of open) {
        const result = this.#joined(slot, option.some.of, () => this.#place(options, index + 1));
        if (result) return result;
      }
    }
    return null;
  }

  #with(slot: Slot, then: () => Result): Result {
    if (!this.#isPossible(slot)) return null;
    this.#slots.push(slot);
    const result = then();
    this.#slots.pop();
    return isSolved(result) ? result : null;
  }

  #joined(slot: Slot, of: Literal, then: () => Result): Result {
    slot.literals.push(of);
    const result = this.#isPossible(slot) ? then() : null;
    slot.literals.pop();
    return isSolved(result) ? result : null;
  }

  /** False only where it is proved; what is not reported is remembered. */
  #isPossible(slot: Slot): boolean {
    const result = this.#value(slot);
    if (result && !isSolved(result)) this.#undecided = result.unknown;
    return result !== null;
  }

  #value = ({ cell, literals }: Slot): Result => this.#solver.solve([...cell.values, ...literals]);

  /** Fills the object up to its least size, and writes it down. */
  #finish(): Result {
    const slots = [...this.#slots];
    for (const cell of this.#fillers()) {
      if (slots.length >= this.#asked.low) break;
      const free = cell.name === undefined ? this.#asked.low - slots.length : Number(!slots.some((slot) => slot.cell === cell));
      if (free === 0 || !this.#isPossible({ cell, literals: [] })) continue;
      const used = slots.filter((slot) => slot.cell === cell).length;
      const names = this.#names(cell, used + free);
      for (let i = used; i < names.length; i++) slots.push({ cell, literals: [] });
    }
    return slots.length < this.#asked.low ? null : this.#written(slots);
  }

  /** Cells of which no property must be there, those with most names first. */
  #fillers = (): Cell[] => [...this.#cells].sort((a, b) => Number(b.name === undefined) - Number(a.name === undefined));

  #names(cell: Cell, count: number): string[] {
    if (cell.name !== undefined) return [cell.name];
    this.#solver.spend(count);
    const { values, rest } = this.#solver.several(cell.names, count);
    if (values.length < count && rest && !isSolved(rest)) this.#undecided = rest.unknown;
    return values as string[];
  }

  #written(slots: readonly Slot[]): Result {
    const entries: [string, unknown][] = [];
    for (const [cell, own] of groupBy(slots, ({ cell }) => cell)) {
      const names = this.#names(cell, own.length);
      if (names.length < own.length) return null;
      for (const [i, slot] of own.entries()) {
        const value = this.#value(slot);
        if (!isSolved(value)) return null;
        entries.push([names[i] as string, value.value]);
      }
    }
    return { value: Object.fromEntries(entries) };
  }
}

/**
 * Names of properties that nothing distinguishes: one name that is spoken of by itself, or all others that are in the same sets.
 * `inside` holds the sets of names that they are in, `values` what their values satisfy.
 */
type Cell = { name?: string; names: Literal[]; inside: ReadonlySet<Literal>; values: Literal[] };

type Unknown = { unknown: Texts };

/**
 * The cells into which the sets of names of an object cut all names. Where every property that must be there has a name out of a list,
 * and no others are needed to make up the number, these names are cells enough: a property that nothing asks for is left out.
 */
function cellsOf(asked: AskedObject, solver: Solver): { cells: Cell[] } | Unknown {
  const { never, some } = asked;
  const sets = [...new Set([...never, ...some].map(({ names }) => names))];
  const lists = sets.filter((set) => solver.terms.at(set).kind === 'among');
  const others = sets.filter((set) => solver.terms.at(set).kind !== 'among');
  const enough = areListed(asked, solver);
  const speaking = enough ? new Set(some.map(({ names }) => names)) : sets;
  const named = [...new Set([...speaking].flatMap((set) => [...solver.wordsIn(set)]))];
  const insideOf = namedCells(named, lists, others, solver);
  if ('unknown' in insideOf) return insideOf;
  const wild = enough ? { cells: [] } : wildCells(lists, others, named, solver);
  if ('unknown' in wild) return wild;
  const cells: Cell[] = [
    ...named.map((name) => ({ name, names: [], inside: insideOf.sets.get(name) ?? new Set<Literal>(), values: [] })),
    ...wild.cells.map(({ names, inside }) => ({ names, inside, values: [] })),
  ];
  giveValues(cells, never);
  return { cells };
}

/** Whether each property that must be there has a name out of a list, and one of them is number enough. */
const areListed = ({ low, some }: AskedObject, { terms }: Solver): boolean =>
  low <= Math.min(1, some.length) && some.every(({ names }) => !isNegated(names) && terms.at(names).kind === 'among');

/** The schemas for the property values of each cell. */
function giveValues(cells: readonly Cell[], never: AskedObject['never']): void {
  const cellsIn = new Map<Literal, Cell[]>();
  for (const cell of cells) {
    for (const set of cell.inside) {
      const known = cellsIn.get(set);
      if (known) known.push(cell);
      else cellsIn.set(set, [cell]);
    }
  }
  for (const { names, of } of never) for (const cell of cellsIn.get(names) ?? []) cell.values.push(not(of));
}

/** The sets that each name is in. Lists are gone through once, however many names there are. */
function namedCells(
  named: readonly string[],
  lists: readonly Literal[],
  others: readonly Literal[],
  { terms, holds, spend }: Solver,
): { sets: Map<string, Set<Literal>> } | Unknown {
  const negated = lists.filter(isNegated);
  spend(named.length * (others.length + negated.length + 5));
  const sets = new Map(named.map((name) => [name, new Set<Literal>(negated)]));
  for (const list of lists) {
    for (const name of (terms.at(list) as Of<'among'>).values) {
      if (isNegated(list)) sets.get(String(name))?.delete(list);
      else sets.get(String(name))?.add(list);
    }
  }
  for (const [name, inside] of sets) {
    for (const set of others) {
      const answer = holds(set, name);
      if (answer === undefined) return { unknown: reason('words-not-found') };
      if (answer) inside.add(set);
    }
  }
  return { sets };
}

type Wild = { names: Literal[]; inside: Set<Literal> };

/** The names that are not spoken of by themselves, cut by each set in turn; a list of names says nothing of them. */
function wildCells(
  lists: readonly Literal[],
  others: readonly Literal[],
  named: readonly string[],
  { terms, solve, spend }: Solver,
): { cells: Wild[] } | Unknown {
  const unnamed = not(terms.among('string', named));
  let cells: Wild[] = [{ names: [terms.type('string'), unnamed], inside: new Set(lists.filter(isNegated)) }];
  for (const set of others) {
    const cut: Wild[] = [];
    for (const { names, inside } of cells) {
      for (const [side, within] of [
        [set, new Set([...inside, set])],
        [not(set), inside],
      ] as const) {
        spend(10 + inside.size);
        const some = solve([...names, side]);
        if (some && !isSolved(some)) return some;
        if (some) cut.push({ names: [...names, side], inside: within });
      }
    }
    cells = cut;
  }
  return { cells };
}
