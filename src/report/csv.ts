/**
 * The `csv` report: a translated header and one finding per row (RFC 4180, UTF-8 without BOM). Cells cannot become formulas in
 * spreadsheets.
 */
import type { CellPlace, Finding, RecordRef } from '../finding.ts';
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
const SPECIAL = /[",\r\n]/;

/** A cell of text. Written here and not by a library, since a report may have half a million rows of sixteen cells. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return SPECIAL.test(text) ? `"${text.includes('"') ? safe.replaceAll('"', '""') : safe}"` : safe;
}

const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** Cells taken from the file: no control characters, and no longer than a person reads. */
const own = (text: string | undefined): string => visible(text ?? '', 300);

/** `Marchés!F12`, as spreadsheets write it; `12` for a whole row. */
const cellOf = (cell: CellPlace | undefined): string =>
  cell ? own(`${cell.sheet === undefined ? '' : `${cell.sheet}!`}${cell.column ?? ''}${String(cell.row)}`) : '';

/** The columns of the message and the remedy, serialised once if messages are shared. */
type Reported = { title: string; advice: string };

const sharedCells = new WeakMap<Described, Reported>();

function reported(message: Described): Reported {
  let cells = message.shared === true ? sharedCells.get(message) : undefined;
  if (cells) return cells;
  const { title, field = '', found, expected, remedy } = message;
  cells = { title: cell(title), advice: [field, found, expected, remedy].map(cell).join(',') };
  if (message.shared === true) sharedCells.set(message, cells);
  return cells;
}

const recordCells = ({ kind, index, id, buyer }: RecordRef): string =>
  `${kind},${String(index + 1)},${cell(own(id))},${cell(own(buyer))}`;

function row(file: string, { severity, code, path, position, record }: Finding, message: Described, lang: Lang): string {
  const { title, advice } = reported(message);
  const place = `${number(position?.line)},${number(position?.column)}`;
  return (
    `${file},${place},${REPORT_CSV[lang].severity({ severity })},${cell(code)},${title},${record ? recordCells(record) : ',,,'},` +
    `${advice},${cell(own(path))},${cell(cellOf(position?.cell))}\r\n`
  );
}

export function csvReport({ lang, maxFindings = Infinity }: ReportOptions): Report {
  let current = '';
  let findings = 0;
  return {
    start: () => `${COLUMNS.map((column) => cell(REPORT_CSV[lang].columns[column]())).join(',')}\r\n`,
    file({ file }) {
      current = cell(own(file));
      findings = 0;
      return '';
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : row(current, finding, describe(), lang);
    },
    endFile: () => '',
    end: () => '',
  };
}
