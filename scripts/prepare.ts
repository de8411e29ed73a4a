/** `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. */
import { buildLibrary } from '../src/node/build/library.ts';
import { buildProgram } from '../src/node/build/program.ts';
import { buildQuietly } from '../src/node/build/run.ts';
import { door } from '../src/node/cli/main.ts';
import { EXIT } from '../src/node/exit.ts';

process.exitCode = await door('fr', async () => {
  await Promise.all([buildProgram(), buildLibrary(), buildQuietly('fr')]);
  return EXIT.conforming;
});
