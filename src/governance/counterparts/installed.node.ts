import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import { COUNTERPARTS, eformsEntries, type Entry, listText, ocdsEntries, type OcdsPart } from './files.ts';

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

/** The URL of the schema contains the tag: `/schema/1__1__5/`. */
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

/** `npm run counterparts`: makes the lists of `schema/counterparts/` again, from folders of OCDS and of the eForms SDK. */
export async function runCounterparts({ ocds, eforms }: { ocds?: string; eforms?: string }): Promise<ExitCode> {
  try {
    if (ocds === undefined && eforms === undefined)
      throw new Error('npm run counterparts -- --ocds <folder> --eforms <folder>: give one of them');
    const lists = [
      ...(ocds === undefined ? [] : [{ path: COUNTERPARTS['x-ocds'], entries: ocdsIn(ocds) }]),
      ...(eforms === undefined ? [] : [{ path: COUNTERPARTS['x-eforms'], entries: eformsIn(eforms) }]),
    ];
    await writeFiles(
      under('schema'),
      lists.map(({ path, entries }) => ({ path, text: listText(entries) })),
    );
    for (const { path, entries } of lists) console.log(`schema/${path}: ${entries.length}`);
    return EXIT.conforming;
  } catch (error) {
    console.error((error as Error).message);
    return EXIT.unreadable;
  }
}
