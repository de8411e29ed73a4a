/** What `datapackage.json` says that the tables of the version do not. It comes from outside: nothing in it is trusted. */
import { InputError } from '../../finding.ts';
import { DESCRIPTOR, DIALECT } from '../../model/table-cells.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { parseJson } from '../json/parse.ts';
import { decode } from './decode.ts';

/** The files of a package by name, such as `marches.csv`. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Path, and pointer in the record of each field that says it. */
export type Resource = { path: string; pointers: Map<string, string> };

/** `schema` is the version of the tables; `said` what the file said beside its records. */
export type Descriptor = { schema: string; said: { version?: unknown; listes?: unknown }; resources: Map<string, Resource> };

/** Throws an InputError where there is no such file, or it describes no package of ours, or leads out of the package. */
export function readDescriptor(files: PackageFiles): Descriptor {
  const bytes = files.get(DESCRIPTOR);
  if (!bytes) throw new InputError('package.no-descriptor');
  const root = parsed(bytes);
  const own = ownOf(root, 'x-decp');
  const schema = ownOf(own, 'schema');
  const resources = ownOf(root, 'resources');
  if (typeof schema !== 'string' || !Array.isArray(resources)) throw bad(NOT_OURS);
  const version = ownOf(own, 'version');
  return {
    schema,
    said: { ...(version !== undefined && { version }), listes: ownOf(own, 'listes') },
    resources: resourcesOf(resources),
  };
}

const bad = (reason: Texts): InputError => new InputError('package.bad-descriptor', { reason });

const NOT_JSON: Texts = { fr: "ce n'est pas du JSON", en: 'it is not JSON' };
const NOT_OURS: Texts = {
  fr: "ce n'est pas celui d'un paquet du référentiel (propriétés « x-decp » et « resources »)",
  en: 'it is not the one of a package of the référentiel (properties “x-decp” and “resources”)',
};
const NAMELESS: Texts = {
  fr: "une table n'y a pas de nom, ou pas de chemin vers un seul fichier",
  en: 'a table in it has no name, or no path to one file',
};
const TWICE: Texts = { fr: 'deux tables y ont le même nom', en: 'two tables in it have the same name' };
const OTHER_DIALECT: Texts = {
  fr: "une table y est annoncée sous une autre forme (en UTF-8, la virgule sépare les cases et les guillemets s'ouvrent et se doublent)",
  en: 'a table in it is announced in another form (in UTF-8, commas separate cells, and quotation marks are doubled)',
};

function parsed(bytes: Uint8Array): unknown {
  const { text, fault } = decode(bytes);
  if (fault) throw bad(NOT_JSON);
  try {
    return parseJson(text);
  } catch {
    throw bad(NOT_JSON);
  }
}

/** A property of its own, or undefined. */
const ownOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

function resourcesOf(list: unknown[]): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  for (const one of list) {
    const [name, path] = [ownOf(one, 'name'), ownOf(one, 'path')];
    if (typeof name !== 'string' || typeof path !== 'string') throw bad(NAMELESS);
    if (resources.has(name)) throw bad(TWICE);
    if (!isOurs(one)) throw bad(OTHER_DIALECT);
    if (!isInside(path)) throw new InputError('package.bad-path', { table: name, path });
    resources.set(name, { path: path.replace(/^(\.\/)+/, ''), pointers: pointersOf(ownOf(one, 'schema')) });
  }
  return resources;
}

/** A relative path without a step upwards: no address, no drive, no backslash. */
const isInside = (path: string): boolean => /^[^/\\:]+(\/[^/\\:]+)*$/.test(path) && !path.split('/').includes('..');

const SAME_DIALECT = ['delimiter', 'quoteChar', 'doubleQuote', 'header'] as const;

function isOurs(resource: unknown): boolean {
  const encoding = ownOf(resource, 'encoding') ?? 'utf-8';
  const dialect = ownOf(resource, 'dialect');
  const other = SAME_DIALECT.some((name) => (ownOf(dialect, name) ?? DIALECT[name]) !== DIALECT[name]);
  return typeof encoding === 'string' && /^utf-?8$/i.test(encoding) && !other;
}

function pointersOf(schema: unknown): Map<string, string> {
  const fields = ownOf(schema, 'fields');
  const pairs = (Array.isArray(fields) ? fields : []).map((field) => [ownOf(field, 'name'), ownOf(field, 'x-pointer')]);
  return new Map(pairs.filter((pair): pair is [string, string] => pair.every((text) => typeof text === 'string')));
}
