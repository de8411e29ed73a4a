/**
 * `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. Where nothing is being installed
 * (`npm test`, and `npm pack` and `npm publish`, for which npm 10 runs it even with `--ignore-scripts`), what was built of these very sources is
 * taken, which others may be using meanwhile.
 */
import { buildAll, buildWhereStale } from '../src/governance/build/all.node.ts';
import { forgetMade } from '../src/governance/build/made-before.node.ts';
import { door } from '../src/cli/door.ts';
import { EXIT } from '../src/host/exit.ts';

const isInstalled = ['ci', 'install'].includes(process.env['npm_command'] ?? '');

process.exitCode = await door('fr', async () => {
  // An installation trusts nothing that stood there.
  if (isInstalled) await forgetMade();
  await (isInstalled ? buildAll : buildWhereStale)('fr');
  return EXIT.conforming;
});
