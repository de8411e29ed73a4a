/** The Model: one version of the standard, read from its folder. Plain data, so that it can be serialised as JSON and read in a browser. */
import type { RecordKind } from './kinds.ts';
import type { Rule } from './rules.ts';
import type { Texts } from '../../packages/base/src/language.ts';

export type { Texts } from '../../packages/base/src/language.ts';

/** A JSON Schema 2020-12 node as this project writes it: standard keywords of our dialect plus `x-` annotations. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  required?: string[];
  additionalProperties?: boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  uniqueItems?: boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $defs?: Record<string, Schema>;
  title?: string;
  description?: string;
  'x-field'?: string;
  'x-source'?: string;
  'x-codelist'?: string;
  'x-nullable'?: boolean;
  'x-unicode-patterns'?: boolean;
  [annotation: string]: unknown;
};

/** One row of a codelist (`codelists/<name>.csv`). `since` is the version that brought the code. */
export type Code = {
  code: string;
  libelle: string;
  label_en: string;
  description: string;
  source: string;
  since: string;
  deprecated: string;
  replaced_by: string;
};

/** A counterpart in another standard, or (`aucun`) why there is none. */
export type Counterpart = { path: string; note?: Texts; source: string } | { aucun: Texts; source?: string };

/** Advice of a field for a known mistake: `value` is the JSON value found, or the name of the unexpected property. */
/** `write`: the only value that the texts say to write. */
export type Remedy = { finding: string; value: unknown; write?: string | number | boolean } & Texts;

/** The texts of one field in one version. */
export type Field = {
  title: Texts;
  description: Texts;
  source: Texts;
  unit?: Texts;
  examples: unknown[];
  'x-ocds'?: Counterpart;
  'x-eforms'?: Counterpart;
  remedies?: Remedy[];
  /** The name of the elements of a list in XML, where the schema does not define it (before 2.0.1). */
  'x-xml'?: { element: string };
};

/** A list of records. `path` is its JSON Pointer. `kinds` has one kind, or two where the list mixes them; `union` is the keyword that does. */
export type RecordList = { path: string; kinds: RecordKind[]; union?: 'anyOf' | 'oneOf'; uniqueItems: boolean };

export type Model = {
  version: string;
  /** Bundled schema (2020-12): parts inlined under `$defs`, codelists expanded into `enum`, titles and descriptions copied in. */
  schema: Schema;
  lists: RecordList[];
  /**
   * The fields of this version, with its texts; those of other versions that bear the name of something here, since before 2.0.1 a schema does not say which field an element
   * is; and those with advice, since messages advise on names of other versions too.
   */
  fields: Record<string, Field>;
  codelists: Record<string, Code[]>;
  /** In the order of their ids; empty for the versions published before the référentiel. */
  rules: Rule[];
  /** false: patterns count UTF-16 units, as the published 1.x validators did (`.` and astral characters). */
  unicodePatterns: boolean;
};
