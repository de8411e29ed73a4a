/** `npm run freeze -- X.Y.Z`: freezes schema/next/ as a published version. */
import { freeze } from '../src/node/build/freeze.ts';
import { door } from '../src/node/cli/door.ts';
import { EXIT } from '../src/node/exit.ts';
import { under } from '../src/node/paths.ts';

process.exitCode = await door('fr', async () => {
  console.log(await freeze(under('schema'), process.argv[2] ?? ''));
  return EXIT.conforming;
});
