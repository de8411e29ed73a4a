import { rowsOf } from '../cursor.ts';
import type { OpenOutput } from '../output.ts';

type WithdrawnRow = { key: string; kind: string; standard: string; year: number; record: string; body: string | null };

/** `retraits.ndjson.gz`: contracts that no source publishes any longer, with the last record of each. A line: key, kind, standard, year, record, body. */
export const withdrawn: OpenOutput = async ({ create, queries }) => {
  const writing = await create('retraits.ndjson.gz');
  return {
    contract: () => undefined,
    async close() {
      let count = 0;
      for await (const { key, kind, standard, year, record, body } of rowsOf<WithdrawnRow>(queries, WITHDRAWN)) {
        if (body === null) throw new Error(`contract ${key}: its record ${record} is not there; consolidate again`);
        const facts = JSON.stringify({ key, kind, standard, year, record });
        await writing.write(`${facts.slice(0, -1)},"body":${body}}\n`);
        count++;
      }
      return { files: [await writing.close(count)], counts: { withdrawn: count } };
    },
  };
};

const WITHDRAWN = `
select c.key, c.kind, c.standard, c.year, c.record, coalesce(c.body, r.body) body
from contract c left join record r on r.hash = c.record
where c.withdrawn
order by c.standard, c.year, c.kind, c.key`;
