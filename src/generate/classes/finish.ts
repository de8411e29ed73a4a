/** Post-processes the generated classes, language by language. */
import type { GeneratedFile } from '../types.ts';
import type { Model, Schema } from '../../model/types.ts';
import { type Components, componentsOf, ROOT_NAME, pascal } from '../components.ts';

/**
 * Options of the generator for each language. `single`: the file that holds everything; otherwise there is one file per class.
 */
export type ClassLanguage = {
  language: 'python' | 'java' | 'csharp';
  folder: string;
  single?: string;
  options: Record<string, string>;
  comment: '#' | '//';
  header: string[];
  finish: (text: string) => string;
};

const GENERATED = ['Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.'];
const NO_JUDGE = [
  'Ces classes portent les données sans les contrôler : un nom inconnu est ignoré, les bornes et les formes ne sont',
  'pas vérifiées.',
  'These classes carry data and do not check it: unknown names are left out, bounds and forms are not looked at.',
];
const EXPERIMENTAL = [
  "Expérimental : ce fichier n'est ni compilé ni exécuté par les tests du référentiel.",
  'Experimental: no test of the référentiel compiles or runs this file.',
];

export const CLASS_LANGUAGES: readonly ClassLanguage[] = [
  {
    language: 'python',
    folder: 'python',
    single: 'decp.py',
    options: { 'python-version': '3.7', 'nice-property-names': 'true' },
    comment: '#',
    header: [...GENERATED, ...NO_JUDGE],
    finish: withWholeFloats,
  },
  {
    language: 'java',
    folder: 'java/decp',
    options: { package: 'decp', 'array-type': 'list' },
    comment: '//',
    header: [...GENERATED, ...EXPERIMENTAL, ...NO_JUDGE],
    finish: (text) => text,
  },
  {
    language: 'csharp',
    folder: 'csharp',
    single: 'Decp.cs',
    options: { framework: 'SystemTextJson', namespace: 'Decp', 'array-type': 'list' },
    comment: '//',
    header: [...GENERATED, ...EXPERIMENTAL, ...NO_JUDGE],
    finish: (text) => text,
  },
];

const FROM_INT = `def from_int(x: Any) -> int:
    assert isinstance(x, int) and not isinstance(x, bool)
    return x
`;

/** In JSON, 12.0 is a whole number; Python reads it as a float. */
const FROM_WHOLE = `def from_int(x: Any) -> int:
    if isinstance(x, float) and x.is_integer():
        return int(x)
    assert isinstance(x, int) and not isinstance(x, bool)
    return x
`;

function withWholeFloats(text: string): string {
  if (!text.includes(FROM_INT))
    throw new Error('python: from_int is not written as expected; look at the new version of the generator');
  return text.replace(FROM_INT, FROM_WHOLE);
}

/** The file as it is published: in its folder, under its header, without blanks at the end of lines, with one line break at its end. */
export function finished({ folder, finish, comment, header }: ClassLanguage, name: string, text: string): GeneratedFile {
  const top = header.map((line) => `${comment} ${line}\n`).join('');
  return {
    path: `${folder}/${name}`,
    text: `${top}\n${finish(text)
      .replace(/[ \t]+$/gm, '')
      .trim()}\n`,
  };
}

/** The input of the class generator: one definition per class or enumeration, under its final name. */
type PreparedSchema = Schema & { definitions: Components };

const PREFIX = '#/definitions/';

/**
 * The schema of a version for a generator of classes: every object and every codelist under its own name, and no keyword that would name or
 * type things otherwise (titles would name classes, `format` would ask for a library of dates). Bounds and patterns are not for classes.
 */
export function preparedSchema(model: Model): PreparedSchema {
  const components = componentsOf(model, PREFIX);
  const lists: Codelists = { isClass: (name) => Object.hasOwn(components, name), definitions: {}, names: new Map() };
  const definitions = Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, prepare(schema, lists)]));
  return { $ref: `${PREFIX}${ROOT_NAME}`, definitions: { ...definitions, ...lists.definitions } };
}

/** `definitions` takes the codelists that are met, under the `names` that they got: those of classes, and of one another, are not free. */
type Codelists = { isClass: (name: string) => boolean; definitions: Components; names: Map<string, string> };

function prepare(schema: Schema, lists: Codelists): Schema {
  const { $ref, type, required, properties, items } = schema;
  const text = describe(schema);
  const comment = text === '' ? {} : { description: text };
  if ($ref !== undefined) return { ...comment, $ref };
  if (schema['x-codelist'] !== undefined) return { ...comment, $ref: codelist(schema['x-codelist'], schema, lists) };
  return {
    ...comment,
    ...(type !== undefined && { type }),
    ...(required && { required }),
    // Classes leave unknown names out, whether the version refuses them or not.
    ...(properties && {
      ...{ type: 'object', additionalProperties: false },
      properties: Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, prepare(child, lists)])),
    }),
    ...(items && { items: prepare(items, lists) }),
  };
}

function codelist(list: string, schema: Schema, { isClass, definitions, names }: Codelists): string {
  let name = names.get(list) ?? pascal(list);
  if (!names.has(list)) {
    while (isClass(name) || Object.hasOwn(definitions, name)) name += 'Code';
    names.set(list, name);
    definitions[name] = { type: 'string', enum: schema.enum ?? [] };
  }
  return `${PREFIX}${name}`;
}

/** Title and description as one text: comments of classes have no other place for the title. */
function describe({ title, description }: Schema): string {
  return [title, description].filter((text) => text !== undefined).join('. ');
}
