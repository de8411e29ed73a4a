/**
 * The `csv` report: a translated header and one finding per row, in UTF-8. Cells cannot become formulas in spreadsheets.
 */
import { type CellPlace, type Finding, levelOf, type RecordRef } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { REPORT_CSV } from '../messages/compiled/report-csv.ts';
import type { Described } from '../messages.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Report, ReportOptions } from './types.ts';

const COLUMNS = [
  ...(['file', 'line', 'column', 'severity', 'code', 'problem', 'kind', 'rank', 'id', 'buyer'] as const),
  ...(['field', 'found', 'expected', 'remedy', 'path', 'cell'] as const),
];

/**
 * Characters at the start of a text that make spreadsheets read it as a formula, including the full-width forms that some accept.
 */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** `rfc4180`: commas, no byte order mark, for programs. `excel`: what Excel opens in columns and with accents where the comma is the decimal sign. */
const DIALECTS = {
  rfc4180: { separator: ',', special: /[",\r\n]/, start: '' },
  excel: { separator: ';', special: /[";\r\n]/, start: '\uFEFF' },
} as const;

export type CsvDialect = keyof typeof DIALECTS;

export type CsvOptions = ReportOptions & { dialect?: CsvDialect };

const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** Cells taken from the file: no control characters, and no longer than a person reads. */
const own = (text: string | undefined): string => visible(text ?? '', 300);

/** `Marchés!F12`, as spreadsheets write it; `12` for a whole row. */
const cellOf = (cell: CellPlace | undefined): string =>
  cell ? own(`${cell.sheet === undefined ? '' : `${cell.sheet}!`}${cell.column ?? ''}${String(cell.row)}`) : '';

/** The cells of the message and of the remedy, serialised once if messages are shared. */
type Reported = { title: string; advice: string };

/**
 * Serialises rows of the columns above, and of others after them. Written here and not by a library, since a report may have half a million rows of sixteen cells.
 */
export function csvRows(dialect: CsvDialect, lang: Lang, others: readonly string[] = []) {
  const { separator, special, start } = DIALECTS[dialect];
  const sharedCells = new WeakMap<Described, Reported>();
  const cell = (text: string): string => {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return special.test(text) ? `"${text.includes('"') ? safe.replaceAll('"', '""') : safe}"` : safe;
  };
  const reported = (message: Described): Reported => {
    let cells = message.shared === true ? sharedCells.get(message) : undefined;
    if (cells) return cells;
    const { title, field = '', found, expected, remedy } = message;
    cells = { title: cell(title), advice: [field, found, expected, remedy].map(cell).join(separator) };
    if (message.shared === true) sharedCells.set(message, cells);
    return cells;
  };
  const noRecord = separator.repeat(3);
  const recordCells = ({ kind, index, id, buyer }: RecordRef): string =>
    [kind, String(index + 1), cell(own(id)), cell(own(buyer))].join(separator);
  const titles = COLUMNS.map((column) => REPORT_CSV[lang].columns[column]());
  const s = separator;
  return {
    header: `${start}${[...titles, ...others].map(cell).join(s)}\r\n`,
    file: (name: string): string => cell(own(name)),
    /** `further`: the cells of the other columns. */
    row: (file: string, finding: Finding, message: Described, further: readonly string[] = []): string => {
      const { code, path, position, record } = finding;
      const { title, advice } = reported(message);
      const last = further.length === 0 ? '' : `${s}${further.map((text) => cell(own(text))).join(s)}`;
      const place = `${number(position?.line)}${s}${number(position?.column)}`;
      return (
        `${file}${s}${place}${s}${REPORT_CSV[lang].severity({ level: levelOf(finding) })}${s}${cell(code)}${s}${title}${s}` +
        `${record ? recordCells(record) : noRecord}${s}${advice}${s}${cell(own(path))}${s}${cell(cellOf(position?.cell))}${last}\r\n`
      );
    },
  };
}

export function csvReport({ lang, maxFindings = Infinity, dialect = 'rfc4180' }: CsvOptions): Report {
  const { header, file: fileCell, row } = csvRows(dialect, lang);
  let current = '';
  let findings = 0;
  return {
    start: () => header,
    file({ file }) {
      current = fileCell(file);
      findings = 0;
      return '';
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : row(current, finding, describe());
    },
    endFile: () => '',
    end: () => '',
  };
}
