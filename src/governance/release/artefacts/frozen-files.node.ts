import { join } from 'node:path';
import type { Model } from '../../../model/types.ts';
import type { Files } from '../archive/files.node.ts';
import { readFiles } from '../read-files.node.ts';
import { SUMS, sumsOfFiles } from '../sums.node.ts';

const KNOWN_DEFECTS = 'known-defects.yaml';

/** What was counted in real data is no part of a version. */
const isCounted = (path: string): boolean => /^impact\b/.test(path);

/**
 * The folder of a version as it is frozen. A published one is read as it stands; of `next` it is what `freeze` would make: its sources,
 * their bundle, no known defect, and the sums. A test holds both equal.
 */
export async function frozenFiles(schemaDir: string, from: string, { schema }: Model): Promise<Files> {
  const files = await readFiles(join(schemaDir, from));
  if (from !== 'next') return files;
  for (const path of files.keys()) if (isCounted(path)) files.delete(path);
  files.set('bundled/decp.schema.json', Buffer.from(`${JSON.stringify(schema, null, 2)}\n`));
  const sums = sumsOfFiles(files);
  return files.set(KNOWN_DEFECTS, Buffer.from('[]\n')).set(SUMS, sums);
}
