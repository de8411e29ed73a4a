import { describe as group, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { findingOf } from '../../src/messages/finding-of.ts';
import { textReport as textReportWith, type TextOptions } from '../../src/report/text.ts';
import type { FileSummary } from '../../src/report/types.ts';
import { foreignWords } from '../messages/french.ts';
import type { Reported } from './files.ts';
import { BARE, BROKEN, CONFORMING, LISTING, OPTIONS, TABLE, TO_REVIEW, UNREADABLE, WITH_BOM, WRONG, written } from './files.ts';

const textReport = (options: TextOptions) => textReportWith({ ...options, listing: LISTING });

const CASES: Record<string, Reported[]> = {
  conforming: [CONFORMING],
  'conforming-with-bom': [WITH_BOM],
  'not-conforming': [WRONG],
  'not-json': [BROKEN],
  'bare-list': [BARE],
  table: [TABLE],
  'to-review': [TO_REVIEW],
  unreadable: [UNREADABLE],
  'several-files': [CONFORMING, TO_REVIEW, BARE, UNREADABLE],
};

/** What the rules say of a file of which the consolidation would leave so many contracts out. */
const dropping = (drop: number): NonNullable<FileSummary['rules']> => ({
  ...{ version: 'next-1', families: [], without: [], date: '2026-12-31', notEvaluated: 0 },
  forecast: { schema: '2.0.3', publish: 1, reserve: 0, drop, unknown: 0, reasons: { drop: {}, reserve: {}, unknown: {} } },
});

for (const lang of ['fr', 'en'] as Lang[]) {
  group(`text in ${lang}`, () => {
    test.each(Object.keys(CASES))('%s reads as in its golden file', async (name) => {
      const text = written(textReport({ ...OPTIONS, lang }), CASES[name] ?? [], lang);
      await expect(text).toMatchFileSnapshot(`../golden/report/${name}.${lang}.txt`);
    });

    test('no line is wider than the page', () => {
      for (const width of [80, 100]) {
        const lines = written(textReport({ ...OPTIONS, lang, width }), Object.values(CASES).flat(), lang).split('\n');
        expect(lines.filter((line) => line.length > width)).toEqual([]);
      }
    });

    test('a cut list says how many findings it leaves out, and the counts stay complete', async () => {
      const text = written(
        textReport({ ...OPTIONS, lang, maxFindings: 2, fullList: 'decp validate --format csv' }),
        [WRONG],
        lang,
      );
      await expect(text).toMatchFileSnapshot(`../golden/report/cut.${lang}.txt`);
      expect(text).toContain(lang === 'fr' ? '428 constats ne sont pas montrés' : '428 findings are not shown');
    });
  });
}

test('the French text holds no English word and no name of a keyword', () => {
  const text = written(textReport({ ...OPTIONS, lang: 'fr' }), Object.values(CASES).flat(), 'fr');
  // Codes are names: they stand where the reader is reported what to type, and nowhere else.
  const words = text.replace(/^ {3}En savoir plus : decp explain .*$/gm, '');
  expect(words.split('\n').flatMap(foreignWords)).toEqual([]);
  expect(words).not.toMatch(/\b(schema|syntax|encoding|structure)\./);
});

test.each([0, 1])('what to do is decided by all findings, of which %d are shown', (maxFindings) => {
  const [, ...errors] = WRONG.findings;
  const warning: Finding = { ...findingOf('encoding.bom', '', {}), severity: 'warning' };
  const [conforming, wrong] = [CONFORMING.summary, WRONG.summary];
  const doing = (reported: Reported): string =>
    written(textReport({ ...OPTIONS, lang: 'en', maxFindings }), [reported], 'en').match(/^To do: .*$/m)?.[0] ?? '';
  expect(doing({ findings: [warning, ...errors], summary: wrong })).toContain('To do: first correct “');
  expect(doing({ findings: [warning], summary: { ...wrong, counts: { error: 1, warning: 1, info: 0 } } })).toContain(
    'follow the advice',
  );
  expect(doing({ findings: [], summary: { ...conforming, counts: { error: 0, warning: 3, info: 0 } } })).toContain(
    'read the points',
  );
  expect(doing(CONFORMING)).toContain('To do: nothing');
});

test.each<[string, Partial<FileSummary>, string]>([
  ['', { format: 'json' }, 'If all is intended, the file can be published.'],
  [' and was judged by a version that is not in force', { format: 'json', inForce: '2.0.3' }, 'by the version in force, 2.0.3,'],
  [' and has contracts that would be left out', { format: 'json', rules: dropping(2) }, 'would leave out 2 contracts of it'],
  [' and is a table', { format: 'csv', inForce: '2.0.3', rules: dropping(2) }, 'convert to JSON or XML to publish'],
])('what is to be done with a file that is to be reviewed%s', (_, facts, said) => {
  const { findings, summary } = TO_REVIEW;
  const report = textReport({ ...OPTIONS, lang: 'en', width: 1000 });
  const [todo] = /^To do: .*$/m.exec(written(report, [{ findings, summary: { ...summary, ...facts } }], 'en')) ?? [];
  expect(todo).toContain('review “text turned into a date');
  expect(todo).toContain(said);
});

test('the report ends with the verdict, what to correct first and the command to run then', () => {
  const next = 'decp validate donnees/2024-08.json';
  const ends = (lang: Lang): string[] =>
    written(textReport({ ...OPTIONS, lang }), [{ ...WRONG, summary: { ...WRONG.summary, next } }], lang)
      .trimEnd()
      .split('\n')
      .slice(-3);
  expect(ends('fr')).toEqual([
    'Non conforme : 381 contrats à corriger sur 383 (380 marchés et 3 contrats de concession).',
    "À faire : corrigez d'abord « champ inconnu : _type » (380 fois), puis relancez le contrôle.",
    `  ${next}`,
  ]);
  expect(ends('en')[0]).toMatch(/^Not conforming: 381 contracts to correct/);
});

test('the most frequent problem comes first', () => {
  const text = written(textReport({ ...OPTIONS, lang: 'fr' }), [WRONG], 'fr');
  const order = ['1. Champ inconnu', '2. Valeur hors de la liste', '3. '].map((start) => text.indexOf(`\n${start}`));
  expect(order.every((place, i) => place > (order[i - 1] ?? 0))).toBe(true);
});

test('there are colours only where they are asked for', () => {
  const escape = /\u001b\[/;
  expect(written(textReport({ ...OPTIONS, lang: 'fr' }), [WRONG], 'fr')).not.toMatch(escape);
  expect(written(textReport({ ...OPTIONS, lang: 'fr', colour: true }), [WRONG], 'fr')).toMatch(escape);
});
