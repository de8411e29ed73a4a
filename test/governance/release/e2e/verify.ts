/** Run in a clone: whether it is what was released, and what is to be released next. */
import { writeFileSync } from 'node:fs';
import { planNext } from '../../../../src/governance/release/plan-next.node.ts';
import { checkClone } from '../../../../src/governance/release/verify/verb.node.ts';

const [answer = '', what = ''] = process.argv.slice(2);

const ANSWERS: Record<string, () => Promise<unknown>> = {
  clone: async () => (await checkClone()).problems,
  plan: async () => (await planNext()).plan,
};
writeFileSync(answer, JSON.stringify(await ANSWERS[what]?.()));
