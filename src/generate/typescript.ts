import { GENERATE } from '../messages/compiled/generate.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { RecordKind } from '../model/kinds.ts';
import { elementOf, idsOfElement } from '../model/fields.ts';
import { treesOf, type Branch, type Leaf, type List, type Member, type Node, resolve } from '../model/tree.ts';
import type { Model, Schema, Field } from '../model/types.ts';
import { pascal } from './components.ts';
import { canonical } from '../../packages/base/src/json.ts';
import { SourceError } from '../model/source-error.ts';

/** One type to declare. Its schema refers to other types by `tsType` and has no `$ref`, so that the library invents no names. */
export type Declaration = { name: string; schema: Schema };

const TITLES: [kind: RecordKind, title: string][] = [
  ['marche', 'Un marché public.'],
  ['contrat-concession', 'Un contrat de concession.'],
];

/**
 * The types of a version: the whole file, the record kinds with their parts, then the codelists. Each is a JSON Schema that
 * json-schema-to-typescript turns into a declaration of the same name; that library needs Node, so `type-files.node.ts` calls it.
 * Names come from the standard (`Marche`, `Titulaire`, `NatureMarche`). If two different parts share a name, the second gets the
 * record kind as a suffix (`Modification`, `ModificationConcession`). What TypeScript cannot express goes into comments.
 */
export function typeDeclarations(model: Model): Declaration[] {
  const names = new Names();
  addRoot(model, names);
  for (const [kind, title] of TITLES) {
    names.keep(RECORD_TYPES[kind]);
    const tree = treesOf(model)[kind];
    const schema = branchSchema(tree, { model, names, kind, owners: [] });
    names.put(RECORD_TYPES[kind], { ...schema, description: docOf([title]) });
  }
  return names.declarations();
}

/** The comment at the top of the types of a version. */
export const typesHeader = ({ version }: Model): string => `/**
 * Types des données essentielles de la commande publique, version ${version === 'next' ? 'à venir' : version}.
 * Généré par « decp build » à partir du schéma : ne pas modifier. Generated. DO NOT EDIT.
 *
 * Ce que TypeScript ne sait pas dire (motifs, bornes, nombre d'éléments) est dans les commentaires, sous le nom du mot-clé de
 * JSON Schema : le contrôle du fichier le vérifie.
 */
`;

/** The name of the type of each record kind. */
const RECORD_TYPES: Record<RecordKind, string> = { marche: 'Marche', 'contrat-concession': 'ContratConcession' };

