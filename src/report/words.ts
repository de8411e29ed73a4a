/** What the text report says, whatever the language. */
import type { CellPlace, Position, RecordRef, Severity } from '../finding.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Group } from './summary.ts';
import type { Forecast } from '../validate/forecast.ts';
import type { FileInfo, FileSummary, RecordCounts, Verdict } from './types.ts';

export type Words = {
  version(info: FileInfo): string;
  conforming(records: RecordCounts): string;
  /** `toMend`: records with an error; 0 when only the file as a whole is wrong. */
  notConforming(records: RecordCounts, toMend: number): string;
  unreadable: string;
  convertFirst: string;
  /** `format` is the form of the file, such as `json`. */
  notSound(format: string): string;
  notJudged: string;
  counts(counts: FileSummary['counts']): string;
  columns: [count: string, records: string, problem: string, field: string];
  /** Mark of a group that is no error. */
  mild: Record<Severity, string>;
  otherFields: string;
  group(group: Group): string;
  record(record: RecordRef): string;
  position(position: Position): string;
  /** How to know more of a code. */
  explain(code: string): string;
  more(n: number): string;
  moreRows(rows: number): string;
  hidden(n: number, how: string): string;
  /** What the national consolidation would do with the records. */
  forecast(forecast: Forecast): string;
  dropped: string;
  reserved: string;
  uncertain: string;
  refusedBySchema(version: string): string;
  notRead: string;
  beyondLimits: string;
  notEvaluated(rules: number): string;
  nothingToDo: string;
  nothingThere: string;
  /** Conforming to a version that is not in force. */
  otherVersion(inForce: string): string;
  /** Judged by the version in force, where the file could be of a version published here, too. A command may follow. */
  proposal(version: string): string;
  readAgain: string;
  /** The file conforms, and some of its records would be left out all the same. */
  dropsForeseen(records: number): string;
  mendFirst(group: Group): string;
  mendFile: string;
  files(n: number, verdicts: Record<Verdict, number>): string;
};

/** `feuille Marchés, ligne 12, colonne F (titulaires.1.id)`: names come from the file and are made safe. */
export function cellWords(
  { sheet, row, column, name }: CellPlace,
  nouns: { sheet: string; row: string; column: string },
): string {
  const named = name === undefined ? '' : ` (${visible(name, 60)})`;
  return [
    ...(sheet === undefined ? [] : [`${nouns.sheet} ${visible(sheet, 40)}`]),
    `${nouns.row} ${String(row)}`,
    ...(column === undefined ? [] : [`${nouns.column} ${column}${named}`]),
  ].join(', ');
}

/** Problem and field of a group, joined as the language does. */
export const subject = ({ title, field }: Group, colon: string): string => (field === '' ? title : `${title}${colon}${field}`);

/** The words of the counts that are not nil. */
export const present = (counted: readonly (readonly [n: number, words: (n: number) => string])[]): string[] =>
  counted.filter(([n]) => n > 0).map(([n, words]) => words(n));

/** One sentence has one full stop, also when it ends with a text of somebody else. */
export const sentence = (text: string): string => text.replace(/\.?$/, '.');
