import { reason } from '../../automata/unknown.ts';
import {
  commonMultiple,
  compare,
  divide,
  floor,
  type Fraction,
  fraction,
  fractionOf,
  isWhole,
  numberOf,
  times,
} from '../fraction.ts';
import type { Clause, Result, Theory } from '../solver.ts';

/** Maximum number of multiples tried one by one. */
const TRIED = 5000;

type End = { at: Fraction; exclusive: boolean };
type Problem = {
  low: End | undefined;
  high: End | undefined;
  step: Fraction | undefined;
  never: Fraction[];
  fits: (value: Fraction) => boolean;
  ajvAgrees: (value: number) => boolean;
};

/**
 * Finds a number within bounds, in and not in some lists, and a multiple of some numbers and not of others. Arithmetic is exact:
 * 0.3 is a multiple of 0.1.
 */
export const numbers: Theory = (clause, { spend }) => {
  const problem = problemOf(clause);
  const lists = clause.flatMap(({ atom, positive }) => (atom.kind === 'among' && positive ? [atom.values] : []));
  const [first] = lists.sort((a, b) => a.size - b.size);
  if (first) {
    spend(first.size);
    return best([...first].filter((value) => typeof value === 'number').map(fractionOf), problem, true);
  }
  const likely = best(likelyOf(problem), problem, false);
  if (likely !== null) return likely;
  return problem.step === undefined ? between(problem) : amongMultiples(problem, problem.step, spend);
};

function problemOf(clause: Clause): Problem {
  const ends = { min: undefined as End | undefined, max: undefined as End | undefined };
  let step: Fraction | undefined;
  const never: Fraction[] = [];
  const steps: [number, boolean][] = [];
  const lists: [ReadonlySet<unknown>, boolean][] = [];
  for (const { atom, positive } of clause) {
    if (atom.kind === 'bound') {
      const end = positive ? atom.end : atom.end === 'min' ? 'max' : 'min';
      const one = { at: fractionOf(atom.at), exclusive: positive ? atom.exclusive : !atom.exclusive };
      ends[end] = tighter(ends[end], one, end);
    } else if (atom.kind === 'multiple') {
      steps.push([atom.of, positive]);
      const of = fractionOf(atom.of);
      if (!positive) never.push(of);
      else step = step === undefined ? of : commonMultiple(step, of);
    } else if (atom.kind === 'among') lists.push([atom.values, positive]);
  }
  const inside = (value: Fraction): boolean => isAbove(value, ends.min) && isBelow(value, ends.max);
  const multiple = (value: Fraction): boolean =>
    (step === undefined || isWhole(divide(value, step))) && !never.some((of) => isWhole(divide(value, of)));
  const listed = (value: Fraction): boolean => {
    const number = numberOf(value);
    return lists.every(([values, positive]) => (number !== undefined && values.has(number)) === positive);
  };
  return {
    low: ends.min,
    high: ends.max,
    step,
    never,
    fits: (value) => inside(value) && multiple(value) && listed(value),
    ajvAgrees: (value) => Math.abs(value) < 1e15 && steps.every(([of, positive]) => Number.isInteger(value / of) === positive),
  };
}

function tighter(known: End | undefined, other: End, end: 'min' | 'max'): End {
  if (!known) return other;
  const order = compare(other.at, known.at) * (end === 'min' ? 1 : -1);
  return order > 0 || (order === 0 && other.exclusive) ? other : known;
}

const isAbove = (value: Fraction, low: End | undefined): boolean => {
  const order = low ? compare(value, low.at) : 1;
  return order > 0 || (order === 0 && !low?.exclusive);
};

const isBelow = (value: Fraction, high: End | undefined): boolean => {
  const order = high ? compare(value, high.at) : -1;
  return order < 0 || (order === 0 && !high?.exclusive);
};

/**
 * Picks the first fitting value that Ajv evaluates exactly. `all`: the values are exhaustive, so that no fitting value proves
 * that there is none.
 */
