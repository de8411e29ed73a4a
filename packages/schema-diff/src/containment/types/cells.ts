import type { Texts } from '../../../../base/src/language.ts';
import { reason } from '../../reasons.ts';
import { isSolved, type Solver } from '../solver.ts';
import { isNegated, type Literal, not, type Of } from '../terms.ts';
import type { AskedObject } from './asked.ts';

/**
 * Names of properties that nothing tells apart: one name that is spoken of by itself, or all others that are in the same sets.
 * `inside` holds the sets of names that they are in, `values` what their values satisfy.
 */
export type Cell = { name?: string; names: Literal[]; inside: ReadonlySet<Literal>; values: Literal[] };

type Unknown = { unknown: Texts };

/**
 * The cells into which the sets of names of an object cut all names. Where every property that must be there has a name out of a list,
 * and no others are needed to make up the number, these names are cells enough: a property that nothing asks for is left out.
 */
export function cellsOf(asked: AskedObject, solver: Solver): { cells: Cell[] } | Unknown {
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

/** What the values of the properties of each cell satisfy. */
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
