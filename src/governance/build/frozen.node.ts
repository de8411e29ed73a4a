import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFrozen, parseSums, type Sums } from '../checks/frozen.ts';
import type { Problem } from '../problem.ts';
import type { Model, Schema } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import { sha256 } from '../../host/sha256.node.ts';
import { pathsUnder } from '../../host/tree.node.ts';

/** Outside of the sums: the sums themselves, and the list of known defects, to which lines are added. */
const OUTSIDE = ['SHA256SUMS', 'known-defects.yaml'];

/** The sums of a version folder as it stands on disk. */
export async function sumsOf(folder: string): Promise<Sums> {
  const sums = new Map<string, string>();
  for (const path of await pathsUnder(folder))
    if (!OUTSIDE.includes(path)) sums.set(path, sha256(await readFile(join(folder, path))));
  return sums;
}

/** What `releases.json` says of the files of each version is so. */
export async function checkReleaseFiles(schemaDir: string, releases: readonly ListedRelease[]): Promise<Problem[]> {
  const listed = releases.flatMap(({ version, files }) => files.map((file) => ({ ...file, path: `${version}/${file.path}` })));
  const problems = listed.map(async ({ path, bytes, sha256: sum }) => {
    const content = await readFile(join(schemaDir, path)).catch(() => undefined);
    if (content?.length === bytes && sum === sha256(content)) return [];
    return [
      {
        file: 'schema/releases.json',
        fr: `« ${path} » n'a pas la taille ou la somme écrites ici ; corrigez-les d'après SHA256SUMS`,
        en: `“${path}” has not the size or the sum written here; mend them from SHA256SUMS`,
      },
    ];
  });
  return (await Promise.all(problems)).flat();
}

type ListedRelease = { version: string; files: { path: string; bytes: number; sha256: string }[] };

/** The differences between each published version and what its `SHA256SUMS` says. */
export async function checkFrozenFolders(schemaDir: string, versions: readonly string[]): Promise<Problem[]> {
  const problems = versions.map(async (version) => {
    const folder = join(schemaDir, version);
    const written = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch(() => '');
    return checkFrozen(version, parseSums(written), await sumsOf(folder));
  });
  return (await Promise.all(problems)).flat();
}

/** The bundle that a frozen folder holds says the same as its sources read today, texts aside (those may be mended in a patch). */
export function checkFrozenBundles(files: ReadonlyMap<string, string>, models: readonly Model[]): Problem[] {
  return models.flatMap(({ version, schema }) => {
    const frozen = JSON.parse(files.get(`${version}/bundled/decp.schema.json`) ?? '{}') as Schema;
    if (JSON.stringify(withoutTexts(frozen)) === JSON.stringify(withoutTexts(schema))) return [];
    return [
      {
        file: `schema/${version}/bundled/decp.schema.json`,
        fr: "le schéma assemblé ne dit pas la même chose que les fichiers dont il est fait ; l'assemblage a changé de sens",
        en: 'the bundled schema does not say what its parts say; bundling has changed its meaning',
      },
    ];
  });
}

function withoutTexts(schema: Schema): Schema {
  const copy = structuredClone(schema);
  for (const [, node] of subschemas(copy)) {
    delete node.title;
    delete node.description;
    delete node['x-title-en'];
    delete node['x-description-en'];
  }
  return copy;
}
