/** The root of the file: records of both kinds in any order, and the version of the standard as an attribute. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { type Leaf, treesOf, resolve } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { constraintsOn, type NameOf } from './complex.ts';
import { restriction } from './simple.ts';
import { xml, type Xml, documentation } from './xml.ts';

/** The only element that may be a root. */
export function root(model: Model, nameOf: NameOf): Xml {
  const marches = property(model, model.schema, 'marches');
  const elements = RECORD_KINDS.map((kind) =>
    xml('element', { name: kind, type: nameOf(treesOf(model)[kind]) }, [
      ...documentation(model, property(model, marches, kind)['x-field']),
      ...constraintsOn(treesOf(model)[kind], `marches.${kind}`),
    ]),
  );
  const minOccurs = holdsARecord(marches) === true ? undefined : '0';
  const content = xml('choice', { minOccurs, maxOccurs: 'unbounded' }, elements);
  return xml('element', { name: 'marches' }, [
    ...documentation(model, marches['x-field']),
    xml('complexType', {}, [content, ...version(model)]),
  ]);
}

function property(model: Model, schema: Schema, name: string): Schema {
  const found = schema.properties?.[name];
  if (!found) throw new Error(`XSD: the schema has no « ${name} » where versions since 2.0.1 have it.`);
  return resolve(model.schema, found);
}

/**
 * Whether at least one list must have a record. Undefined if the schema has another condition on the lists, which XSD cannot
 * express; the page of limits reports it.
 */
export function holdsARecord({ anyOf }: Schema): boolean | undefined {
  if (anyOf === undefined) return false;
  const one = (kind: RecordKind): Schema => ({ required: [kind], properties: { [kind]: { minItems: 1 } } });
  return JSON.stringify(anyOf) === JSON.stringify(RECORD_KINDS.map(one)) ? true : undefined;
}

/** A root that has no version and is open accepts any. */
function version(model: Model): Xml[] {
  if (!model.schema.properties?.['version'])
    return model.schema.additionalProperties === false ? [] : [xml('attribute', { name: 'version' })];
  const schema = property(model, model.schema, 'version');
  const leaf: Leaf = { kind: 'leaf', type: 'string', nullable: false, isDate: false, schema };
  const { base, facets } = restriction(leaf, model);
  const use = model.schema.required?.includes('version') === true ? 'required' : undefined;
  return [
    xml('attribute', { name: 'version', use }, [
      ...documentation(model, schema['x-field']),
      xml('simpleType', {}, [xml('restriction', { base }, facets)]),
    ]),
  ];
}
