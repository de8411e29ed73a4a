import { readSource } from './source-text.ts';
import { readInParts, SourceError, refuseUnread } from './source-error.ts';
import { subschemas } from './tree.ts';
import type { Field, Schema } from './types.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

type FieldFile = Field & { versions?: Record<string, Partial<Field>> };

/**
 * The fields of `fields/<x-field>.yaml` for one version: its overrides replace the common texts. Throws a SourceError for a file without title or description,
 * with those of the other files beside it.
 */
export const readFields = (files: ReadonlyMap<string, string>, version: string): Record<string, Field> =>
  readInParts((part) => {
    const fields: Record<string, Field> = {};
    for (const [path, text] of files) {
      const id = /^fields\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1];
      if (id !== undefined) part(() => (fields[id] = forVersion(readField(path, text), version)));
    }
    return fields;
  });

/**
 * Those of the fields that the Model of a version has (see `Model.fields`): what another version adds is none of its matter, and so leaves all that is made of it as it was.
 * `schema`: the bundle of the version.
 */
export function fieldsFor(schema: Schema, fields: Readonly<Record<string, Field>>): Record<string, Field> {
  const named = new Set<string>();
  for (const [, node] of subschemas(schema)) {
    const id = node['x-field'];
    if (id !== undefined) named.add(id);
    const element = fields[id ?? '']?.['x-xml']?.element;
    const names = [
      ...Object.keys(node.properties ?? {}),
      ...Object.keys(node.$defs ?? {}),
      node.$ref?.split('/').at(-1),
      element,
    ];
    for (const name of names) if (name !== undefined) for (const one of idsOfElement(elementOf(name))) named.add(one);
  }
  return Object.fromEntries(Object.entries(fields).filter(([id, { remedies }]) => named.has(id) || remedies !== undefined));
}

/** The names that the standard uses since 2.0.1 for list elements whose definition is named differently. */
const ELEMENTS = new Map([['donneesExecution', 'donneesAnnuelles']]);

/** The name of the elements of a list whose definition, or itself, has a name. */
export const elementOf = (name: string): string => ELEMENTS.get(name) ?? name;

/** The ids that the field of an element may have: its name with hyphens, alone or behind that of a record or of the list of records. */
export const idsOfElement = (element: string): string[] => {
  const id = element.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [id, ...OWNERS.map((owner) => `${owner}-${id}`)];
};

const OWNERS = ['marche', 'concession', 'marches'];

/** Only the presence of title and description is verified here; the check of fields verifies the rest. */
function readField(path: string, text: string): FieldFile {
  const source = readSource(text);
  refuseUnread(`../${path}`, source);
  const field = source.value as Partial<FieldFile> | null | undefined;
  if (!field?.title || !field.description) {
    throw new SourceError(
      `../${path}`,
      textsOf(MODEL_SOURCES, (say) => say['field.incomplete']()),
    );
  }
  return field as FieldFile;
}

function forVersion({ versions = {}, ...common }: FieldFile, version: string): Field {
  const own = ownTexts(versions, version);
  return { ...common, ...(own !== undefined && versions[own]) };
}

/** The key of `versions` that overrides the texts for a version: the name of one version, or of several separated by spaces. */
export const ownTexts = (versions: object, version: string): string | undefined =>
  Object.keys(versions).find((names) => names.split(' ').includes(version));
