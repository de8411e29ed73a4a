import { parse } from 'csv-parse/sync';
import type { Code } from './types.ts';

const COLUMNS = ['code', 'libelle', 'label_en', 'description', 'source', 'since', 'deprecated', 'replaced_by'];

/** The codelists of a version, by name, from the `codelists/<name>.csv` entries of its files. Throws on a wrong header or a repeated code. */
export function readCodelists(files: ReadonlyMap<string, string>): Record<string, Code[]> {
  const lists: Record<string, Code[]> = {};
  for (const [path, text] of files) {
    const name = /^codelists\/([a-z0-9-]+)\.csv$/.exec(path)?.[1];
    if (name !== undefined) lists[name] = readCodelist(path, text);
  }
  return lists;
}

function readCodelist(path: string, text: string): Code[] {
  const [header, ...rows] = parse(text, { bom: true }) as string[][];
  if (header?.join() !== COLUMNS.join()) throw new Error(`${path}: the header must be ${COLUMNS.join(',')}`);
  const codes = rows.map((row) => Object.fromEntries(COLUMNS.map((column, i) => [column, row[i] ?? ''])) as Code);
  const seen = new Set<string>();
  for (const { code } of codes) {
    if (seen.has(code)) throw new Error(`${path}: the code « ${code} » stands twice`);
    seen.add(code);
  }
  return codes;
}
