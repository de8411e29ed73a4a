/**
 * The forms in which files are written, each with what the name of such a file ends with. The only list of them: the choices of `--to`, the words of findings
 * and the sinks of a conversion follow from it. The forms that can be read are in `src/read/forms.ts`.
 */
export const EXTENSIONS = {
  json: '.json',
  xml: '.xml',
  csv: '.csv',
  xlsx: '.xlsx',
  ods: '.ods',
  /** The data package: tables for machines. */
  package: '.zip',
} as const;

export type WrittenForm = keyof typeof EXTENSIONS;

export const WRITTEN_FORMS = Object.keys(EXTENSIONS) as WrittenForm[];

/** The forms of a table that a person completes, which each kind of spreadsheet opens. */
export const TABLE_FORMS: readonly ['xlsx', 'ods', 'csv'] = ['xlsx', 'ods', 'csv'];

export type TableForm = (typeof TABLE_FORMS)[number];

/**
 * What contracts are exported to: OCDS, as a package of releases, or of records, one for each process. Unlike a form it is another standard, with identifiers of its own;
 * only the command line writes it.
 */
export const EXPORTED_FORMS = ['ocds', 'ocds-records'] as const;

export type ExportedForm = (typeof EXPORTED_FORMS)[number];

/** What the name of a file of OCDS ends with. */
export const OCDS_EXTENSION = '.ocds.json';

/** Whether a file is read as OCDS, by its name: its bytes are JSON as others. */
export const isOcdsName = (file: string): boolean => /\.ocds\.json(\.gz)?$/i.test(file);

export type OutputForm = WrittenForm | ExportedForm;
