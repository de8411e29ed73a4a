import { readTree, writeFiles } from '../../host/tree.node.ts';
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

/** What was written of `next` before it had a number says the number once there is one. */

/** The last three columns of a codelist: since, deprecated, replaced_by. The first two never hold a comma. */
const CODE = /^(.*),([^,"]*),([^,"]*),([^,"]*|"[^"]*")$/gm;

const numbered = (cell: string, version: string): string => (cell === 'next' ? version : cell);

/** A codelist whose codes that came, or were deprecated, with `next` say that they did so with this version. */
export const numberedCodes = (csv: string, version: string): string =>
  csv.replace(CODE, (_, before: string, since: string, deprecated: string, by: string) =>
    [before, numbered(since, version), numbered(deprecated, version), by].join(','),
  );

/** The same of a schema: `x-since`, and `since` of `x-deprecated`. */
export const numberedSchema = (json: string, version: string): string =>
  json.replace(/("(?:x-)?since": )"next"/g, `$1"${version}"`);
