import type { RecordKind } from '../../model/kinds.ts';
import type { Branch, Leaf, List, Member, Node } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { resolve } from '../../model/walk.ts';
import { docOf, fieldDoc, fieldTexts, tagsOf, UNTYPED } from './doc.ts';
import { pascal } from '../pascal.ts';
import type { Names } from './names.ts';

/** Where types are declared, for which kind of record, and inside of which parts of it (their names, the nearest first). */
export type Scope = { model: Model; names: Names; kind: RecordKind; owners: readonly string[] };

/** An object with its members; open where the schema lets other names in. */
export function branchSchema({ closed, members }: Branch, scope: Scope): Schema {
  return {
    type: 'object',
    additionalProperties: !closed,
    required: members.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(members.map((member) => [member.name, memberSchema(member, scope)])),
  };
}

const memberSchema = ({ name, node, field }: Member, scope: Scope): Schema => ({
  ...nodeSchema(node, name, fieldTexts(field), scope),
  description: docOf([...fieldDoc(field), ...notes(node)]),
});

/** What TypeScript cannot say of a value, in words or as keywords of the schema. */
function notes(node: Node): string[] {
  if (node.kind === 'object') return node.schema.type === undefined ? [UNTYPED] : [];
  const inside = node.kind === 'list' && node.item.kind === 'leaf' ? tagsOf(node.item.schema) : [];
  return [...tagsOf(node.schema), ...inside.map((tag) => `Chaque élément : ${tag.slice(1)}`)];
}

/** `texts`: what the value is, for the comment of the type that it gets, if any. */
function nodeSchema(node: Node, name: string, texts: string[], scope: Scope): Schema {
  if (node.kind === 'leaf') return leafSchema(node, scope);
  if (node.kind === 'list') return listSchema(node, scope);
  const description = docOf(texts);
  const own = pascal(name);
  const inside = branchSchema(node, { ...scope, owners: [own, ...scope.owners] });
  const schema = { ...inside, ...(description !== '' && { description }) };
  return { tsType: scope.names.part(own, scope.kind, schema, scope.owners) };
}

function listSchema(list: List, scope: Scope): Schema {
  const item = itemSchema(list, scope);
  const { prefixItems, minItems = 0 } = list.schema;
  if (!prefixItems) return { type: 'array', items: item };
  // 1.3.0 and 1.4.0 look at the first element of a list alone: anything may follow.
  const some = `[${typeof item['tsType'] === 'string' ? item['tsType'] : 'unknown'}, ...unknown[]]`;
  return { tsType: minItems > 0 ? some : `[] | ${some}` };
}

/** How the standard names, since 2.0.1, the elements of a list whose definition bears another name. */
const ELEMENTS = new Map([['donneesExecution', 'donneesAnnuelles']]);

function itemSchema({ item, envelope, xml, schema }: List, scope: Scope): Schema {
  const items = schema.items ?? schema.prefixItems?.[0] ?? {};
  if (envelope !== undefined) return inEnvelope(envelope, item, resolve(scope.model.schema, items), scope);
  const definition = items.$ref?.split('/').at(-1) ?? xml.element;
  const name = ELEMENTS.get(definition) ?? definition;
  return nodeSchema(item, name, titleElsewhere(name, scope), scope);
}

/** Since 2.0.1 each object of a list stands in another of one member, which needs no name. */
function inEnvelope(
  name: string,
  item: Node,
  { required = [], additionalProperties, properties = {} }: Schema,
  scope: Scope,
): Schema {
  const field = scope.model.fields[properties[name]?.['x-field'] ?? ''];
  return {
    type: 'object',
    additionalProperties: additionalProperties !== false,
    required,
    properties: { [name]: nodeSchema(item, name, fieldTexts(field), scope) },
  };
}

/** The title of an element that, before 2.0.1, the schema does not name, from the versions that do; what they say more is not true of it. */
function titleElsewhere(element: string, { model, kind }: Scope): string[] {
  const id = element.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  // Names of the schema may be those of what every object has (`constructor`).
  const known = [id, `${kind === 'marche' ? 'marche' : 'concession'}-${id}`].find((one) => Object.hasOwn(model.fields, one));
  return fieldTexts(known === undefined ? undefined : model.fields[known]).slice(0, 1);
}

function leafSchema({ type, nullable, codelist, schema }: Leaf, { names }: Scope): Schema {
  if (codelist !== undefined) {
    const codes = (schema.enum ?? []).filter((code) => code !== null);
    const name = names.codelist(codelist, { enum: codes, description: docOf([`Codes de la liste « ${codelist} ».`]) });
    return { tsType: nullable ? `${name} | null` : name };
  }
  if (schema.enum) return { enum: schema.enum };
  if (schema.type === undefined) return { tsType: 'unknown' };
  return { type: nullable ? [type, 'null'] : type };
}
