/** `npm run freeze -- X.Y.Z`: freezes schema/next/ as a published version. */
import { freeze } from '../src/governance/build/freeze.node.ts';
import { door } from '../src/cli/door.ts';
import { EXIT } from '../src/host/exit.ts';
import { under } from '../src/host/paths.node.ts';

process.exitCode = await door('fr', async () => {
  console.log(await freeze(under('schema'), process.argv[2] ?? ''));
  return EXIT.conforming;
});
