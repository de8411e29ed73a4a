/** `npm run site`: builds the documentation site and serves it; `--build`: builds only; `--fr`: the French pages only. */
import { buildSite } from '../src/node/site/build.ts';
import { serveSite } from '../src/node/site/serve.ts';

const options = process.argv.slice(2);
await buildSite(options.includes('--fr') ? { langs: ['fr'] } : {});
if (!options.includes('--build')) await serveSite();
