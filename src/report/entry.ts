/** What programs read of a finding and of a file: the same keys in `json` and `ndjson`. */
import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Described } from '../messages.ts';
import { safeJson } from '../../packages/base/src/visible.ts';
import { boundedParams, boundedRecord } from './bounded.ts';
import type { FileSummary } from './types.ts';

export type FindingEntry = Finding & { message: string };

export function findingEntry(finding: Finding, { text }: Described): FindingEntry {
  const { code, severity, path, record, position, params } = finding;
  return {
    code,
    severity,
    path,
    ...(record && { record: boundedRecord(record) }),
    ...(position && { position }),
    message: text,
    params: boundedParams(params),
  };
}

/** All but the name of the file and its findings, which stand before. */
export function summaryEntry(summary: FileSummary, lang: Lang, truncated: boolean): Record<string, unknown> {
  const { format, version, versionDetected, versionReason, proposal, sha256, schemaVerdict, verdict, records, counts, rules } =
    summary;
  const reason = versionReason === null ? null : versionReason[lang];
  return {
    ...{ sha256, format, version, versionDetected, versionReason: reason },
    ...(proposal && { proposal }),
    ...{ schemaVerdict, verdict, records, counts },
    rules: rules ?? null,
    truncated,
  };
}

/** JSON that no terminal takes for a command. */
export const toJson = (value: unknown): string => safeJson(JSON.stringify(value));
