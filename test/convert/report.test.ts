import { expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { jsonConvertReport, textConvertReport } from '../../src/convert/report.ts';
import { describe as described } from '../../src/messages.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { contextIn } from '../messages/context.ts';

type Conversion = Parameters<ReturnType<typeof textConvertReport>['end']>[0];

const TOOL = { name: 'decp-referentiel', version: '0.1.0' };

const conversion = (change: Partial<Conversion>): Conversion => ({
  input: { file: 'in.json', format: 'json' },
  output: { file: 'out.csv', format: 'csv' },
  version: '2.0.3',
  records: { marche: 2, 'contrat-concession': 1 },
  counts: { error: 0, warning: 0, info: 0 },
  written: true,
  ...change,
});

const ONE = { marche: 0, 'contrat-concession': 1 };
const LOSSY = { error: 2, warning: 0, info: 0 };

test.each<[what: string, lang: Lang, change: Partial<Conversion>, sentence: string]>([
  ['all written', 'fr', {}, '3 contrats convertis (version 2.0.3), dans out.csv.'],
  ['all written', 'en', {}, '3 contracts converted (version 2.0.3) into out.csv.'],
  ['one record, of either kind', 'fr', { records: ONE }, '1 contrat converti (version 2.0.3), dans out.csv.'],
  ['one record, of either kind', 'en', { records: ONE }, '1 contract converted (version 2.0.3) into out.csv.'],
  ['a pipe', 'fr', { output: { file: '-', format: 'csv' } }, '3 contrats convertis (version 2.0.3), dans la sortie standard.'],
  ['a pipe', 'en', { output: { file: '-', format: 'csv' } }, '3 contracts converted (version 2.0.3) into standard output.'],
  ['a name with a line break', 'en', { output: { file: 'a\nb.csv', format: 'csv' } }, '(version 2.0.3) into a\\nb.csv.'],
  ['a loss that was asked for', 'fr', { counts: LOSSY }, "dans out.csv. Ce que les constats nomment n'y est pas."],
  ['a loss that was asked for', 'en', { counts: LOSSY }, 'into out.csv. What the findings name is not in it.'],
  ['a loss that was not', 'fr', { counts: LOSSY, written: false }, "Rien n'a été écrit : 2 constats disent ce qui serait perdu"],
  ['a loss that was not', 'en', { counts: LOSSY, written: false }, 'Nothing was written: 2 findings say what would be lost'],
  [
    'one loss',
    'en',
    { counts: { ...LOSSY, error: 1 }, written: false },
    'Nothing was written: 1 finding says what would be lost',
  ],
])('%s is said in a sentence (%s)', (_, lang, change, sentence) => {
  const text = textConvertReport(lang, false, 300).end(conversion(change));
  expect(text).toMatch(/^in\.json\n\n/);
  expect(text).toContain(sentence);
});

const lost = (index: number) => findingOf('convert.null', `/marches/marche/${index}/objet`, { form: 'csv' });

test('what is lost is counted in a table, then shown with its first places', () => {
  const report = textConvertReport('en', false);
  for (let i = 0; i < 5; i++) report.finding(lost(i), () => described(lost(i), contextIn('en'), 'en'));
  const text = report.end(conversion({ counts: { error: 5, warning: 0, info: 0 }, written: false }));
  expect(text).toMatch(/^ +5 +- +.*Subject/m);
  expect(text.indexOf('\n1. ')).toBeGreaterThan(text.indexOf('Subject'));
  expect(text).toMatch(/Nothing was written: 5 findings say/);
});

test('a program gets the facts, the counts of all findings and the first ten thousand of them', () => {
  const report = jsonConvertReport(TOOL);
  for (let i = 0; i < 10_001; i++) report.finding(lost(i), () => described(lost(i), contextIn('fr'), 'fr'));
  const counts = { error: 10_001, warning: 0, info: 0 };
  const { findings, ...facts } = JSON.parse(report.end(conversion({ counts, written: false }))) as { findings: unknown[] };
  expect(facts).toEqual({ tool: TOOL, ...conversion({ counts, written: false }), truncated: true });
  expect(findings).toHaveLength(10_000);
  expect(findings[0]).toMatchObject({ code: 'convert.null', path: '/marches/marche/0/objet' });
});
