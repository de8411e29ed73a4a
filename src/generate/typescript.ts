import { GENERATE } from '../messages/compiled/generate.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { RecordKind } from '../model/kinds.ts';
import { treesOf, type Branch, type Leaf, type List, type Member, type Node, resolve } from '../model/tree.ts';
import type { Model, Schema, Field } from '../model/types.ts';
import { pascal } from './components.ts';
import { canonical } from '../../packages/base/src/json.ts';
import { SourceError } from '../model/source-error.ts';

/** One type to declare: its schema names other types by `tsType` and holds no `$ref`, so that no name has to be invented. */
export type Declaration = { name: string; schema: Schema };

const TITLES: [kind: RecordKind, title: string][] = [
  ['marche', 'Un marché public.'],
  ['contrat-concession', 'Un contrat de concession.'],
];

/**
 * The types of a version: the whole file, the kinds of record with their parts, then the codelists. Each is a JSON Schema that
 * json-schema-to-typescript turns into one declaration of the same name; that library needs Node, so `src/generate/type-files.node.ts` calls it.
 * Names come from the standard (`Marche`, `Titulaire`, `NatureMarche`); of two parts that share a name and differ, the second takes the
 * kind of record (`Modification`, `ModificationConcession`). What TypeScript cannot say stands in the comments.
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

/** What stands at the top of the types of a version. */
export const typesHeader = ({ version }: Model): string => `/**
 * Types des données essentielles de la commande publique, version ${version === 'next' ? 'à venir' : version}.
 * Généré par « decp build » à partir du schéma : ne pas modifier. Generated. DO NOT EDIT.
 *
 * Ce que TypeScript ne sait pas dire (motifs, bornes, nombre d'éléments) est dans les commentaires, sous le nom du mot-clé de
 * JSON Schema : le contrôle du fichier le vérifie.
 */
`;

/** The name of the type of each kind of record. */
const RECORD_TYPES: Record<RecordKind, string> = { marche: 'Marche', 'contrat-concession': 'ContratConcession' };

/** Declares the whole file: `FichierDecp`, and `Marches` where the records stand in a list for each kind. */
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

/** Columns of a line of text, so that no line of the types is longer than 140 with its indent and its star. */
const WIDTH = 120;

/** Paragraphs as the text of a comment: wrapped, one under the other. */
const docOf = (paragraphs: readonly string[]): string =>
  paragraphs
    .filter((text) => text !== '')
    .flatMap((text) => text.split('\n').flatMap(wrapped))
    .join('\n')
    // The end of a comment; in a regular expression `\/` is `/`.
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

/** What a field is, in French, as a sentence and its description. */
const fieldTexts = (field: Field | undefined): string[] => (field ? [`${field.title.fr}.`, field.description.fr] : []);

/** The same with its unit and its source. */
const fieldDoc = (field: Field | undefined): string[] => [
  ...fieldTexts(field),
  field?.unit ? `Unité : ${field.unit.fr}.` : '',
  field ? `Source : ${field.source.fr}.` : '',
];

/** Of an object that some published versions let be anything else. */
const UNTYPED = "Le schéma de cette version n'impose pas que ce soit un objet : il n'en regarde les champs que si c'en est un.";

const TAGS = ['pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'uniqueItems'] as const;

/** What TypeScript cannot say of a value: a line for each keyword of its schema, as `@minimum 1`. */
const tagsOf = (schema: Schema): string[] => [
  // Integers are numbers in TypeScript.
  ...([schema.type].flat().includes('integer') ? ['@type integer'] : []),
  ...TAGS.filter((keyword) => schema[keyword] !== undefined).map((keyword) => tag(keyword, String(schema[keyword]))),
];

const tag = (keyword: string, value: string): string =>
  keyword.length + value.length + 2 > WIDTH
    ? `@${keyword} (trop long pour une ligne : voir le schéma JSON)`
    : `@${keyword} ${value}`;

/** Where types are declared, for which kind of record, and inside of which parts of it (their names, the nearest first). */
type Scope = { model: Model; names: Names; kind: RecordKind; owners: readonly string[] };

/** An object with its members; open where the schema lets other names in. */
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

/** Where a type is asked for: names that would clash take the kind of record. */
const SUFFIX: Record<RecordKind, string> = { marche: '', 'contrat-concession': 'Concession' };

/** The types of a version by name, in the order in which they were asked for; codelists come last. */
class Names {
  readonly #types = new Map<string, Schema | undefined>();
  readonly #codelists = new Map<string, Schema>();
  readonly #codelistNames = new Map<string, string>();

  /** Keeps a place for a type, before those that it is made of. */
  keep(name: string): void {
    this.#types.set(name, undefined);
  }

  /** Declares a type under exactly this name. */
  put(name: string, schema: Schema): void {
    const known = this.#types.get(name) ?? this.#codelists.get(name);
    if (known && canonical(known) !== canonical(schema)) throw clash(name);
    this.#types.set(name, schema);
  }

  /**
   * Declares a part of a record and gives the name under which it stands: its own where that is free, else with the kind of record, else with the
   * names of the parts around it (`owners`, the nearest first).
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

  /** Declares the codes of a list and gives the name of their type: that of the list, or `<name>Code` where a part has it. */
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

/** The names that a part may take, the shortest first; the last ones are numbered, for parts whose owners have the same names too. */
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
