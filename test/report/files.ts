/** Invented files: what the reports are reported of them. */
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe } from '../../src/messages.ts';
import { findingOf, findingOfInput } from '../../src/messages/finding-of.ts';
import { InputError } from '../../src/finding.ts';
import type { VersionReason } from '../../src/validate/detect.ts';
import * as layout from '../../src/report/layout.ts';
import * as summary from '../../src/report/summary.ts';
import type { Listing } from '../../src/report/text.ts';
import type { FileSummary, Report } from '../../src/report/types.ts';
import { unreadableSummary } from '../../src/report/types.ts';
import { contextIn } from '../messages/context.ts';

export type Reported = { findings: Finding[]; summary: FileSummary };

export const OPTIONS = { tool: { name: 'decp-referentiel', version: '0.1.0' }, rulesVersion: null };

/** What the text report loads at the first finding. */
export const LISTING: Listing = { ...layout, ...summary };

const REASON: VersionReason = {
  by: 'by-kind',
  label: '',
  others: undefined,
  version: '',
  inForce: false,
  unknown: undefined,
};
const NONE = { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 };

const base: FileSummary = {
  file: 'donnees/2024-07.json',
  format: 'json',
  version: '2.0.3',
  versionDetected: '2.0.3',
  versionReason: REASON,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  schemaVerdict: 'valid',
  verdict: 'conforming',
  records: { marche: 380, 'contrat-concession': 3, valid: 383, invalid: 0, conforming: 383 },
  counts: { error: 0, warning: 0, info: 0 },
  toReview: 0,
};

const at = (index: number, column = 5) => ({
  record: { kind: 'marche' as const, index, id: `2024-${String(index + 1).padStart(3, '0')}`, buyer: '21750001600019' },
  position: { offset: 1000 + index * 900, line: 12 + index * 40, column },
});

const cellAt = (index: number, column: string, name: string) => ({
  record: { kind: 'marche' as const, index, id: `2026-0${String(index + 1)}` },
  position: { offset: index, line: index + 2, column: 1, cell: { sheet: 'Marchés', row: index + 2, column, name } },
});

const PROCEDURES = ['Procédure adaptée', "Appel d'offres ouvert", "Appel d'offres restreint"];

const wrong: Finding[] = [
  findingOf('encoding.bom', '', {}, { position: { offset: 0, line: 1, column: 1 } }),
  ...Array.from({ length: 45 }, (_, i) =>
    findingOf(
      'schema.enum',
      `/marches/marche/${String(i)}/procedure`,
      { allowed: PROCEDURES, value: 'Procédure Adaptée' },
      at(i),
    ),
  ),
  ...Array.from({ length: 380 }, (_, i) =>
    findingOf('schema.additionalProperties', `/marches/marche/${String(i)}/_type`, { property: '_type' }, at(i, 7)),
  ),
  findingOf('schema.required', '/marches/marche/7', { property: 'dateNotification' }, at(7)),
  findingOf('schema.required', '/marches/marche/9/titulaires/0', { property: 'titulaire' }, at(9)),
  findingOf(
    'schema.pattern',
    '/marches/marche/9/titulaires/0/titulaire/id',
    { pattern: '^[0-9]{14}$', value: '217 500 016 00019' },
    at(9),
  ),
  findingOf(
    'schema.minimum',
    '/marches/contrat-concession/0/montant',
    { limit: 1, value: 0 },
    { record: { kind: 'contrat-concession', index: 0 }, position: { offset: 999_999, line: 20_412, column: 18 } },
  ),
];

export const CONFORMING: Reported = { findings: [], summary: base };

export const WITH_BOM: Reported = {
  findings: wrong.slice(0, 1),
  summary: { ...base, file: 'donnees/avec-bom.json', counts: { error: 0, warning: 0, info: 1 } },
};

