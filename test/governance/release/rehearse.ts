/** Run in a clone: what the plan and the rehearsal of the format say there. */
import { runReleasePlan } from '../../../src/governance/release/plan-command.node.ts';
import { runReleaseSchema } from '../../../src/governance/release/stream/verb.node.ts';
import { inThisProcess } from '../../cli/in-process.ts';

const plan = await inThisProcess(() => runReleasePlan({ lang: 'fr', format: 'text' }));
const rehearsed = await inThisProcess(() => runReleaseSchema({ lang: 'fr', dryRun: true }));
console.log(JSON.stringify({ plan, rehearsed }));
