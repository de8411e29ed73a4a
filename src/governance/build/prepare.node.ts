import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { buildAll, buildWhereStale } from './all.node.ts';
import { forgetMade } from './made-before.node.ts';

/**
 * `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. Where nothing is being installed
 * (`npm test`, and `npm pack` and `npm publish`, for which npm 10 runs it even with `--ignore-scripts`), what was built of these very sources is
 * taken, which others may be using meanwhile.
 */
export async function runPrepare({ lang }: { lang: Lang }): Promise<ExitCode> {
  const isInstalled = ['ci', 'install'].includes(process.env['npm_command'] ?? '');
  // An installation trusts nothing that stood there.
  if (isInstalled) await forgetMade();
  await (isInstalled ? buildAll : buildWhereStale)(lang);
  return EXIT.conforming;
}