function best(values: readonly Fraction[], { fits, ajvAgrees }: Problem, all: boolean): Result {
  const fitting = values.filter(fits);
  const doubles = fitting.flatMap((value) => numberOf(value) ?? []);
  const chosen = doubles.find(ajvAgrees) ?? (all ? doubles[0] : undefined);
  if (chosen !== undefined) return { value: chosen };
  return all && fitting.length > 0 ? { unknown: reason('not-a-double') } : null;
}

/** Short candidates: small numbers, bounds and their neighbours, halves and tenths, the first multiples. */
function likelyOf({ low, high, step }: Problem): Fraction[] {
  const ends = [low, high].flatMap((end) => (end ? [end.at] : []));
  const near = ends.flatMap((at) => [at, ...OFFSETS.map((by) => plus(at, by)), whole(at, 0n), whole(at, 1n)]);
  const middle =
    low && high ? [fraction(low.at.up * high.at.down + high.at.up * low.at.down, 2n * low.at.down * high.at.down)] : [];
  const from = step && low ? floor(divide(low.at, step)) : 0n;
  const multiples = step ? [0n, 1n, -1n, 2n, 3n, from, from + 1n, from + 2n, from - 1n].map((k) => times(step, k)) : [];
  return [...SMALL, ...near, ...middle, ...multiples];
}

const SMALL = [0, 1, -1, 2, 3, 0.5, 1.5, -0.5, 0.25, 0.1, 4, 5, 7, 10, -2].map(fractionOf);
const OFFSETS = [1, -1, 0.5, -0.5, 0.1, -0.1, 2, -2, 0.01, -0.01].map(fractionOf);

const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down + b.up * a.down, a.down * b.down);
const whole = (at: Fraction, more: bigint): Fraction => ({ up: floor(at) + more, down: 1n });

/** Without a step: an interval with more than one number has more numbers than can be excluded individually. */
function between({ low, high, fits, ajvAgrees }: Problem): Result {
  const order = low && high ? compare(low.at, high.at) : -1;
  if (order > 0 || (low && order === 0 && !fits(low.at))) return null;
  if (low && order === 0) return best([low.at], { fits, ajvAgrees } as Problem, true);
  const values: Fraction[] = [];
  const [from, to] = [
    low?.at ?? plus(high?.at ?? fractionOf(0), fractionOf(-1000)),
    high?.at ?? plus(low?.at ?? fractionOf(0), fractionOf(1000)),
  ];
  for (const parts of [3n, 7n, 10n, 16n, 100n, 1024n]) {
    for (let part = 1n; part < parts; part++) {
      const at = (end: Fraction, weight: bigint): Fraction => fraction(end.up * weight, end.down * parts);
      const value = plus(at(from, parts - part), at(to, part));
      const double = Number(value.up) / Number(value.down);
      if (Number.isFinite(double)) values.push(fractionOf(double));
    }
  }
  return (
    best(values, { fits, ajvAgrees } as Problem, false) ??
    best(values.filter(fits).slice(0, 1), { fits, ajvAgrees } as Problem, true) ?? { unknown: reason('not-a-double') }
  );
}

/** Tries the multiples of a step: all of them if there are few, otherwise the first ones from the bound on. */
function amongMultiples(problem: Problem, step: Fraction, spend: (steps: number) => void): Result {
  const { low, high, never } = problem;
  const first = low ? -floor(divide({ up: -low.at.up, down: low.at.down }, step)) : undefined;
  const last = high ? floor(divide(high.at, step)) : undefined;
  if (first !== undefined && last !== undefined && last < first) return null;
  if (never.some((of) => isWhole(divide(step, of)))) return null;
  const count = first !== undefined && last !== undefined ? last - first + 1n : undefined;
  const tried = count !== undefined && count <= BigInt(TRIED) ? Number(count) : TRIED;
  spend(tried * 10);
  const values = Array.from({ length: tried }, (_, i) =>
    times(step, first !== undefined ? first + BigInt(i) : last !== undefined ? last - BigInt(i) : BigInt(i)),
  );
  const all = count !== undefined && tried === Number(count);
  return (
    best(values, problem, false) ?? best(values, problem, true) ?? (all ? null : { unknown: reason('numbers-not-searched') })
  );
}
