/** What each code says about its case: code -> params. */
import type { WrittenForm } from '../model/forms.ts';
import type { SchemaErrorParams } from '../../packages/schema-diff/src/errors.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import type { XsdReason } from './published-xsd.ts';

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
  /** `expected` are words of `TOKENS` (`syntax-whole.ts`), or the very characters that could follow. */
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

/** A file that is not XML as it should be. `found` is how it stands in the file, not whole. */
export type XmlSyntaxParams = {
  'xml.not-xml': { found: string };
  'xml.doctype': NoParams;
  'xml.version': { version: string };
  'xml.unknown-encoding': { encoding: string };
  'xml.other-encoding': { encoding: string };
  /** `element` is the innermost one that is not closed. */
  'xml.truncated': { element?: string };
  'xml.mismatched-tag': { open: string; close: string };
  'xml.bad-reference': { found: string };
  /** `code` is the code point. */
  'xml.forbidden-character': { code: number };
  'xml.malformed': { found: string };
  'xml.several-roots': NoParams;
  'xml.text-outside-root': { found: string };
  'xml.duplicate-attribute': { name: string };
  /** In UTF-16 units. */
  'xml.too-long': { limit: number };
};

/** What is particular to a form of XML that is well-formed. */
export type XmlParams = {
  'xml.root': { name: string };
  'xml.namespace': { name: string };
  'xml.attribute': { name: string };
  'xml.repeated-element': { name: string };
  'xml.unexpected-element': { name: string; expected: string };
  'xml.text': { element: string; found: string };
  'xml.date-zone': { zone: string };
  'xml.plural-element': { name: string; expected: string };
  /** `edition` is the version of the XSD; `name` the element that it misses. */
  'xml.published-xsd-refuses': { reason: XsdReason; edition: string; name?: string };
};

/** Tables of a data package: `table` and `column` are names, `key` the numbers of a row as `3/1`, `value` the text of a cell (none where it is empty). */
export type PackageParams = {
  /** `part` is a file of the archive. */
  'package.broken-archive': { part?: string };
  /** In bytes. */
  'package.too-large': { limit: number };
  /** `table`: where the rows of all tables come to the limit. */
  'package.too-many-rows': { table: string; limit: number };
  'package.too-many-columns': { table: string; limit: number };
  /** `limit`: rows without a key, after which the table is left. */
  'package.stopped': { table: string; limit: number };
  /** Findings of `code` that are not told one by one. */
  'package.more': { table?: string; code: string; count: number };
  'package.no-descriptor': NoParams;
  'package.bad-descriptor': { reason: Texts };
  'package.bad-path': { table: string; path: string };
  'package.missing-table': { table: string };
  'package.missing-file': { table: string; file: string };
  'package.unknown-table': { table: string };
  'package.no-header': { table: string };
  'package.missing-column': { table: string; column: string; key: boolean };
  'package.unknown-column': { table: string; column: string };
  'package.duplicate-column': { table: string; column: string };
  'package.cell-count': { table: string; count: number; expected: number };
  'package.stray-quote': { table: string };
  'package.unclosed-quote': { table: string };
  'package.bad-key': { table: string; column: string; value: string | undefined };
  'package.duplicate-row': { table: string; key: string };
  'package.gap': { table: string; expected: number; found: number };
  'package.orphan': { table: string; key: string; parent: string };
  'package.count': { table: string; column: string; count: number; value: string | undefined };
};

/** Tables: `column` is a name as the header gives it, `value` the text of a cell. */
export type TableParams = WorkbookParams & {
  'table.encoding-windows-1252': NoParams;
  /** In bytes. */
  'table.too-large': { limit: number };
  /** `found`: the first cells of the first row; `expected`: some names of columns. */
  'table.no-header': { found: readonly string[]; expected: readonly string[] };
  'table.no-rows': NoParams;
  'table.too-many-columns': { limit: number };
  'table.unknown-column': { column: string; nearest?: readonly string[] };
  /** `first` are the letters of the column that was read. */
  'table.duplicate-column': { column: string; first: string };
  'table.value-without-column': { value: string };
  'table.unclosed-quote': NoParams;
  /** What the columns number `number` counts as number `rank`. */
  'table.gap': { list: string; number: number; rank: number };
  'table.unknown-contrat': { value: string };
  'table.empty-text': NoParams;
  /** In UTF-16 units, as spreadsheets count. */
  'table.text-too-long': { limit: number; length: number };
  'table.list-too-long': { limit: number };
  'table.too-many-rows': { limit: number };
};

export type WorkbookParams = {
  /** In bytes. */
  'table.archive-too-large': { limit: number };
  'table.not-a-workbook': { found: 'ole' | 'ods' | 'other' };
  /** `part` is a file of the archive. */
  'table.broken-workbook': { part?: string };
  'table.unread-sheet': { sheet: string };
  'table.rounded-number': { value: string };
  'table.date-in-text': { value: string };
  /** Without `value` the file holds no result of the formula. */
  'table.formula': { value?: string };
  'table.error-value': { value: string };
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

/** A form of file that is asked for; `form` is its name on the command line. */
export type FormsParams = {
  'output.folder-in-use': { file: string };
  'convert.version-left-out': { form: string; version: string };
  'input.unknown-form': { file: string; known: readonly string[] };
  'input.one-file': { file: string };
  'input.form-of-version': { version: string; form: string; since: string };
  'input.unknown-target': { target: string; known: readonly string[] };
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

/** A release that is made or checked. `said` is the first line of what npm says; `names` are paths of the repository. */
export type ReleaseParams = {
  'input.not-a-release': { file: string };
  'input.unknown-release': { version: string; known: readonly string[] };
  'input.not-a-candidate': { version: string };
  'input.no-npm': { command: string; said: string };
  'input.other-sources': { names: readonly string[]; tag: string };
  'input.shallow-clone': NoParams;
  'input.stale-program': NoParams;
};

/** What a form cannot carry. `path` is the value in the source. */
export type ConvertParams = {
  /** `code` is the code point. */
  'convert.control-character': { form: WrittenForm; code: number };
  'convert.lone-surrogate': { form: WrittenForm };
  'convert.null': { form: WrittenForm };
  /** `value` would read back as another value, or has no place where it stands. */
  'convert.wrong-type': { form: WrittenForm; value: unknown };
  'convert.empty-text': { form: WrittenForm };
  'convert.empty-list': { form: WrittenForm };
  'convert.empty-object': { form: WrittenForm };
  'convert.unknown-property': { form: WrittenForm; property: string };
};

export type Params = SchemaErrorParams &
  ConvertParams &
  SchemaParams &
  EncodingParams &
  SyntaxParams &
  StructureParams &
  XmlSyntaxParams &
  XmlParams &
  PackageParams &
  TableParams &
  RulesParams &
  InputParams &
  FormsParams &
  SideParams &
  ReleaseParams;
export type Code = keyof Params;
