/** Run in a clone: whether it is what was released, and whether its artefacts come out the same when they are made again. */
import { writeFileSync } from 'node:fs';
import { makeArtefacts } from '../../../src/node/release/artefacts/make.ts';
import { planNext } from '../../../src/node/release/plan.ts';
import { listedArtefacts } from '../../../src/node/release/sums.ts';
import { checkClone } from '../../../src/node/release/verify/clone.ts';

const [answer = '', what = '', version = ''] = process.argv.slice(2);

const ANSWERS: Record<string, () => Promise<unknown>> = {
  clone: async () => (await checkClone()).problems,
  plan: async () => (await planNext()).plan,
  artefacts: async () => listedArtefacts((await makeArtefacts({ version })).artefacts),
};
writeFileSync(answer, JSON.stringify(await ANSWERS[what]?.()));
