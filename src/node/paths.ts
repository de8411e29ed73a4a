import { fileURLToPath } from 'node:url';

/** The top of the package. This file stands two folders below it, as source (`src/node/`) and as program (`dist/bin/`). */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is made beside the sources of the site, from the top of the package: never committed, and no part of a package. */
export const SITE_MADE: readonly string[] = ['docs-site/build', 'docs-site/generated', 'docs-site/.docusaurus'];

export const under = (...parts: string[]): string => [ROOT.replace(/\/$/, ''), ...parts].join('/');
