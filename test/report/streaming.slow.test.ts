import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { describe } from '../../src/messages.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { csvReport } from '../../src/report/csv.ts';
import { htmlReport } from '../../src/report/html.ts';
import { jsonReport } from '../../src/report/json.ts';
import { ndjsonReport } from '../../src/report/ndjson.ts';
import { createTally, OTHER_FIELDS } from '../../src/report/summary.ts';
import { textReport } from '../../src/report/text.ts';
import type { Report } from '../../src/report/types.ts';
import { usedHeap } from '../support/heap.ts';
import { NIGHT } from '../support/tier.ts';
import { contextIn } from '../messages/context.ts';
import { LISTING, OPTIONS, WRONG } from './files.ts';

/** So many that a report which kept them would need several times the memory that it may. */
const MANY = NIGHT ? 500_000 : 100_000;
/** Bytes for each finding: what is kept of one takes several times as many. */
const KEPT = 120;
const context = contextIn('fr');

const nth = (i: number): Finding =>
  findingOf(
    'schema.type',
    `/marches/marche/${String(i)}/montant`,
    { expected: ['number'], value: String(i) },
    { record: { kind: 'marche', index: i, id: `2024-${String(i)}` }, position: { offset: i * 900, line: i, column: 1 } },
  );

/** Characters written for many findings; what a report keeps meanwhile shows in the memory in use. */
function run(report: Report): { written: number; kept: number } {
  const message = describe(nth(0), context, 'fr');
  let written = report.start().length + report.file({ file: 'grand.json' }).length;
  const before = usedHeap();
  for (let i = 0; i < MANY; i += 1) {
    written += report.finding(nth(i), () => message).length;
  }
  const kept = usedHeap() - before;
  return { written: written + report.endFile(WRONG.summary).length + report.end().length, kept };
}

const options = { ...OPTIONS, lang: 'fr' as const };

test.each<[string, Report, number]>([
  ['text', textReport({ ...options, listing: LISTING }), 1000],
  ['html', htmlReport(options), 1000],
  ['json', jsonReport(options), MANY * 200],
  ['ndjson', ndjsonReport(options), MANY * 200],
  ['csv', csvReport(options), MANY * 100],
])('%s passes very many findings without keeping them', (_, report, atLeast) => {
  const { written, kept } = run(report);
  expect(written).toBeGreaterThan(atLeast / 2);
  expect(kept).toBeLessThan(MANY * KEPT);
});

test('a message is only made for a finding that is shown', () => {
  let made = 0;
  const report = textReport({ ...options, listing: LISTING });
  report.file({ file: 'grand.json' });
  for (let i = 0; i < 10_000; i += 1) {
    const finding = nth(i);
    report.finding(finding, () => {
      made += 1;
      return describe(finding, context, 'fr');
    });
  }
  expect(made).toBeLessThan(10);
});

test('findings are counted by code and field, with the records that they hit and the first places', () => {
  const tally = createTally();
  const add = (finding: Finding): void => {
    tally.add(finding, () => describe(finding, context, 'fr'));
  };
  for (const i of [0, 0, 1, 2, 3]) add(nth(i));
  add(findingOf('schema.required', '/marches/marche/0', { property: 'montant' }, { record: { kind: 'marche', index: 0 } }));
  const [types, required] = tally.groups();
  expect(types).toMatchObject({ code: 'schema.type', key: '/marches/marche/*/montant', count: 5, records: 4 });
  expect(types?.places.map(({ record }) => record?.index)).toEqual([0, 0, 1]);
  expect(required).toMatchObject({
    code: 'schema.required',
    key: '/marches/marche/*/montant',
    count: 1,
    field: 'Montant (montant)',
  });
});

test('unknown names without end share one group, and none is lost from the counts', () => {
  const tally = createTally({ maxGroups: 10 });
  for (let i = 0; i < 1000; i += 1) {
    const property = `${'x'.repeat(2000)}${String(i)}y`;
    const finding = findingOf('schema.additionalProperties', `/marches/marche/0/n${String(i)}n/${property}`, { property });
    tally.add(finding, () => describe(finding, context, 'fr'));
  }
  const groups = tally.groups();
  expect(groups).toHaveLength(11);
  expect(groups[0]).toMatchObject({ key: OTHER_FIELDS, count: 990, field: '' });
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
});
