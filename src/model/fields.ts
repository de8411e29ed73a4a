import { parse } from 'yaml';
import type { Field } from './types.ts';

type FieldFile = Field & { versions?: Record<string, Partial<Field>> };

/** The fields of `fields/<x-field>.yaml` as they read for one version: overrides of that version laid over the common texts. */
export function readFields(files: ReadonlyMap<string, string>, version: string): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const [path, text] of files) {
    const id = /^fields\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1];
    if (id !== undefined) fields[id] = forVersion(parse(text) as FieldFile, version);
  }
  return fields;
}

function forVersion({ versions = {}, ...common }: FieldFile, version: string): Field {
  const override = Object.entries(versions).find(([names]) => names.split(' ').includes(version))?.[1];
  return { ...common, ...override };
}
