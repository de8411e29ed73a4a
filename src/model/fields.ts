import { readSource } from './source-text.ts';
import { SourceError, refuseUnread } from './source-error.ts';
import type { Field } from './types.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

type FieldFile = Field & { versions?: Record<string, Partial<Field>> };

/** The fields of `fields/<x-field>.yaml` as they read for one version: overrides of that version laid over the common texts. */
export function readFields(files: ReadonlyMap<string, string>, version: string): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const [path, text] of files) {
    const id = /^fields\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1];
    if (id !== undefined) fields[id] = forVersion(readField(path, text), version);
  }
  return fields;
}

/** A field file whose texts are there; the check of fields says more of the rest. */
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

/** The key of `versions` under which a field file says otherwise of a version: the names of one or several, with spaces. */
export const ownTexts = (versions: object, version: string): string | undefined =>
  Object.keys(versions).find((names) => names.split(' ').includes(version));
