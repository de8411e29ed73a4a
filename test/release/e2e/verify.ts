/** Run in a clone: whether it is what was released, and what is to be released next. */
import { writeFileSync } from 'node:fs';
import { planNext } from '../../../src/node/release/plan.ts';
import { checkClone } from '../../../src/node/release/verify/clone.ts';

const [answer = '', what = ''] = process.argv.slice(2);

const ANSWERS: Record<string, () => Promise<unknown>> = {
  clone: async () => (await checkClone()).problems,
  plan: async () => (await planNext()).plan,
};
writeFileSync(answer, JSON.stringify(await ANSWERS[what]?.()));
