/**
 * The working schemas of the State, `etat-X.Y.Z`: its consolidation judges by them, and they are no versions of the format. Only who asks for one by its name gets
 * it: it is in no list of versions, and no file is detected as one.
 */
import { type VersionFacts, versionFacts } from './facts.ts';
import type { Model, Schema } from './types.ts';

/** A working schema as it was taken over, by the name that it has here, and the licence under which it stands. */
export type StateSchema = { name: string; number: string; text: string; licence: string };

/** The name of the file in `schema/etat/`. */
export const fileOf = (name: string): string => `schema_decp_v${name.replace('etat-', '')}.json`;

/** Goes with every copy of the schemas: it asks for that. */
export const STATE_LICENCE = 'etat/LICENSE';

const FILE = /^etat\/schema_decp_v(\d+\.\d+\.\d+)\.json$/;

/** Those among the files of `schema/`, by path from there. */
export const stateSchemasIn = (files: ReadonlyMap<string, string>): StateSchema[] =>
  [...files].flatMap(([path, text]) => {
    const number = FILE.exec(path)?.[1];
    return number === undefined ? [] : [{ name: `etat-${number}`, number, text, licence: files.get(STATE_LICENCE) ?? '' }];
  });

/** Its Model: that of the version in force, whose records it judges alike, with its own root. A test proves that both accept the same. */
export function stateModel({ name, text }: StateSchema, inForce: Model): Model {
  const { type } = JSON.parse(text) as Schema;
  return { ...inForce, version: name, schema: { ...inForce.schema, ...(type !== undefined && { type }) } };
}

/** What a check must know of it before it loads it. Its files say the label of its number. */
export const stateFacts = ({ number }: StateSchema, model: Model): VersionFacts =>
  versionFacts(model, { version: model.version, status: 'brouillon', expectedVersion: number });
