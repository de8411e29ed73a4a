/** Whether the data are as they were. */
import type { Queries } from '../store/store.ts';

/** Texts that are others whenever something is: `counted` the counts by buyer, `all` anything that is answered. */
export type State = { all: string; counted: string };

/** Milliseconds that a state is asked for once in: what is read after it is as new or newer, and has another state at the next request after them. */
const SHARED = 250;

const states = new WeakMap<Queries, { until: number; state: Promise<State> }>();

export function stateOf(queries: Queries): Promise<State> {
  const now = performance.now();
  const known = states.get(queries);
  if (known && now < known.until) return known.state;
  const state = queries.query<State>(STATE).then(
    ([row]) => row ?? { all: '', counted: '' },
    (error: unknown) => {
      states.delete(queries);
      throw error;
    },
  );
  states.set(queries, { until: now + SHARED, state });
  return state;
}

/** The last change of a contract, the last count by buyer, the last snapshot, the last attempt to fetch. */
const STATE = `select concat_ws(' ', (select max(sequence) from search), (select max(sequence) from search_removed),
  counted, (select max(id) from snapshot), (select max(id) from attempt)) as all, counted
from (select coalesce((select concat_ws(' ', version, at) from search_state), '') as counted) s`;
