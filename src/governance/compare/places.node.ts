import { readFile, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { filePlaces, versionPlaces } from '../../report/diff/places.ts';
import type { SourcePlace } from '../../report/diff/types.ts';
import { readTree } from '../../host/tree.node.ts';
import type { Side } from './side.node.ts';

/** Where the changes were written in the sources of a side, as paths from the current folder. Nothing where it was not read from files that still stand there. */
export async function placesIn({ sources }: Side, changes: readonly Change[]): Promise<Map<string, SourcePlace>> {
  if (sources === undefined) return new Map();
  const name = relative(process.cwd(), sources).replaceAll(sep, '/') || '.';
  if ((await stat(sources)).isDirectory()) {
    const files = await readTree(sources, (path) => /^[^/]+\.schema\.json$|^(codelists|rules)\//.test(path));
    return versionPlaces(changes, files, name);
  }
  return filePlaces(changes, await readFile(sources, 'utf8'), name);
}
