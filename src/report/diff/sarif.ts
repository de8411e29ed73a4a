/** `sarif`: SARIF 2.1.0 (OASIS), for the code scanning of forges. A kind of change is a rule, a change is a result. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { manyLines } from '../../../packages/schema-diff/src/report.ts';
import { levelOf } from './github.ts';
import type { DiffReport, SourcePlace } from './types.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const;

export function diffSarif(report: DiffReport, { lang }: { lang: Lang }): string {
  const { tool, diff } = report;
  const kinds = [...new Set(diff.changes.map(({ kind }) => kind))].sort();
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, language: lang, rules: kinds.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: diff.changes.map((change) => resultOf(change, kinds.indexOf(change.kind), report, lang)),
      },
    ],
  };
  return `${manyLines(log)}\n`;
}

function resultOf(change: Change, ruleIndex: number, report: DiffReport, lang: Lang) {
  const { kind, path, fingerprint, direction, bump, witnesses } = change;
  return {
    ruleId: kind,
    ruleIndex,
    level: direction === 'none' ? 'none' : LEVELS[levelOf(change, report)],
    ...(direction === 'none' && { kind: 'informational' }),
    message: { text: visible(change.sentence[lang], 1000) },
    locations: [locationOf(path, report.places.get(fingerprint))],
    partialFingerprints: { 'decpChange/v1': fingerprint },
    properties: { direction, bump, ...(witnesses.length > 0 && { witnesses }) },
  };
}

function locationOf(path: string, place: SourcePlace | undefined) {
  const logicalLocations = [{ fullyQualifiedName: path === '' ? '/' : path }];
  if (!place) return { logicalLocations };
  const { file, line, column } = place;
  const region = line === undefined ? {} : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region }, logicalLocations };
}

/** A path as a relative reference (RFC 3986). */
const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
