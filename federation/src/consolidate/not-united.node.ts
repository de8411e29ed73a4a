/** Contracts that are their preferred record alone, since to unite its records would have taken more than the budget. */
import type { Queries } from '../store/store.ts';

/** How many there are, and the number of one of them with its buyer. */
export type NotUnited = { count: number; number: string | null; buyer: string | null };

export const NONE: NotUnited = { count: 0, number: null, buyer: null };

export async function notUnited({ store }: { store: Queries }): Promise<NotUnited> {
  const [first] = await store.query<NotUnited>(
    `select (count(*) over ())::int as count, r.number, r.buyer from contract c join record r on r.hash = c.record
     where c.not_united is not null order by c.key limit 1`,
  );
  return first ?? NONE;
}
