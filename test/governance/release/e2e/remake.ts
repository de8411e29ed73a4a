/** Run in a clone, from its sources: the artefacts of a version, made again. */
import { writeFileSync } from 'node:fs';
import { makeArtefacts } from '../../../../src/governance/release/artefacts/plan.node.ts';
import { listedArtefacts } from '../../../../src/governance/release/sums.node.ts';

const [answer = '', version = ''] = process.argv.slice(2);

const { artefacts } = await makeArtefacts({ version });
writeFileSync(answer, JSON.stringify(listedArtefacts(artefacts)));
