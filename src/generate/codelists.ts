import { stringify } from 'csv-stringify/browser/esm/sync';
import { CODE_COLUMNS } from '../model/codelists.ts';
import type { Code, Model } from '../model/types.ts';
import { subschemas } from '../model/tree.ts';
import type { GeneratedFile } from './types.ts';

/**
 * Each codelist of a version as CSV (RFC 4180, UTF-8 without BOM, the columns of `schema/<version>/codelists/`) and as JSON, and
 * `codelists.json`, which lists them with the fields that take their codes. `readCodelists` reads the CSV files back.
 */
export function codelists(model: Model): GeneratedFile[] {
  const names = Object.keys(model.codelists).sort();
  const files = names.flatMap((name) => listFiles(model, name, model.codelists[name] ?? []));
  return [...files, { path: 'codelists.json', text: print(index(model, names)) }];
}

const print = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const listFiles = ({ version }: Model, name: string, codes: Code[]): GeneratedFile[] => [
  { path: `codelists/${name}.csv`, text: csv(codes) },
  { path: `codelists/${name}.json`, text: print({ name, version, codes }) },
];

/** A line break in a cell is quoted whichever it is: by default only the one that ends the rows would be. */
const csv = (codes: Code[]): string =>
  stringify([CODE_COLUMNS, ...codes.map((code) => CODE_COLUMNS.map((column) => code[column]))], {
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  });

const index = (model: Model, names: string[]) => ({
  version: model.version,
  codelists: names.map((name) => ({
    name,
    codes: model.codelists[name]?.length ?? 0,
    fields: fieldsOf(model, name),
    csv: `codelists/${name}.csv`,
    json: `codelists/${name}.json`,
  })),
});

/** Identifiers of the fields whose values, or items, are codes of the list. */
function fieldsOf(model: Model, list: string): string[] {
  const ids = [...subschemas(model.schema)]
    .filter(([, schema]) => schema['x-codelist'] === list || schema.items?.['x-codelist'] === list)
    .flatMap(([, schema]) => schema['x-field'] ?? []);
  return [...new Set(ids)].sort();
}
