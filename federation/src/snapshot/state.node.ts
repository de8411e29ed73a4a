import { packageFacts } from '../../../src/host/package-facts.node.ts';
import type { Queries } from '../store/store.ts';

/**
 * A sum of all that decides what a snapshot has: contracts have a new sequence when they change, and what is published where follows from the versions of files. The
 * program decides as well: with another version of it, the next snapshot is made anew.
 */
export async function stateOf(queries: Queries): Promise<string> {
  const [row] = await queries.query<{ state: string }>(STATE);
  return `${packageFacts().version} ${row?.state}`;
}

const STATE = `
select md5(concat_ws(' ',
  (select concat_ws(' ', count(*), max(sequence)) from contract),
  (select count(*) from tombstone),
  (select md5(string_agg(jsonb_build_array(id, source, dataset, name, updates)::text, ' ' order by id)) from resource),
  (select md5(string_agg(jsonb_build_array(id, resource, content, state, reason)::text, ' ' order by id)) from version))) state`;
