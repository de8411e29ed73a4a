/** The reports for programs and spreadsheets: those of `decp validate`, of the findings that were kept. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { csvReport } from '../../../../src/report/csv.ts';
import { jsonReport } from '../../../../src/report/json.ts';
import type { FileSummary, Report, ReportOptions } from '../../../../src/report/types.ts';
import { type KeptFinding, wordsOf } from '../kept.ts';

export type Tool = { name: string; version: string };

/** The input of all reports. `left`: number of findings that were counted but not kept. */
export type Reported = { lang: Lang; tool: Tool; summary: FileSummary; findings: readonly KeptFinding[]; left: number };

export const jsonPieces = (reported: Reported): Generator<string> => pieces(jsonReport(optionsOf(reported)), reported);

/** For the spreadsheets of those who use the page. */
export const csvPieces = (reported: Reported): Generator<string> =>
  pieces(csvReport({ ...optionsOf(reported), dialect: 'excel' }), reported);

const optionsOf = ({ lang, tool, summary, findings }: Reported): ReportOptions => ({
  ...{ lang, tool, rulesVersion: summary.rules?.version ?? null },
  maxFindings: findings.length,
});

function* pieces(report: Report, { summary, findings, left }: Reported): Generator<string> {
  yield report.start([summary.file]);
  yield report.file(summary);
  for (const finding of findings) yield report.finding(finding, () => wordsOf(finding));
  // One more than it may list: the report then says that it does not have them all.
  const last = findings.at(-1);
  if (left > 0 && last) yield report.finding(last, () => wordsOf(last));
  yield report.endFile(summary);
  yield report.end();
}
