/** What the data dictionary says around the texts of the fields, in both languages. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';

export type Words = {
  title: string;
  generated: string;
  intro: (version: string) => string[];
  contents: string;
  file: string;
  kinds: Record<RecordKind, string>;
  codelists: string;
  codelist: string;
  codelistLink: string;
  wholeRecord: string;
  labels: Record<
    'json' | 'xml' | 'type' | 'presence' | 'unit' | 'constraints' | 'codes' | 'source' | 'examples' | 'ocds' | 'eforms' | 'rules',
    string
  >;
  /** Stands between a label and what it names. */
  colon: string;
  types: Record<'text' | 'date' | 'number' | 'integer' | 'boolean' | 'code' | 'object', string>;
  listOf: (item: string) => string;
  envelope: (name: string) => string;
  presence: (required: boolean | undefined, parent: string) => string;
  constraints: {
    minLength: (n: number) => string;
    maxLength: (n: number) => string;
    minimum: (n: number) => string;
    maximum: (n: number) => string;
    minItems: (n: number) => string;
    uniqueItems: string;
    nullable: string;
  };
  none: string;
  severities: Record<Severity, string>;
  codeColumns: string[];
  deprecated: (version: string, replacement: string) => string;
};
