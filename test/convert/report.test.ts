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
  verdict: 'conforming',
  toReview: 0,
  lost: 0,
  written: true,
  ...change,
});

const ONE = { marche: 0, 'contrat-concession': 1 };
const LOSSY = { counts: { error: 2, warning: 0, info: 0 }, lost: 2 };
const ERRORS = { error: 9, warning: 0, info: 0 };

test.each<[what: string, lang: Lang, change: Partial<Conversion>, sentence: string]>([
  ['all written', 'fr', {}, '3 contrats convertis (version 2.0.3), dans out.csv.'],
  ['all written', 'en', {}, '3 contracts converted (version 2.0.3) into out.csv.'],
  ['a point to review', 'fr', { toReview: 1 }, 'dans out.csv. Avant de publier, vérifiez le point « à vérifier » ci-dessus.'],
  ['points to review', 'en', { toReview: 2 }, 'into out.csv. Before publishing, review the 2 points “to review” above.'],
  ['one record, of either kind', 'fr', { records: ONE }, '1 contrat converti (version 2.0.3), dans out.csv.'],
  ['one record, of either kind', 'en', { records: ONE }, '1 contract converted (version 2.0.3) into out.csv.'],
  ['a pipe', 'fr', { output: { file: '-', format: 'csv' } }, '3 contrats convertis (version 2.0.3), dans la sortie standard.'],
  ['a pipe', 'en', { output: { file: '-', format: 'csv' } }, '3 contracts converted (version 2.0.3) into standard output.'],
  ['a name with a line break', 'en', { output: { file: 'a\nb.csv', format: 'csv' } }, '(version 2.0.3) into a\\nb.csv.'],
  [
    'a loss that was asked for',
    'fr',
    LOSSY,
    'dans out.csv. Ce que nomment les constats de la conversion y manque, ou y serait lu autrement.\n',
  ],
  [
    'a loss that was asked for',
    'en',
    LOSSY,
    'into out.csv. What the findings of the conversion name is missing in it, or would be read otherwise.\n',
  ],
  ['a loss that was not', 'fr', { ...LOSSY, written: false }, "Rien n'a été écrit : 2 constats disent ce qui serait perdu"],
  ['a loss that was not', 'en', { ...LOSSY, written: false }, 'Nothing was written: 2 findings say what would be lost'],
  [
    'one loss among other errors',
    'en',
    { ...LOSSY, lost: 1, written: false },
    'Nothing was written: 1 finding says what would be lost',
  ],
  [
    'errors of the data',
    'fr',
    { counts: ERRORS },
    '3 contrats convertis, 9 erreurs à corriger (version 2.0.3), dans out.csv. Chaque erreur et sa place : « decp validate in.json », ou la page « Contrôler un fichier ». Corrigez, puis convertissez à nouveau.\n',
  ],
  [
    'errors of the data',
    'en',
    { counts: ERRORS },
    '3 contracts converted, 9 errors to correct (version 2.0.3) into out.csv. Each error and its place: “decp validate in.json”, or the page “Check a file”. Correct them, then convert again.\n',
  ],
  ['one error', 'fr', { counts: { ...ERRORS, error: 1 } }, '3 contrats convertis, 1 erreur à corriger (version'],
  ['errors and a loss', 'fr', { counts: ERRORS, lost: 2 }, '3 contrats convertis, 7 erreurs à corriger (version'],
  [
    'the version that was asked for',
    'en',
    { counts: ERRORS, schema: '2.1.0', input: { file: 'my file.csv', format: 'csv' } },
    "“decp validate 'my file.csv' --schema 2.1.0”",
  ],
  [
    'errors of what came by a pipe, to see in what was written',
    'en',
    { counts: ERRORS, input: { file: '-', format: 'json' } },
    '“decp validate out.csv”',
  ],
])('%s is said in a sentence (%s)', (_, lang, change, sentence) => {
  const text = textConvertReport(lang, false, 300).end(conversion(change));
  expect(text).toMatch(/^(in\.json|my file\.csv|-)\n\n/);
  expect(text).toContain(sentence);
});

const lost = (index: number) => findingOf('convert.null', `/marches/marche/${index}/objet`, { form: 'csv' });

test('what is lost is counted in a table, then shown with its first places', () => {
  const report = textConvertReport('en', false);
  for (let i = 0; i < 5; i++) report.finding(lost(i), () => described(lost(i), contextIn('en'), 'en'));
  const text = report.end(conversion({ counts: { error: 5, warning: 0, info: 0 }, lost: 5, written: false }));
  expect(text).toMatch(/^ +5 +- +.*Subject/m);
  expect(text.indexOf('\n1. ')).toBeGreaterThan(text.indexOf('Subject'));
  expect(text).toMatch(/Nothing was written: 5 findings say/);
});

test.each<[lang: Lang, heading: string]>([
  ['fr', 'À vérifier avant de publier :'],
  ['en', 'To review before publishing:'],
])('what to look at is said before all else, and the outcome is amber (%s)', (lang, heading) => {
  const report = textConvertReport(lang, true, 300);
  const hidden = findingOf('table.hidden-rows', '', {
    hidden: 5,
    contracts: 10,
    rows: ['3', '5-8'],
    more: false,
    filtered: false,
  });
  report.finding(lost(0), () => described(lost(0), contextIn(lang), lang));
  report.finding(hidden, () => described(hidden, contextIn(lang), lang));
  const text = report.end(conversion({ verdict: 'to-review', toReview: 1 }));
  const [, , first, said] = text.split('\n');
  expect(first).toBe(`\u001b[33m${heading}\u001b[39m`);
  expect(said).toMatch(/^ {3}5 contra.*\(3, 5-8\)/);
  expect(text).toMatch(/\u001b\[33m3 contra.*\u001b\[39m\n$/);
});

test('a program gets the facts, the counts of all findings and the first ten thousand of them', () => {
  const report = jsonConvertReport(TOOL);
  for (let i = 0; i < 10_001; i++) report.finding(lost(i), () => described(lost(i), contextIn('fr'), 'fr'));
  const counts = { error: 10_001, warning: 0, info: 0 };
  const { findings, ...facts } = JSON.parse(report.end(conversion({ counts, lost: 10_001, written: false }))) as {
    findings: unknown[];
  };
  expect(facts).toEqual({ tool: TOOL, ...conversion({ counts, lost: 10_001, written: false }), truncated: true });
  expect(findings).toHaveLength(10_000);
  expect(findings[0]).toMatchObject({ code: 'convert.null', path: '/marches/marche/0/objet' });
});
