/**
 * What one file, one server, a stop of the process and the care for the archive may cost. Beyond its budget a file or a server is given up, and the others go on: none of them
 * holds back the rest.
 */
import { parse } from 'yaml';
import { isObject } from '../../packages/base/src/json.ts';

/** A number of a budget: the one that holds where nobody says another, and the least and the most that may be said. */
type Bound = { usual: number; least: number; most: number };

const bound = (usual: number, least: number, most: number): Bound => ({ usual, least, most });

/** All budgets, in the order of the guide. A megabyte is 10^6 bytes. */
export const BOUNDS = {
  /** One version of a file, while it is read and judged. */
  file: {
    /** Processor seconds, whatever its size. */
    seconds: bound(60, 1, 86_400),
    /** Processor seconds more for each megabyte of it, as it was fetched. */
    secondsPerMegabyte: bound(10, 0, 86_400),
    /** Processor seconds at most, whatever its size. */
    mostSeconds: bound(3_600, 1, 86_400),
    records: bound(10_000_000, 1, 1_000_000_000),
    /** Megabytes of one record. The steps that follow read some hundred of them at once. */
    largestRecord: bound(2, 1, 1_000),
    /** Megabytes that it unpacks to. No larger one is fetched, nor unpacked from an archive, whatever is said here. */
    unpacked: bound(8_000, 1, 8_000),
    /** Megabytes of memory. */
    memory: bound(1_024, 128, 1_000_000),
    /** Times that reading it fails (its process ends without having been asked to, the database refuses what it holds) at which it is set aside. The second time, it was read alone. */
    deaths: bound(2, 2, 100),
  },
  /** What the records of one contract may take that are united into it. Beyond it the contract is its preferred record alone. */
  contract: {
    /** Megabytes of all of them. */
    united: bound(20, 1, 400),
    /** Modifications, acts and years of performance in their lists, those that several say counted as often. */
    items: bound(20_000, 1, 10_000_000),
  },
  /** What is fetched, in one pass. */
  server: {
    /** Bytes per second of an answer. */
    leastSpeed: bound(1_000, 0, 1_000_000_000),
    /** Seconds of waiting for the answer over which it has to be as fast. */
    leastSpeedOver: bound(60, 1, 3_600),
    /** Seconds for one file, all attempts together. */
    file: bound(1_800, 1, 86_400),
    /** Seconds in which a host has a request open. */
    host: bound(10_800, 1, 604_800),
  },
  stop: {
    /** From the request to stop to the end of the process. */
    seconds: bound(20, 1, 3_600),
  },
  archive: {
    /** Megabytes of contents, as they are kept, that a pass reads again to see whether they are damaged; 2,000 contents at most. */
    checked: bound(100, 0, 1_000_000),
  },
} as const satisfies Record<string, Record<string, Bound>>;

type Groups = typeof BOUNDS;

export type Budgets = { readonly [G in keyof Groups]: { readonly [M in keyof Groups[G]]: number } };

/** The budgets where nobody says others. */
export const USUAL: Budgets = budgetsWith({});

/** What is wrong with `budgets.yaml`. `member`: `file.records`; empty where the whole is wrong. */
export class BudgetError extends Error {
  readonly member: string;
  readonly kind: 'unreadable' | 'unknown' | 'not-in-bounds';
  readonly bound: Bound | undefined;
  constructor(kind: BudgetError['kind'], member: string, of?: Bound) {
    super(`${kind}: ${member}`);
    this.kind = kind;
    this.member = member;
    this.bound = of;
  }
}

/** The budgets that a text of YAML says; the usual ones for what it does not name. Throws a BudgetError. */
export function budgetsIn(text: string): Budgets {
  return budgetsWith(groupsIn(text));
}

function groupsIn(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch {
    throw new BudgetError('unreadable', '');
  }
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw new BudgetError('unreadable', '');
  return value;
}

function budgetsWith(said: Record<string, unknown>): Budgets {
  const groups = Object.entries<Readonly<Record<string, Bound>>>(BOUNDS);
  const unknown = Object.keys(said).find((name) => !Object.hasOwn(BOUNDS, name));
  if (unknown !== undefined) throw new BudgetError('unknown', unknown);
  return Object.fromEntries(groups.map(([name, bounds]) => [name, membersOf(name, bounds, said[name] ?? {})])) as Budgets;
}

function membersOf(group: string, bounds: Readonly<Record<string, Bound>>, said: unknown): Record<string, number> {
  if (!isObject(said)) throw new BudgetError('unknown', group);
  const unknown = Object.keys(said).find((name) => !Object.hasOwn(bounds, name));
  if (unknown !== undefined) throw new BudgetError('unknown', `${group}.${unknown}`);
  return Object.fromEntries(
    Object.entries(bounds).map(([name, of]) => {
      const value = said[name] ?? of.usual;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < of.least || value > of.most)
        throw new BudgetError('not-in-bounds', `${group}.${name}`, of);
      return [name, value];
    }),
  );
}

/** Processor seconds that a content of `size` bytes may take. */
export const secondsFor = (size: number, { seconds, secondsPerMegabyte, mostSeconds }: Budgets['file']): number =>
  Math.min(seconds + (secondsPerMegabyte * size) / 1e6, Math.max(seconds, mostSeconds));
