/**
 * What the public catalogue of schemas (schema.data.gouv.fr) asks of each tag of a repository, every night; written here from its public program and
 * documentation, so that a release is known to pass before it is made.
 */
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

type Schema = { $schema?: string; $ref?: string; title?: string; description?: string; [keyword: string]: unknown };
type Schemas = { title?: string; description?: string; homepage?: string; schemas?: { path?: string; title?: string }[] };

/** The path is part of the public address of the schema: one that changes breaks every link to it. */
const PATH = 'schema/decp.schema.json';
/** Files that the catalogue shows where they are there; they must not be empty. `CHANGELOG.md` is asked for by us. */
const PAGES = ['CHANGELOG.md', 'SEE_ALSO.md', 'CONTEXT.md'];

/** Each reason why the catalogue would drop or spoil a tag. `read` gives a file of the tag, and throws where there is none. */
export function catalogueFaults(tag: string, read: (path: string) => string): string[] {
  const text = (path: string): string | undefined => {
    try {
      return read(path);
    } catch {
      return undefined;
    }
  };
  const schemas = parse(text('schemas.yml') ?? '') as Schemas | null;
  return [
    ...(/^\d+\.\d+\.\d+$/.test(tag) ? [] : [`${tag}: not three numbers, the tag is left out`]),
    ...((text('README.md') ?? '').trim() === '' ? ['README.md is missing'] : []),
    ...PAGES.filter((path) => text(path)?.trim() === '' || (path === 'CHANGELOG.md' && text(path) === undefined)).map(
      (path) => `${path} is missing or empty`,
    ),
    ...manifestFaults(schemas),
    ...schemaFaults(text(schemas?.schemas?.[0]?.path ?? '')),
  ];
}

/** Only the first schema is read. */
function manifestFaults(manifest: Schemas | null): string[] {
  const [first] = manifest?.schemas ?? [];
  const reported = {
    title: manifest?.title,
    description: manifest?.description,
    homepage: manifest?.homepage,
    'schemas[0].title': first?.title,
  };
  return [
    ...Object.entries(reported).flatMap(([key, value]) =>
      typeof value === 'string' && value !== '' ? [] : [`schemas.yml: ${key} is missing`],
    ),
    ...(first?.path === PATH ? [] : [`schemas.yml: schemas[0].path is not ${PATH}`]),
  ];
}

function schemaFaults(text: string | undefined): string[] {
  if (text === undefined) return ['the schema is missing'];
  let schema: Schema;
  try {
    schema = JSON.parse(text) as Schema;
  } catch {
    return ['the schema is not JSON'];
  }
  return [...metaFaults(schema), ...pageFaults(schema)];
}

/** `check_schema` of the dialect that the schema names. */
function metaFaults(schema: Schema): string[] {
  const ajv = schema.$schema?.includes('2020-12')
    ? new Ajv2020({ strict: false, logger: false })
    : new Ajv({ strict: false, logger: false });
  if (ajv.validateSchema(schema) === true) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => `the schema is none: ${instancePath} ${message ?? ''}`);
}

/** The page that is generated of a schema wants properties at the root, definitions under their draft-07 name, and a text for each property. */
function pageFaults(schema: Schema): string[] {
  const properties = allProperties(schema);
  const silent = [...properties].filter(([, property]) => !says(property, schema));
  const elsewhere = [...text(schema).matchAll(/"\$ref":"(?!#\/definitions\/)[^"]*"/g)];
  return [
    ...(schema['properties'] === undefined ? ['the schema has no properties at its root'] : []),
    ...elsewhere.map(([reference]) => `${reference} is not under #/definitions/`),
    ...silent.map(([path]) => `${path} has neither title nor description`),
  ];
}

const text = (schema: Schema): string => JSON.stringify(schema);

/** A property says what it is, or what it refers to does. */
function says(property: Schema, root: Schema): boolean {
  const referred = [property, ...((property['allOf'] as Schema[] | undefined) ?? [])].map(({ $ref }) => definitionOf(root, $ref));
  return [property, ...referred].some((one) => (one?.title ?? one?.description ?? '') !== '');
}

const definitionOf = (root: Schema, reference = ''): Schema | undefined =>
  (root['definitions'] as Record<string, Schema> | undefined)?.[reference.replace('#/definitions/', '')];

function* allProperties(value: unknown, path = ''): Generator<[string, Schema]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    // What a branch of a choice says of a property that stands elsewhere only constrains it.
    if (/^(anyOf|oneOf)$/.test(key)) continue;
    if (key === 'properties' && !path.endsWith('/properties'))
      for (const [name, property] of Object.entries(inside as Record<string, Schema>)) yield [`${path}/${name}`, property];
    yield* allProperties(inside, `${path}/${key}`);
  }
}
