import type { RecordKind } from '../../model/kinds.ts';
import type { Attributes } from './parser.ts';

/** The name of an element without the prefix of its namespace. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

export const isRecordKind = (name: string): name is RecordKind => name === 'marche' || name === 'contrat-concession';

/** True where an element stands in a namespace: no version has one. */
export const hasNamespace = (name: string, attributes: Attributes): boolean =>
  name.includes(':') || (attributes['xmlns'] ?? '') !== '';

/** Attributes that say nothing of the data: namespaces, and where a schema is. */
const SILENT = /^xmlns(?::|$)|:(?:schemaLocation|noNamespaceSchemaLocation)$/;

/** The first attribute that should not be there. */
export function strangeAttribute(attributes: Attributes, allowed?: string): string | undefined {
  for (const name in attributes) if (name !== allowed && !SILENT.test(name)) return name;
  return undefined;
}
