/** The built site, served to the tests of the pages. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { serveSite } from '../../src/node/site/serve.ts';
import { ROOT } from '../support/engine.ts';

const BUILT = `${ROOT}docs-site/build`;

/** Builds the French site, or both languages in the full run, where there is none; serves it. `url` ends with a slash. */
export async function builtSite(): Promise<{ folder: string; url: string; close: () => void }> {
  const wanted = process.env['FULL'] === undefined ? 'index.html' : 'en/index.html';
  if (!existsSync(`${BUILT}/${wanted}`)) {
    const options = process.env['FULL'] === undefined ? ['--build', '--fr'] : ['--build'];
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/site.ts', ...options], { cwd: ROOT, stdio: 'pipe' });
  }
  return { folder: BUILT, ...(await serveSite(BUILT, 0)) };
}
