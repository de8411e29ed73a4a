/** `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. */
import { buildAll } from '../src/node/build/all.ts';
import { door } from '../src/node/cli/door.ts';
import { EXIT } from '../src/node/exit.ts';

process.exitCode = await door('fr', async () => {
  await buildAll('fr');
  return EXIT.conforming;
});
