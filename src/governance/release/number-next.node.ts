import { numberedCodes, numberedSchema } from './numbered.ts';
import { readTree } from '../../host/tree.node.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import { under } from '../../host/paths.node.ts';

/** Writes the number of the release where the draft says `next` of itself: the draft keeps it, and the version is frozen with it. */
export async function numberNext(version: string, folder = under('schema', 'next')): Promise<void> {
  const files = await readTree(folder, (path) => /^codelists\/[^/]+\.csv$|\.schema\.json$/.test(path));
  const changed = [...files].flatMap(([path, before]) => {
    const text = path.endsWith('.csv') ? numberedCodes(before, version) : numberedSchema(before, version);
    return text === before ? [] : [{ path, text }];
  });
  await writeFiles(folder, changed);
}
