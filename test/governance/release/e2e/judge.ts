/** Run in a working tree: what the gate refuses, the page of the report, and the plan. */
import { writeFileSync } from 'node:fs';
import { planNext } from '../../../../src/governance/release/plan-next.node.ts';
import { reportPage } from '../../../../src/governance/pull-request/verb.node.ts';

const [answer = '', base = 'main'] = process.argv.slice(2);

const { refusals, page } = await reportPage({ lang: 'fr', base });
const { plan } = await planNext();
writeFileSync(answer, JSON.stringify({ refusals, page, plan }));
