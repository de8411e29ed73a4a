import { CHANGES } from '../manifest.ts';
import { rowsOf } from '../cursor.ts';
import type { OpenOutput } from '../output.ts';

type Change = 'added' | 'changed' | 'withdrawn' | 'erased';

type ChangeRow = {
  change: Change;
  key: string;
  kind: string | null;
  standard: string | null;
  year: number | null;
  record: string | null;
};

/**
 * `changements.ndjson.gz`: the contracts that changed since the snapshot before, by key. A line: change, key, kind, standard, year, record; of an erased
 * contract, nothing but its key is known.
 */
export const changes: OpenOutput = async ({ create, queries, since }) => {
  const writing = await create(CHANGES);
  return {
    contract: () => undefined,
    async close() {
      const counts = { since: since?.name ?? null, added: 0, changed: 0, withdrawn: 0, erased: 0 };
      let lines = 0;
      if (since)
        for await (const { change, key, ...facts } of rowsOf<ChangeRow>(queries, CHANGED, [since.sequence])) {
          const { kind, standard, year, record } = facts;
          await writing.write(
            `${JSON.stringify(change === 'erased' ? { change, key } : { change, key, kind, standard, year, record })}\n`,
          );
          counts[change]++;
          lines++;
        }
      return { files: [await writing.close(lines)], changes: counts };
    },
  };
};

/** A contract that came and was withdrawn since is in neither snapshot: no change. */
const CHANGED = `
select case when c.withdrawn then 'withdrawn' when s.key is null then 'added' else 'changed' end change,
  c.key, c.kind, c.standard, c.year, c.record
from contract c left join snapshot_contract s on s.key = c.key
where c.sequence > $1::bigint and (s.key is not null or not c.withdrawn)
union all
select 'erased', s.key, null, null, null, null
from snapshot_contract s
where not exists (select from contract c where c.key = s.key)
order by key`;
