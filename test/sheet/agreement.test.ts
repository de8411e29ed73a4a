import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import type { SheetForm } from '../../src/write/sheet/cells.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { GOLDEN, judgeValue, readJsonFile, ROOT } from '../support/engine.ts';
import { oneOfEachKind } from '../support/examples.ts';
import { NIGHT } from '../support/tier.ts';
import { judgeTable } from './helpers.ts';
import { UNFOLDED } from '../support/unfolded.ts';

const version = await loadVersion(GOLDEN);
const OPEN = { csv: openCsv, xlsx: openXlsx, ods: openOds };
const KINDS: RecordKind[] = ['marche', 'contrat-concession'];
const folder = `${UNFOLDED}${GOLDEN}/invalid/`;
const all = readdirSync(ROOT + folder).filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'));
const files = oneOfEachKind(all.map((name) => ROOT + folder + name)).map((path) => basename(path));

/** The records of an example, where it has the form of the standard. */
function recordsOf(file: string): { kind: RecordKind; value: unknown }[] {
  const marches = (readJsonFile(folder + file) as { marches?: Partial<Record<RecordKind, unknown>> } | null)?.marches ?? {};
  return KINDS.flatMap((kind) => (Array.isArray(marches[kind]) ? marches[kind].map((value: unknown) => ({ kind, value })) : []));
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const reported = (findings: readonly Finding[]): string[] => findings.map(({ code, path }) => `${code} ${path}`).sort();

/** A table in CSV is written of every example, a workbook of each kind of one in three, of every one in the night: what is found in a cell does not hang on how the cell was packed. */
const FORMS: SheetForm[] = ['csv', 'xlsx', 'ods'];
const takenBy = (form: SheetForm): string[] => files.filter((_, i) => NIGHT || form === 'csv' || i % 3 === FORMS.indexOf(form));

describe.each(FORMS)('an invalid example that %s can hold', (form) => {
  const taken = takenBy(form);
  let carried = 0;

  test.each(taken)('%s has the findings of its JSON twin, each at its cell', (file) => {
    const records = safely(() => recordsOf(file)) ?? [];
    const table = createTable(version.model, form);
    const lost = records.flatMap(({ kind, value }) => table.add(kind, value));
    if (lost.length > 0 || records.length === 0) return;
    carried += 1;
    const marches: Partial<Record<RecordKind, unknown[]>> = {};
    for (const { kind, value } of records) (marches[kind] ??= []).push(value);
    const judged = judgeTable(OPEN[form], table.bytes(), version);
    const twin = judgeValue({ marches }, version);
    expect(reported(judged.findings)).toEqual(reported(twin.findings));
    expect(judged).toMatchObject({ schemaVerdict: twin.schemaVerdict, records: twin.records });
    for (const finding of judged.findings) expect(finding.position?.cell?.row, finding.path).toBeGreaterThan(1);
  });

  test('is most of them', () => expect(carried).toBeGreaterThan(taken.length / 2));
});