/** No error, and something that a person must look at. */
export const TO_REVIEW: Reported = {
  findings: [
    findingOf('table.formula', '/marches/marche/0/montant', { value: '184500' }, cellAt(0, 'T', 'montant')),
    findingOf('table.date-in-text', '/marches/marche/2/id', { value: '2026-01-01' }, cellAt(2, 'A', 'id')),
  ],
  summary: {
    ...base,
    file: 'donnees/marches-dates.xlsx',
    format: 'xlsx',
    verdict: 'to-review',
    records: { ...NONE, marche: 3, valid: 3, conforming: 3 },
    counts: { error: 0, warning: 2, info: 0 },
    toReview: 1,
    next: 'decp convert donnees/marches-dates.xlsx donnees/marches-dates.json',
  },
};

export const WRONG: Reported = {
  findings: wrong,
  summary: {
    ...base,
    file: 'donnees/2024-08.json',
    schemaVerdict: 'invalid',
    verdict: 'not-conforming',
    records: { marche: 380, 'contrat-concession': 3, valid: 2, invalid: 381, conforming: 2 },
    counts: { error: 429, warning: 0, info: 1 },
  },
};

export const BROKEN: Reported = {
  findings: [
    findingOf('syntax.trailing-comma', '/marches/marche/1', {}, { position: { offset: 2000, line: 60, column: 3 } }),
    findingOf('syntax.truncated', '', {}, { position: { offset: 4000, line: 118, column: 1 } }),
  ],
  summary: {
    ...base,
    file: 'donnees/coupe.json',
    version: '2.0.2',
    schemaVerdict: null,
    verdict: 'not-conforming',
    records: { marche: 3, 'contrat-concession': 0, valid: 2, invalid: 1, conforming: 2 },
    counts: { error: 2, warning: 0, info: 0 },
  },
};

/** The records are right, the file around them is not. */
export const BARE: Reported = {
  findings: [findingOf('structure.bare-list', '', {}, { position: { offset: 0, line: 1, column: 1 } })],
  summary: {
    ...base,
    file: 'donnees/liste.json',
    versionDetected: null,
    schemaVerdict: 'invalid',
    verdict: 'not-conforming',
    records: { ...NONE, marche: 1, valid: 1, conforming: 1 },
    counts: { error: 1, warning: 0, info: 0 },
  },
};

/** A workbook: places are cells. */
export const TABLE: Reported = {
  findings: [
    findingOf(
      'table.unknown-column',
      '',
      { column: 'montan', nearest: ['montant'] },
      { position: { offset: 16_412, line: 1, column: 29, cell: { sheet: 'Marchés', row: 1, column: 'AC', name: 'montan' } } },
    ),
    findingOf(
      'schema.pattern',
      '/marches/marche/9/titulaires/0/titulaire/id',
      { pattern: '^[0-9]{14}$', value: '217 500 016 00019' },
      {
        record: { kind: 'marche', index: 9, id: '2024-010' },
        position: {
          offset: 196_613,
          line: 12,
          column: 6,
          cell: { sheet: 'Marchés', row: 12, column: 'F', name: 'titulaires.1.id' },
        },
      },
    ),
    findingOf(
      'schema.required',
      '/marches/marche/9',
      { property: 'montant' },
      {
        record: { kind: 'marche', index: 9, id: '2024-010' },
        position: { offset: 196_608, line: 12, column: 1, cell: { sheet: 'Marchés', row: 12 } },
      },
    ),
  ],
  summary: {
    ...base,
    file: 'donnees/marches.xlsx',
    schemaVerdict: 'invalid',
    verdict: 'not-conforming',
    records: { ...NONE, marche: 10, valid: 9, invalid: 1, conforming: 9 },
    counts: { error: 3, warning: 0, info: 0 },
  },
};

export const UNREADABLE: Reported = {
  findings: [findingOfInput(new InputError('syntax.empty', {}, { offset: 0, line: 1, column: 1 }))],
  summary: unreadableSummary('donnees/vide.json'),
};

/** All that a report writes for these files. */
export function written(report: Report, files: readonly Reported[], lang: Lang): string {
  let out = report.start(files.map((file) => file.summary.file));
  for (const { findings, summary } of files) {
    out += report.file({ file: summary.file });
    for (const finding of findings) out += report.finding(finding, () => describe(finding, contextIn(lang), lang));
    out += report.endFile(summary);
  }
  return out + report.end();
}
