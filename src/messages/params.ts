/** What each code says about its case: code -> params. */
import type { Texts } from '../model/texts.ts';

/** Codes whose message needs nothing but the place. */
type NoParams = Record<string, never>;

export type SchemaParams = {
  /** `path` is the object that lacks the property. */
  'schema.required': { property: string };
  /** `path` is the extra key itself. */
  'schema.additionalProperties': { property: string };
  /** `expected` are names of JSON types. */
  'schema.type': { expected: readonly string[]; value: unknown };
  'schema.enum': { allowed?: readonly (string | null)[]; value: unknown; nearest?: readonly string[] };
  'schema.pattern': { pattern: string; value: unknown };
  'schema.minLength': { limit: number; length: number; value: string };
  'schema.maxLength': { limit: number; length: number; value: string };
  'schema.minimum': { limit: number; value: number };
  'schema.maximum': { limit: number; value: number };
  'schema.minItems': { limit: number; count: number };
  /** `path` is the later twin, `first` the pointer of the earlier one. */
  'schema.uniqueItems': { first: string; value?: unknown };
  'schema.anyOf': NoParams;
};

export type EncodingParams = {
  'encoding.bom': NoParams;
  'encoding.invalid-utf8': NoParams;
  'encoding.nul': NoParams;
  'encoding.utf16': NoParams;
};

export type SyntaxParams = {
  'syntax.empty': NoParams;
  'syntax.not-json': NoParams;
  /** `closers` are the brackets that would close what is open at the end, the innermost first. */
  'syntax.truncated': { closers?: string };
  /** What follows could not be read: findings about it are missing. */
  'syntax.rest-not-read': NoParams;
  'syntax.trailing-comma': NoParams;
  'syntax.missing-comma': NoParams;
  /** `value` is `NaN`, `Infinity` or `-Infinity`. */
  'syntax.not-a-number': { value: string };
  'syntax.single-quotes': NoParams;
  'syntax.several-texts': NoParams;
  'syntax.duplicate-key': { key: string };
  /** `code` is the code point. */
  'syntax.control-character': { code: number };
  'syntax.bad-escape': { found: string };
  'syntax.bad-number': { found: string };
  'syntax.comment': NoParams;
  'syntax.unquoted-key': { found: string };
  /** `expected` are words of `expected-tokens.ts`, or the very characters that could follow. */
  'syntax.unexpected': { found: string; expected: readonly string[] };
};

export type StructureParams = {
  'structure.too-deep': { limit: number };
  /** Both in bytes; `size` may be absent when the reader gave up before the end of the record. */
  'structure.record-too-large': { limit: number; size?: number };
  /** `label` is what the file says, `version` the one applied. */
  'structure.version-label': { label: string; version: string };
  'structure.too-many-values': { limit: number };
  'structure.bare-list': NoParams;
  'structure.single-record': NoParams;
  'structure.list-of-another-version': NoParams;
  'structure.wrapper': { name: string };
  /** `found` is the name of a JSON type, or the keys of the root. */
  'structure.no-record-list': { found: string | readonly string[] };
};

export type RulesParams = {
  /** A list of the record is so long that some rules were not run on it. */
  'rules.list-too-long': { limit: number };
  /** No finding says it: the national consolidation would leave the record out. `reason` is the id of a rule, or `schema`. */
  'rules.left-out': { reason: string; version: string };
};

export type InputParams = {
  'input.no-such-file': { file: string };
  /** `reason` is the code of the system (`EACCES`), for programs. */
  'input.not-readable': { file: string; reason?: string };
  'input.bad-gzip': { file?: string };
  'input.empty-folder': { file: string };
  'input.not-built': NoParams;
  'input.unknown-version': { version: string; known: readonly string[] };
  /** `nearest` are the codes that it was probably meant to be. */
  'input.unknown-code': { code: string; nearest: readonly string[] };
  'input.not-a-clone': NoParams;
  'input.not-a-version-number': { version: string };
  'input.version-taken': { version: string };
  'output.is-an-input': { file: string };
  'output.cannot-write': { file: string; reason?: string };
};

/** A side of a comparison. `file`, `folder`, `path` and `name` are as they were given; `reason` says what does not fit, and what to do. */
export type SideParams = {
  'input.no-such-side': { name: string; known: readonly string[] };
  'input.not-a-schema': { file: string };
  /** In bytes. */
  'input.too-large': { file: string; limit: number };
  'input.not-a-version-folder': { folder: string; reason?: Texts };
  'input.no-repository': NoParams;
  'input.no-such-ref': { ref: string };
  'input.not-at-ref': { ref: string; path: string };
  'input.bad-errata': { file: string; reason: Texts };
};

/** A schema that is compared. `at` is a JSON Pointer in it; `message` is what Ajv says, in English. */
export type SchemaSideParams = {
  'input.schema-invalid': { side: 'previous' | 'next' | 'beside'; at: string; message: string };
  'input.schema-bad-pattern': { pattern: string };
  'input.schema-remote': { reference: string };
  'input.schema-no-target': { reference: string };
  'input.schema-bad-address': { address: string };
};

export type Params = SchemaSideParams &
  SchemaParams &
  EncodingParams &
  SyntaxParams &
  StructureParams &
  RulesParams &
  InputParams &
  SideParams;
export type Code = keyof Params;
