import { contractLine } from '../contract.ts';
import type { Manifest } from '../manifest.ts';
import type { OpenOutput } from '../output.ts';

/** `contrats.ndjson.gz`: every contract with what is known of it, see `contractLine`. */
export const contracts: OpenOutput = async ({ create, source }) => {
  const writing = await create('contrats.ndjson.gz');
  const counts = { contracts: 0, byStandard: {} as Manifest['counts']['byStandard'], united: 0, refused: 0, conflicts: 0 };
  return {
    contract(contract) {
      counts.contracts++;
      (counts.byStandard[contract.standard] ??= { marche: 0, 'contrat-concession': 0 })[contract.kind]++;
      if (contract.united.length > 0) counts.united++;
      if (contract.refused) counts.refused++;
      counts.conflicts += contract.conflicts.length;
      for (const id of contract.sources) source(id).contracts++;
      return writing.write(`${contractLine(contract)}\n`);
    },
    close: async () => ({ files: [await writing.close(counts.contracts)], counts }),
  };
};
