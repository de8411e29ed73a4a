/** Run in a working tree: what the gate, the report and the plan say of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gateOutcome } from '../../../src/node/gate.ts';
import { planNext } from '../../../src/node/release/plan.ts';
import { runReport } from '../../../src/node/report.ts';

const [answer = '', base = 'main'] = process.argv.slice(2);
const page = `${answer}.md`;

const { refusals } = await gateOutcome({ base });
await runReport({ lang: 'fr', base, output: page });
const { plan } = await planNext();
writeFileSync(answer, JSON.stringify({ refusals, page: readFileSync(page, 'utf8'), plan }));
