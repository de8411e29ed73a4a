import { readSource } from './source-text.ts';
import { readInParts, SourceError, refuseUnread } from './source-error.ts';
import type { Field } from './types.ts';
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
