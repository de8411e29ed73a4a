import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { eformsEntries, type Entry, ocdsEntries, type OcdsPart } from './files.ts';

type Fields = Parameters<typeof eformsEntries>[0];

const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * The paths of OCDS in a folder that holds the schemas of a tag of the standard (`standard/`), those of some extensions (`extensions/<name>/`), and
 * where these come from (`extensions.csv`: name, repository, ref, commit).
 */
export function ocdsIn(folder: string): Entry[] {
  const origins: string[][] = parse(readFileSync(join(folder, 'extensions.csv'), 'utf8'));
  const extensions = readdirSync(join(folder, 'extensions')).sort();
  return ocdsEntries(
    standard(folder, 'release'),
    standard(folder, 'release-package'),
    extensions.map((name) => {
      const [, , ref = '', commit = ''] = origins.find(([known]) => known === name) ?? [];
      if (commit === '') throw new Error(`extensions.csv does not say which commit ${name} comes from: add a line`);
      return { name, schema: json(folder, 'extensions', name, 'release-schema.json') as object, edition: `${ref} ${commit}` };
    }),
  );
}

/** The tag stands in the address of the schema: `/schema/1__1__5/`. */
function standard(folder: string, name: string): OcdsPart {
  const schema = json(folder, 'standard', `${name}-schema.json`) as { id?: string };
  const edition = /\/schema\/([0-9_]+)\//.exec(schema.id ?? '')?.[1]?.replaceAll('__', '.');
  if (edition === undefined)
    throw new Error(`standard/${name}-schema.json does not name its edition: take it from a tag of the standard`);
  return { name, schema, edition };
}

/** The identifiers of eForms in a folder that holds a release of its SDK. */
export function eformsIn(folder: string): Entry[] {
  const labels = join(folder, 'translations', 'business-term_en.xml');
  if (!existsSync(labels)) throw new Error(`${labels} is missing: give the folder of a release of the eForms SDK`);
  return eformsEntries(json(folder, 'fields', 'fields.json') as Fields, readFileSync(labels, 'utf8'));
}
