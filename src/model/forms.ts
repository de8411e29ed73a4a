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
