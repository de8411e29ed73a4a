/**
 * The `ndjson` report: one line per finding (`type: finding`), and one at the end of each file (`type: summary`). Each line is
 * self-contained.
 */
import { jsonOfText } from '../../packages/base/src/visible.ts';
import { summaryEntry, toJson, findingMembers } from './entry.ts';
import type { Report, ReportOptions } from './types.ts';

const line = (value: unknown): string => `${toJson(value)}\n`;

export function ndjsonReport({ lang, tool, rulesVersion, maxFindings = Infinity }: ReportOptions): Report {
  let head = '';
  let findings = 0;
  return {
    start: () => '',
    file({ file }) {
      head = `{"type":"finding","file":${jsonOfText(file)},`;
      findings = 0;
      return '';
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : `${head}${findingMembers(finding, describe())}\n`;
    },
    endFile: (summary) =>
      line({
        ...{ type: 'summary', file: summary.file, tool, rulesVersion: summary.rules?.version ?? rulesVersion },
        ...summaryEntry(summary, lang, findings > maxFindings),
      }),
    end: () => '',
  };
}
