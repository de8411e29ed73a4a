/** Reads the external lists that rules use from `schema/nomenclatures/`, during the build. */
import { parse } from 'csv-parse/sync';
import { readInParts, SourceError } from '../model/source-error.ts';
import type { Nomenclatures, NOMENCLATURE_NAMES } from './nomenclature-names.ts';
import { RULES_CHECK } from '../messages/compiled/rules-check.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

const FOLDER = 'schema/nomenclatures';

type Source = { file: RegExp; column: string };

const SOURCES: Readonly<Record<(typeof NOMENCLATURE_NAMES)[number] | 'cpv', Source>> = {
  cpv: { file: /^cpv-\d{4}\.csv$/, column: 'code' },
  'cog-communes': { file: /^cog-\d{4}-communes\.csv$/, column: 'code' },
  'cog-departements': { file: /^cog-\d{4}-departements\.csv$/, column: 'code' },
  'cog-regions': { file: /^cog-\d{4}-regions\.csv$/, column: 'code' },
  'cog-arrondissements': { file: /^cog-\d{4}-arrondissements\.csv$/, column: 'code' },
  'pays-alpha2': { file: /^pays-iso-3166\.csv$/, column: 'alpha2' },
  'pays-alpha3': { file: /^pays-iso-3166\.csv$/, column: 'alpha3' },
};

/**
 * The lists, from CSV texts by file name (`cpv-2008.csv`, `cog-2026-communes.csv`…); of several editions, the newest year.
 * All codes of a file are in its list, whatever the other columns hold: for communes, current ones, delegated and associated ones, the
 * arrondissements of Paris, Lyon and Marseille, and former codes, since older contracts have the commune of their time.
 * Throws a `SourceError` when a list has no file, or a file no such column, with those of the other lists beside it.
 */
export const readNomenclatures = (files: ReadonlyMap<string, string>): Nomenclatures =>
  readInParts((part) => {
    const lists: Record<string, string[]> = {};
    for (const [name, source] of Object.entries(SOURCES)) part(() => (lists[name] = readCodes(files, source)));
    return lists;
  });

function readCodes(files: ReadonlyMap<string, string>, { file, column }: Source): string[] {
  const newest = [...files.keys()]
    .filter((name) => file.test(name))
    .sort()
    .at(-1);
  if (newest === undefined) {
    throw new SourceError(
      FOLDER,
      textsOf(RULES_CHECK, (say) => say['nomenclature.no-file']({ source: file.source })),
    );
  }
  return columnOf(newest, files.get(newest) ?? '', column);
}

function columnOf(file: string, text: string, column: string): string[] {
  const [header = [], ...rows] = rowsOf(file, text);
  const at = header.indexOf(column);
  if (at === -1) {
    throw new SourceError(
      `${FOLDER}/${file}`,
      textsOf(RULES_CHECK, (say) => say['nomenclature.no-column']({ column })),
    );
  }
  return rows.map((row) => row[at] ?? '');
}

function rowsOf(file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true });
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    throw new SourceError(
      `${FOLDER}/${file}`,
      textsOf(RULES_CHECK, (say) => say['nomenclature.no-table']({ message })),
      { place: lines === undefined ? undefined : { line: lines, column: 1 } },
    );
  }
}
