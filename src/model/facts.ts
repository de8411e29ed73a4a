import { RECORD_KINDS, type RecordKind } from './kinds.ts';
import { recordSchema, resolve } from './tree.ts';
import type { Release } from './releases.ts';
import type { Model } from './types.ts';

/** What distinguishes a version in a file that does not declare its own: structure of the root, names and codes in records. */
export type VersionFacts = Release &
  Pick<Model, 'lists' | 'unicodePatterns'> & {
    layout: 'flat' | 'by-kind';
    names: Record<RecordKind, string[]>;
    /** Of these, the names that every record has. */
    required: Record<RecordKind, string[]>;
    codes: Record<RecordKind, Record<string, unknown[]>>;
  };

export function versionFacts(model: Model, release: Release): VersionFacts {
  const byKind = <T>(of: (kind: RecordKind) => T) =>
    Object.fromEntries(RECORD_KINDS.map((kind) => [kind, of(kind)])) as Record<RecordKind, T>;
  return {
    version: release.version,
    status: release.status,
    ...(release.expectedVersion !== undefined && { expectedVersion: release.expectedVersion }),
    layout: model.lists.some(({ path }) => path === '/marches') ? 'flat' : 'by-kind',
    lists: model.lists,
    unicodePatterns: model.unicodePatterns,
    // `_type` came and went under patch numbers: it says nothing about the family.
    names: byKind((kind) => Object.keys(recordSchema(model, kind).properties ?? {}).filter((name) => !name.startsWith('_'))),
    required: byKind((kind) => recordSchema(model, kind).required ?? []),
    codes: byKind((kind) => codesByName(model, kind)),
  };
}

function codesByName(model: Model, kind: RecordKind): Record<string, unknown[]> {
  const codes: Record<string, unknown[]> = {};
  for (const [name, property] of Object.entries(recordSchema(model, kind).properties ?? {})) {
    const allowed = resolve(model.schema, property).enum;
    if (allowed) codes[name] = allowed;
  }
  return codes;
}
