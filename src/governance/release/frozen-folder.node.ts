import { readFile } from 'node:fs/promises';
import { toDraft07 } from '../../generate/json-schema/draft-07.ts';
import type { ReleaseFile } from './after-release.ts';
import type { Schema } from '../../model/types.ts';
import { under } from '../../host/paths.node.ts';
import { listedArtefacts } from './sums.node.ts';

/** Files of a frozen folder that `releases.json` lists: the schema that is published, and the sums of all others. */
const LISTED = ['bundled/decp.schema.json', 'SHA256SUMS'];

export async function listedFiles(version: string): Promise<ReleaseFile[]> {
  const files = LISTED.map(async (path) => ({ path, bytes: await readFile(under('schema', version, path)) }));
  return listedArtefacts(await Promise.all(files));
}

/** `schema/decp.schema.json`: the schema of a version in draft-07, at the path from which public catalogues build their addresses. */
export async function stableSchema(version: string): Promise<string> {
  const frozen = JSON.parse(await readFile(under('schema', version, 'bundled', 'decp.schema.json'), 'utf8')) as Schema;
  return `${JSON.stringify(toDraft07(frozen), null, 2)}\n`;
}
