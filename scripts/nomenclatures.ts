/** Door of `npm run nomenclatures`: writes the lists of `schema/nomenclatures/` again from the installed packages. */
import { writeFileSync } from 'node:fs';
import { nomenclatures } from '../src/model/nomenclature.ts';
import { installedCog, installedCountries } from '../src/governance/nomenclature-sources.node.ts';

const folder = new URL('../schema/nomenclatures/', import.meta.url);

for (const [name, text] of nomenclatures(installedCog(), installedCountries())) {
  writeFileSync(new URL(name, folder), text);
  console.log(`schema/nomenclatures/${name} : ${text.split('\n').length - 2} codes`);
}
