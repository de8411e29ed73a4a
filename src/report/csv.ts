/** `csv`: a header in the language, a finding a row (RFC 4180, UTF-8 without BOM). For spreadsheets: cells cannot become formulas. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { CellPlace, Finding, Lang, Severity } from '../finding.ts';
import type { Described } from '../messages.ts';
import { visible } from '../messages/visible.ts';
import type { Report, ReportOptions } from './types.ts';

const HEADERS: Record<Lang, string[]> = {
  fr: 'fichier,ligne,colonne,gravité,code,problème,nature du contrat,rang,identifiant,acheteur,champ,trouvé,attendu,remède,chemin,cellule'.split(
    ',',
  ),
  en: 'file,line,column,severity,code,problem,kind of contract,rank,identifier,buyer,field,found,expected,remedy,path,cell'.split(
    ',',
  ),
};

const SEVERITIES: Record<Lang, Record<Severity, string>> = {
  fr: { error: 'erreur', warning: 'avertissement', info: 'information' },
  en: { error: 'error', warning: 'warning', info: 'information' },
};

type Cell = string | number | undefined;

const row = (cells: readonly Cell[]): string => stringify([cells], { escape_formulas: true, record_delimiter: '\r\n' });

/** Cells taken from the file: no control characters, and no longer than a person reads. */
const own = (text: string | undefined): string => visible(text ?? '', 300);

/** `Marchés!F12`, as spreadsheets write it; `12` for a whole row. */
const cellOf = (cell: CellPlace | undefined): string =>
  cell ? own(`${cell.sheet === undefined ? '' : `${cell.sheet}!`}${cell.column ?? ''}${String(cell.row)}`) : '';

function cells(file: string, finding: Finding, message: Described, lang: Lang): Cell[] {
  const { position, record } = finding;
  return [
    ...[own(file), position?.line, position?.column, SEVERITIES[lang][finding.severity], finding.code, message.title],
    ...[record?.kind, record && record.index + 1, own(record?.id), own(record?.buyer)],
    ...[message.field, message.found, message.expected, message.remedy, own(finding.path), cellOf(position?.cell)],
  ];
}

export function csvReport({ lang, maxFindings = Infinity }: ReportOptions): Report {
  let current = '';
  let findings = 0;
  return {
    start: () => row(HEADERS[lang]),
    file({ file }) {
      current = file;
      findings = 0;
      return '';
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : row(cells(current, finding, describe(), lang));
    },
    endFile: () => '',
    end: () => '',
  };
}
