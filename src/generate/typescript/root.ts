import type { RecordKind } from '../../model/kinds.ts';
import type { Model, Schema } from '../../model/types.ts';
import { docOf, fieldDoc, fieldTexts, tagsOf, UNTYPED } from './doc.ts';
import type { Names } from './names.ts';

/** The name of the type of each kind of record. */
export const RECORD_TYPES: Record<RecordKind, string> = { marche: 'Marche', 'contrat-concession': 'ContratConcession' };

/** Declares the whole file: `FichierDecp`, and `Marches` where the records stand in a list for each kind. */
export function addRoot(model: Model, names: Names): void {
  names.put('FichierDecp', {
    ...objectSchema(model, model.schema, ''),
    description: docOf(['Un fichier de données essentielles.', model.schema.type === undefined ? UNTYPED : '']),
  });
  const marches = model.schema.properties?.['marches'];
  if (!marches?.properties) return;
  const lists = objectSchema(model, marches, '/marches');
  const description = docOf(fieldTexts(fieldOf(model, marches)));
  const choices = (marches.anyOf ?? []).flatMap(({ required }) => (required ? [required] : []));
  if (choices.length === 0) return names.put('Marches', { ...lists, description });
  // One of the lists at least: said by a type, since an interface cannot.
  const oneOf = choices.map(
    (required) => `Required<Pick<ListesDeContrats, ${required.map((name) => JSON.stringify(name)).join(' | ')}>>`,
  );
  names.put('Marches', { tsType: `ListesDeContrats & (${oneOf.join(' | ')})`, description });
  names.put('ListesDeContrats', { ...lists, description: docOf(["Les deux listes d'un fichier ; une au moins est présente."]) });
}

const fieldOf = (model: Model, schema: Schema) => model.fields[schema['x-field'] ?? ''];

function objectSchema(model: Model, schema: Schema, path: string): Schema {
  const { required = [], properties = {}, additionalProperties } = schema;
  return {
    type: 'object',
    additionalProperties: additionalProperties !== false,
    required,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, memberSchema(model, property, `${path}/${name}`)]),
    ),
  };
}

function memberSchema(model: Model, property: Schema, path: string): Schema {
  const list = model.lists.find((candidate) => candidate.path === path);
  const description = docOf([...fieldDoc(fieldOf(model, property)), ...tagsOf(property)]);
  if (list) return { tsType: listOf(list.kinds), description };
  if (property.properties) return { tsType: 'Marches', description };
  return { type: property.type ?? 'string', description };
}

const listOf = (kinds: readonly RecordKind[]): string => (kinds.length === 1 ? `${namesOf(kinds)}[]` : `(${namesOf(kinds)})[]`);

const namesOf = (kinds: readonly RecordKind[]): string => kinds.map((kind) => RECORD_TYPES[kind]).join(' | ');