/** Declares the whole file: `FichierDecp`, and `Marches` if the records are in one list per kind. */
function addRoot(model: Model, names: Names): void {
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
  // At least one of the lists is required. An interface cannot express that, a type can.
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

/** Characters per line of text, so that no generated line exceeds 140 with indent and asterisk. */
const WIDTH = 120;

/** Joins paragraphs into the text of a comment, wrapped. */
const docOf = (paragraphs: readonly string[]): string =>
  paragraphs
    .filter((text) => text !== '')
    .flatMap((text) => text.split('\n').flatMap(wrapped))
    .join('\n')
    // Escapes the end of a comment; in a regular expression `\/` means `/`.
    .replaceAll('*/', '*\\/');

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The French title and description of a field. */
const fieldTexts = (field: Field | undefined): string[] => (field ? [`${field.title.fr}.`, field.description.fr] : []);

/** The same, with unit and source. */
const fieldDoc = (field: Field | undefined): string[] => [
  ...fieldTexts(field),
  field?.unit ? `Unité : ${field.unit.fr}.` : '',
  field ? `Source : ${field.source.fr}.` : '',
];

/** The note on an object that some published versions do not require to be one. */
const UNTYPED = "Le schéma de cette version n'impose pas que ce soit un objet : il n'en regarde les champs que si c'en est un.";

const TAGS = ['pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'uniqueItems'] as const;

/** What TypeScript cannot express: one line per keyword of the schema, such as `@minimum 1`. */
const tagsOf = (schema: Schema): string[] => [
  // TypeScript has no integer type.
  ...([schema.type].flat().includes('integer') ? ['@type integer'] : []),
  ...TAGS.filter((keyword) => schema[keyword] !== undefined).map((keyword) => tag(keyword, String(schema[keyword]))),
];

const tag = (keyword: string, value: string): string =>
  keyword.length + value.length + 2 > WIDTH
    ? `@${keyword} (trop long pour une ligne : voir le schéma JSON)`
    : `@${keyword} ${value}`;

/** The context of a declaration. `owners`: the names of the surrounding types, innermost first. */
type Scope = { model: Model; names: Names; kind: RecordKind; owners: readonly string[] };

/** The schema of an object and its members; open if the original allows other properties. */
function branchSchema({ closed, members }: Branch, scope: Scope): Schema {
  return {
    type: 'object',
    additionalProperties: !closed,
    required: members.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(members.map((member) => [member.name, branchMember(member, scope)])),
  };
}

const branchMember = ({ name, node, field }: Member, scope: Scope): Schema => ({
  ...nodeSchema(node, name, fieldTexts(field), scope),
  description: docOf([...fieldDoc(field), ...notes(node)]),
});

/** The comments on what TypeScript cannot express. */
function notes(node: Node): string[] {
  if (node.kind === 'object') return node.schema.type === undefined ? [UNTYPED] : [];
  const inside = node.kind === 'list' && node.item.kind === 'leaf' ? tagsOf(node.item.schema) : [];
  return [...tagsOf(node.schema), ...inside.map((tag) => `Chaque élément : ${tag.slice(1)}`)];
}

/** `texts`: the description of the value, used as the comment of its type if it gets one. */
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
  // Versions 1.3.0 and 1.4.0 check only the first element of a list: any value may follow.
  const some = `[${typeof item['tsType'] === 'string' ? item['tsType'] : 'unknown'}, ...unknown[]]`;
  return { tsType: minItems > 0 ? some : `[] | ${some}` };
}

function itemSchema({ item, envelope, xml, schema }: List, scope: Scope): Schema {
  const items = schema.items ?? schema.prefixItems?.[0] ?? {};
  if (envelope !== undefined) return inEnvelope(envelope, item, resolve(scope.model.schema, items), scope);
  const definition = items.$ref?.split('/').at(-1) ?? xml.element;
  const name = elementOf(definition);
  return nodeSchema(item, name, titleElsewhere(name, scope), scope);
}

/** Since 2.0.1 each object of a list is wrapped in an object with a single property, which needs no type name. */
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

/**
 * For versions before 2.0.1, whose schemas do not name list elements: the title from later versions. Their descriptions are not
 * used, because they may not apply.
 */
function titleElsewhere(element: string, { model, kind }: Scope): string[] {
  const [alone = '', ofMarche = '', ofConcession = ''] = idsOfElement(element);
  // `Object.hasOwn` because a name may be that of an inherited property (`constructor`).
  const known = [alone, kind === 'marche' ? ofMarche : ofConcession].find((one) => Object.hasOwn(model.fields, one));
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

/** The suffix that resolves name clashes between record kinds. */
const SUFFIX: Record<RecordKind, string> = { marche: '', 'contrat-concession': 'Concession' };

/** The types of a version by name, in the order of declaration, followed by the codelists. */
class Names {
  readonly #types = new Map<string, Schema | undefined>();
  readonly #codelists = new Map<string, Schema>();
  readonly #codelistNames = new Map<string, string>();

  /** Reserves the position of a type before those of its parts. */
  keep(name: string): void {
    this.#types.set(name, undefined);
  }

  /** Declares a type under exactly this name. Throws a SourceError if another type has it. */
  put(name: string, schema: Schema): void {
    const known = this.#types.get(name) ?? this.#codelists.get(name);
    if (known && canonical(known) !== canonical(schema)) throw clash(name);
    this.#types.set(name, schema);
  }

  /**
   * Declares a part of a record and returns its name: its own if that is free, else with the record kind, else with the names of
   * the surrounding parts (`owners`, innermost first).
   */
  part(name: string, kind: RecordKind, schema: Schema, owners: readonly string[] = []): string {
    const free = [...candidates(name, SUFFIX[kind], owners)].find((own) => {
      const known = this.#types.get(own) ?? this.#codelists.get(own);
      return known ? canonical(known) === canonical(schema) : !this.#types.has(own);
    });
    if (free === undefined) throw clash(name);
    this.put(free, schema);
    return free;
  }

  /**
   * Declares the codes of a list and returns the name of their type: that of the list, or `<name>Code` if a part has that name.
   */
  codelist(list: string, schema: Schema): string {
    const known = this.#codelistNames.get(list);
    if (known !== undefined) return known;
    const name = [pascal(list), `${pascal(list)}Code`, `${pascal(list)}CodeDeListe`].find(
      (own) => !this.#types.has(own) && !this.#codelists.has(own),
    );
    if (name === undefined) throw clash(pascal(list));
    this.#codelists.set(name, schema);
    this.#codelistNames.set(list, name);
    return name;
  }

  declarations(): { name: string; schema: Schema }[] {
    const codelists = [...this.#codelists].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.#types, ...codelists].map(([name, schema]) => ({ name, schema: { title: name, ...schema } }));
  }
}

/** Candidate names of a part, shortest first. The last ones are numbered, for parts whose owners have the same names as well. */
function* candidates(name: string, suffix: string, owners: readonly string[]): Generator<string> {
  yield name;
  if (suffix !== '') yield `${name}${suffix}`;
  let whole = name;
  for (const owner of owners) yield `${(whole = owner + whole)}${suffix}`;
  for (let number = 2; number < MOST_OF_ONE_NAME; number++) yield `${whole}${suffix}${number}`;
}

const MOST_OF_ONE_NAME = 1000;

const clash = (name: string): SourceError =>
  new SourceError(
    'decp.schema.json',
    textsOf(GENERATE, (say) => say['same-type']({ name })),
  );
