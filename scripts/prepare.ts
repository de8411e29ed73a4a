/**
 * `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. `npm pack` and `npm publish`
 * run it as well (npm 10 even with `--ignore-scripts`): they take what was built of these very sources, which others may be using meanwhile.
 */
import { buildAll, buildWhereStale } from '../src/node/build/all.ts';
import { door } from '../src/node/cli/door.ts';
import { EXIT } from '../src/node/exit.ts';

const build = ['pack', 'publish'].includes(process.env['npm_command'] ?? '') ? buildWhereStale : buildAll;

process.exitCode = await door('fr', async () => {
  await build('fr');
  return EXIT.conforming;
});
