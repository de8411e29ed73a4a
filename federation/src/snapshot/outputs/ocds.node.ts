import { ocdsOf } from '../../ocds/releases.node.ts';
import type { OpenOutput } from '../output.ts';

/** `contrats.ocds.json.gz`: the contracts that OCDS can say, as a package of releases, where a publisher is named. */
export const ocds: OpenOutput = async ({ create, publisher }) => {
  if (!publisher) return undefined;
  const made = (await ocdsOf(publisher))();
  const writing = await create('contrats.ocds.json.gz');
  let contracts = 0;
  return {
    contract({ facts, text }) {
      const releases = made.add({ ...facts, published: facts.lastPublished, body: text });
      if (releases.length === 0) return undefined;
      return writing.write(`${contracts++ === 0 ? '{"releases":[\n' : ',\n'}${releases.join(',\n')}`);
    },
    async close() {
      // A package has a release at least.
      if (contracts > 0) await writing.write(`\n],${JSON.stringify(made.head()).slice(1)}\n`);
      return { files: [await writing.close(contracts)] };
    },
  };
};
