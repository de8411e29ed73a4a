/**
 * The `ndjson` report: one line per finding (`type: finding`), one at the end of each file (`type: summary`), and one for each file of a folder
 * that was not checked (`type: skipped`). Each line is self-contained.
 */
import { jsonOfText } from '../../packages/base/src/visible.ts';
import { summaryEntry, toJson, findingMembers, findingParts } from './entry.ts';
import { skippedEntry } from './skipped.ts';
import type { Report, ReportOptions } from './types.ts';

const line = (value: unknown): string => `${toJson(value)}\n`;

export function ndjsonReport({ lang, tool, rulesVersion, maxFindings = Infinity }: ReportOptions): Report {
  let head = '';
  let parts = findingParts('', '');
  let findings = 0;
  return {
    start: () => '',
    file({ file }) {
      head = `{"type":"finding","file":${jsonOfText(file)},`;
      parts = findingParts(head, '\n');
      findings = 0;
      return '';
    },
    finding(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : `${head}${findingMembers(finding, describe())}\n`;
    },
    parts(finding, describe) {
      findings += 1;
      return findings > maxFindings ? '' : parts(finding, describe());
    },
    endFile: (summary) =>
      line({
        ...{ type: 'summary', file: summary.file, tool, rulesVersion: summary.rules?.version ?? rulesVersion },
        ...summaryEntry(summary, lang, findings > maxFindings),
      }),
    end: (skipped = []) => skipped.map((one) => line({ type: 'skipped', ...skippedEntry(one, lang) })).join(''),
  };
}
