import type { Manifest } from '../manifest.ts';
import type { OpenOutput } from '../output.ts';

/** `contrats.ndjson.gz`: every contract with what is known of it, a line each. */
export const contracts: OpenOutput = async ({ create, source }) => {
  const writing = await create('contrats.ndjson.gz');
  const counts = {
    contracts: 0,
    byStandard: {} as Manifest['counts']['byStandard'],
    united: 0,
    refused: 0,
    conflicts: 0,
    reserved: 0,
  };
  return {
    contract({ facts, line }) {
      counts.contracts++;
      (counts.byStandard[facts.standard] ??= { marche: 0, 'contrat-concession': 0 })[facts.kind]++;
      if (facts.united.length > 0) counts.united++;
      if (facts.refused) counts.refused++;
      if (facts.reserves.length > 0) counts.reserved++;
      counts.conflicts += facts.conflicts.length;
      for (const id of facts.sources) source(id).contracts++;
      return writing.write(`${line}\n`);
    },
    close: async () => ({ files: [await writing.close(counts.contracts)], counts }),
  };
};
