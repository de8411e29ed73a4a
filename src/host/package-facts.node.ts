import { once } from './once.ts';
import { under } from './paths.node.ts';
import { readFileSync } from './sync-files.node.ts';

/** Name and version of the program. */
export const packageFacts = once((): { name: string; version: string } => {
  const { name, version } = JSON.parse(readFileSync(under('package.json'), 'utf8')) as { name: string; version: string };
  return { name, version };
});
