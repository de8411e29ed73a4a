import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { buildAll, buildWhereStale } from './all.node.ts';
import { forgetMade } from './made-before.node.ts';

/**
 * `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. Outside an
 * installation, an up-to-date build is reused, since other processes may be using it. npm 10 runs this script for `npm pack` and
 * `npm publish` even with `--ignore-scripts`.
 */
export async function runPrepare({ lang }: { lang: Lang }): Promise<ExitCode> {
  const isInstalled = ['ci', 'install'].includes(process.env['npm_command'] ?? '');
  // An installation never reuses an earlier build.
  if (isInstalled) await forgetMade();
  await (isInstalled ? buildAll : buildWhereStale)(lang);
  return EXIT.conforming;
}
