/** The built site: as it stands, or built now where there is none: in French, or in both languages in the full run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT, buildSite } from '../../src/node/site/build.ts';
import { serveSite } from '../../src/node/site/serve.ts';

export type ServedSite = { origin: string; folder: string; close: () => void };

let building: Promise<void> | undefined;

/** Serves the site on a free port. */
export async function servedSite(): Promise<ServedSite> {
  const full = process.env['FULL'] !== undefined;
  const wanted = full ? join('en', 'index.html') : 'index.html';
  if (!existsSync(join(BUILT, wanted))) await (building ??= buildSite(full ? {} : { langs: ['fr'] }));
  const { url, close } = await serveSite(BUILT, 0);
  return { origin: url.replace(/\/$/, ''), folder: BUILT, close };
}

/** The same; `url` ends with a slash. */
export async function builtSite(): Promise<{ folder: string; url: string; close: () => void }> {
  const { origin, folder, close } = await servedSite();
  return { folder, url: `${origin}/`, close };
}
