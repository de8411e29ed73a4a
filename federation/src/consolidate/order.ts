/** The total order of preference among the valid records of one contract: which is preferred never depends on which came first. */

/** What the order compares. */
export type Ranked = {
  /** AAAA-MM-JJ; null where the record names no day of publication. */
  published: string | null;
  changes: number;
  /** Its errors are in single elements, see `Cost`: as much being said, a record without them is a correction. */
  reserved: boolean;
  fullness: number;
  /** The highest priority among the sources that publish it. */
  priority: number;
  /** As PostgreSQL writes a uuid, in lower case. No two records have the same. */
  hash: string;
};

/** What is compared, in order: the first that differs decides. A null comes last. */
const ORDER = [
  ['published', 'desc'],
  ['changes', 'desc'],
  ['reserved', 'asc'],
  ['fullness', 'desc'],
  ['priority', 'desc'],
  ['hash', 'asc'],
] as const;

/** Compares two records of one contract: negative where the first is preferred; 0 for a record and itself only. */
export function compareRecords(a: Ranked, b: Ranked): number {
  for (const [name, direction] of ORDER) {
    const [one, other] = [a[name], b[name]];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other === (direction === 'asc') ? -1 : 1;
  }
  return 0;
}

/** By what the first record is preferred to the second; undefined for a record and itself. */
export const decidedBy = (a: Ranked, b: Ranked): (typeof ORDER)[number][0] | undefined =>
  ORDER.map(([name]) => name).find((name) => a[name] !== b[name]);

/** The same order in SQL, for `order by`. */
export const ORDER_SQL: string = ORDER.map(([name, direction]) => `${name} ${direction} nulls last`).join(', ');
