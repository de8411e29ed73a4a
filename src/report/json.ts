/**
 * The `json` report: one object for all files, one finding per line. Findings precede the summary of their file, so that they can
 * be written while the file is read.
 */
import { summaryEntry, toJson, findingMembers } from './entry.ts';
import type { Finding } from '../finding.ts';
import { skippedEntry } from './skipped.ts';
import type { Report, ReportOptions } from './types.ts';

export function jsonReport({ lang, tool, rulesVersion, maxFindings = Infinity }: ReportOptions): Report {
  let files = 0;
  let findings = 0;
  return {
    start: () => `{"tool":${toJson(tool)},"rulesVersion":${toJson(rulesVersion)},"files":[`,
    file({ file }) {
      findings = 0;
      files += 1;
      return `${files > 1 ? ',' : ''}\n{"file":${toJson(file)},"findings":[`;
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : `${findings > 1 ? ',' : ''}\n{${findingMembers(finding, describe())}`;
    },
    ...(maxFindings < Infinity && {
      count: (_: number, more: readonly Finding[]): boolean => {
        if (findings < maxFindings) return false;
        findings += more.length;
        return true;
      },
    }),
    endFile: (summary) => `\n],${toJson(summaryEntry(summary, lang, findings > maxFindings)).slice(1)}`,
    end: (skipped = []) =>
      `\n]${skipped.length === 0 ? '' : `,"skipped":${toJson(skipped.map((one) => skippedEntry(one, lang)))}`}}\n`,
  };
}
