/** The fake portal of the demonstration, as a program: writes its catalogue into the folder that it is given, prints its address, and answers until it is stopped. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { catalogueOf } from '../../../federation/fake/scenario.ts';
import { startFake } from '../../../federation/fake/server.node.ts';

const [home = ''] = process.argv.slice(2);
const scenario = await demoScenario();
const fake = await startFake(scenario);
mkdirSync(join(home, 'sources'), { recursive: true });
for (const { id, ...source } of catalogueOf(scenario).values())
  writeFileSync(join(home, 'sources', `${id}.yaml`), JSON.stringify(source));
console.log(fake.url.href);
// Its server alone keeps no process.
setInterval(() => undefined, 60_000);
