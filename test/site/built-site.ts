/** The built site, served to the tests of its pages: the French one; both languages in the night. */
import { serveSite } from '../../docs-site/make/serve.node.ts';
import { BUILT, NO_CACHE } from '../../docs-site/make/build.node.ts';
import { siteWhereStale } from '../../docs-site/make/fresh.node.ts';
import { NIGHT } from '../support/tier.ts';

/** `url` ends with a slash, `origin` does not. */
export type BuiltSite = { folder: string; url: string; origin: string; close: () => void };

/** Looked at once in each process: what is read for its sum does not change in a run. */
let fresh: Promise<void> | undefined;

export async function builtSite(): Promise<BuiltSite> {
  // A second thread costs as much CPU as it saves time, and other tests wait for that CPU.
  process.env['DOCUSAURUS_SSG_WORKER_THREAD_COUNT'] ??= '1';
  Object.assign(process.env, NO_CACHE);
  await (fresh ??= siteWhereStale(NIGHT ? ['fr', 'en'] : ['fr']));
  const served = await serveSite(BUILT, 0);
  return { folder: BUILT, origin: served.url.replace(/\/$/, ''), ...served };
}
