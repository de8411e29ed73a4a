/** OCDS 1.1.5 with the extensions that we name and our own, from the documents beside the clone: the schema as it is, which is open, and a closed copy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { default as AjvDraft04 } from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { isObject } from '../../packages/base/src/json.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { SHARED, readJsonFile } from '../support/engine.ts';

const OCDS = `${SHARED}ocds/`;
export const hasStandard = existsSync(`${OCDS}standard/release-schema.json`);
export const WITHOUT_STANDARD = 'the schemas of OCDS are not beside this clone: the profile of what we emit keeps watch';

type Fields = Record<string, unknown>;
type Validate = ((value: unknown) => boolean) & {
  errors?: { instancePath: string; message?: string; keyword: string; params: object }[] | null;
};
export type Judge = { open: Validate; closed: Validate };

const read = (path: string): Fields => JSON.parse(readFileSync(`${OCDS}${path}`, 'utf8')) as Fields;

/** JSON Merge Patch (RFC 7396), by which extensions change the schema. */
function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const before = isObject(target) ? target : {};
  const kept = Object.entries({ ...before, ...patch }).filter(([key]) => patch[key] !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, Object.hasOwn(patch, key) ? patched(before[key], value) : value]));
}

/** The release schema with all extensions; `own`: with ours too. */
function releaseSchema(own: boolean): Fields {
  let schema = read('standard/release-schema.json');
  for (const name of readdirSync(`${OCDS}extensions`))
    schema = patched(schema, read(`extensions/${name}/release-schema.json`)) as Fields;
  return (own ? patched(schema, readJsonFile('dist/ocds/release-schema.json')) : schema) as Fields;
}

/** The open codelists of the values at some paths of a release. */
export function openCodelists(paths: readonly string[]): Set<string> {
  const schema = releaseSchema(true);
  const lists = paths.flatMap((path) => {
    const codelists: string[] = [];
    path.split('/').reduce<unknown>((node, name) => {
      const inner = member(node, name, schema);
      if (isObject(inner) && inner['openCodelist'] === true) codelists.push(String(inner['codelist']).replace('.csv', ''));
      return inner;
    }, schema);
    return codelists;
  });
  return new Set(lists);
}

/** The schema of a member of an object, or of the items of a list. */
function member(node: unknown, name: string, schema: Fields): unknown {
  if (!isObject(node)) return undefined;
  const {
    properties,
    items,
    $ref,
    anyOf = [],
    oneOf = [],
  } = node as { properties?: Fields; $ref?: string; anyOf?: unknown[]; oneOf?: unknown[]; items?: unknown };
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  const others = [items, ...anyOf, ...oneOf, $ref === undefined ? undefined : valueAt(schema, $ref.slice(1))];
  for (const other of others) {
    const found = member(other, name, schema);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A copy in which every object that has properties accepts no others. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (!isObject(node)) return node;
  const copy: Fields = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if (isObject(node['properties']) && node['patternProperties'] === undefined && isType(node, 'object'))
    copy['additionalProperties'] = false;
  return copy;
}

const isType = ({ type }: Fields, name: string): boolean => type === name || (Array.isArray(type) && type.includes(name));

const Ajv = createRequire(import.meta.url)('ajv-draft-04') as typeof AjvDraft04;

function compiled(schema: Fields, others: readonly Fields[] = []): Validate {
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false });
  (addFormats as unknown as (ajv: unknown) => void)(ajv);
  for (const other of others) ajv.addSchema(other, other['id'] as string);
  return ajv.compile(schema);
}

/** The judges of one release. `own`: whether our own extension is known. */
export function releaseJudge(own = true): Judge {
  const schema = releaseSchema(own);
  return { open: compiled(schema), closed: compiled(closed({ ...schema, id: 'closed' }) as Fields) };
}

/** The judge of a package, whose schema refers to the release schema by its address. */
export function packageJudge(kind: 'release' | 'record'): Validate {
  const schema = releaseSchema(true);
  const versioned = { id: 'https://standard.open-contracting.org/schema/1__1__5/versioned-release-validation-schema.json' };
  return compiled(read(`standard/${kind}-package-schema.json`), [schema, versioned]);
}

export const errorsOf = (validate: Validate, value: unknown): string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
      );
