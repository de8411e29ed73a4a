import type { Lang } from '../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../src/host/exit.ts';
import { siteBuilt } from './fresh.node.ts';
import { serveSite } from './serve.node.ts';

type SiteCall = { lang: Lang; build?: boolean; fr?: boolean; neighbours?: boolean; port: number };

/** `npm run site`: builds the documentation site and serves it. */
export async function runSite({ build = false, fr = false, neighbours = false, port }: SiteCall): Promise<ExitCode> {
  await siteBuilt({ ...(fr && { langs: ['fr'] }), pairs: neighbours ? 'neighbours' : 'all' });
  if (!build) console.log((await serveSite(undefined, port)).url);
  return EXIT.conforming;
}
