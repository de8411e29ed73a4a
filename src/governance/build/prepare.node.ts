import type { Lang } from '../../../packages/base/src/language.ts';
import type { ExitCode } from '../../host/exit.ts';
import { buildAnew, buildWhereStale } from './all.node.ts';

/**
 * `npm run prepare`, run by `npm ci`: builds the program and the versions into `dist/`, so that `npx decp` works. Only an
 * installation builds all anew: elsewhere other processes may be using an up-to-date build. npm 10 runs this script for `npm pack` and
 * `npm publish` even with `--ignore-scripts`.
 */
export function runPrepare({ lang }: { lang: Lang }): Promise<ExitCode> {
  const isInstalled = ['ci', 'install'].includes(process.env['npm_command'] ?? '');
  return (isInstalled ? buildAnew : buildWhereStale)(lang);
}
