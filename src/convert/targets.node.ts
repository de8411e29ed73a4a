import { extname } from 'node:path';
import { InputError } from '../finding.ts';
import type { FormName } from '../read/forms.ts';

const BY_EXTENSION: Readonly<Record<string, FormName>> = {
  '.json': 'json',
  '.xml': 'xml',
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.zip': 'package',
};

/** The form to write: the one asked for, else the one that the name of the output says. Throws an InputError where neither says it. */
export function targetOf(output: string, asked: FormName | undefined): FormName {
  if (asked !== undefined) return asked;
  const extension = extname(output).toLowerCase();
  const form = output.endsWith('/') ? 'package' : BY_EXTENSION[extension];
  if (form === undefined) throw new InputError('input.unknown-form', { file: output, known: Object.keys(BY_EXTENSION) });
  return form;
}
