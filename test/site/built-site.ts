/** The built site: as it stands, or the French pages built now where there is none. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveSite } from '../../src/node/site/serve.ts';
import { BUILT, buildSite } from '../../src/node/site/build.ts';

export type ServedSite = { origin: string; folder: string; close: () => void };

let building: Promise<void> | undefined;

/** Serves the site on a free port. */
export async function servedSite(): Promise<ServedSite> {
  if (!existsSync(join(BUILT, 'index.html'))) await (building ??= buildSite({ langs: ['fr'] }));
  const { url, close } = await serveSite(BUILT, 0);
  return { origin: url.replace(/\/$/, ''), folder: BUILT, close };
}
