/** Whether what the index says is whole. */
import type { Queries } from '../store/store.ts';

/** Thrown where contracts are being made: for the first time, or again, after an erasure or from the archive. What is there of them is not whole. */
export class BeingMade extends Error {}

/** Throws a BeingMade where there are contracts and the index is not made yet: that nothing is found there says nothing. */
export async function refuseUnmade(queries: Queries): Promise<void> {
  const [state] = await queries.query('select from search_state where version = 0 and exists (select from contract)');
  if (state) throw new BeingMade();
}
