import { readTree } from '../../host/tree.node.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import { withLabel } from './changelog/readme.ts';
import { under } from '../../host/paths.node.ts';

type Numbers = { draft: string; released: string; expected: string };

/**
 * The examples of `next` become those of the release as well, and stay those of the draft. `draft`: the number that the draft had until now, whose label
 * they say; `expected`: the one that it has from now on.
 */
export async function releaseExamples({ draft, released, expected }: Numbers): Promise<void> {
  const files = await readTree(under('examples', 'next'));
  const isGuide = (path: string): boolean => path === 'README.md';
  const copies = [...files].filter(([path]) => !isGuide(path));
  await writeFiles(
    under('examples', released),
    copies.map(([path, text]) => ({ path, text: withLabel(text, draft, released) })),
  );
  const relabelled = copies.map(([path, text]) => ({ path, text: withLabel(text, draft, expected), before: text }));
  await writeFiles(
    under('examples', 'next'),
    relabelled.filter(({ text, before }) => text !== before).map(({ path, text }) => ({ path, text })),
  );
}
