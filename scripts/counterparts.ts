/** Entry point of `npm run counterparts`: makes the lists of `schema/counterparts/` again from folders of OCDS and of the eForms SDK. */
import { Command } from 'commander';
import { COUNTERPARTS, listText } from '../src/governance/counterparts/files.ts';
import { writeFiles } from '../src/host/tree.node.ts';
import { eformsIn, ocdsIn } from '../src/governance/counterparts/installed.node.ts';
import { under } from '../src/host/paths.node.ts';

const { ocds, eforms } = new Command('npm run counterparts --')
  .option('--ocds <folder>', 'standard/, extensions/ and extensions.csv: see schema/counterparts/README.md')
  .option('--eforms <folder>', 'a release of the eForms SDK')
  .parse()
  .opts<{ ocds?: string; eforms?: string }>();

try {
  if (ocds === undefined && eforms === undefined)
    throw new Error('npm run counterparts -- --ocds <folder> --eforms <folder>: give one of them');
  const lists = [
    ...(ocds === undefined ? [] : [{ path: COUNTERPARTS['x-ocds'], entries: ocdsIn(ocds) }]),
    ...(eforms === undefined ? [] : [{ path: COUNTERPARTS['x-eforms'], entries: eformsIn(eforms) }]),
  ];
  await writeFiles(
    under('schema'),
    lists.map(({ path, entries }) => ({ path, text: listText(entries) })),
  );
  for (const { path, entries } of lists) console.log(`schema/${path}: ${entries.length}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
