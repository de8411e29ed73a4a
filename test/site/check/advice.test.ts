/** « À faire » names what is on the page. */
import { expect, test } from 'vitest';
import { adviceOn } from '../../../docs-site/src/check/advice.ts';
import { summaryOf } from '../../../docs-site/src/check/summary.ts';
import { wordsIn } from '../../../docs-site/src/check/words.ts';
import type { Checked } from '../../../src/library/page/types.ts';
import type { Group } from '../../../src/report/summary.ts';

const words = wordsIn('fr');

type Given = {
  form?: Checked['form'];
  version?: string;
  marche?: number;
  error?: number;
  review?: number;
  info?: number;
  drop?: number;
};

const summary = ({ form = 'json', version = '2.0.3', marche = 1, error = 0, review = 0, info = 0, drop = 0 }: Given) =>
  summaryOf(
    {
      ...{ readable: true, form, version, withheld: 0, groups: [] },
      detection: {
        ...{ version, candidates: [version] },
        reason: { by: 'by-kind', label: '', others: undefined, version: '', inForce: false, unknown: undefined },
      },
      verdict: {
        ...{ parsed: true, schemaVerdict: error === 0, counts: { error, warning: review, info }, toReview: review },
        records: { marche, 'contrat-concession': 0, valid: marche, invalid: 0, conforming: marche },
        rules: {
          notEvaluated: 0,
          forecast: {
            ...{ schema: '2.0.3', publish: 1, reserve: 0, drop, unknown: 0 },
            reasons: { drop: {}, reserve: {}, unknown: {} },
          },
        },
      },
    },
    {
      ...{ file: 'a', chosen: false, rulesVersion: 'next-1', inForce: '2.0.3', proposed: '2.1.0' },
      rules: { families: [], without: [], today: '2026-12-31' },
    },
    null,
  );

const GROUP: Group = {
  ...{ code: 'schema.type', severity: 'error', key: '/marches/marche/*/montant', title: 'valeur du mauvais type' },
  ...{ field: 'Montant', count: 2, records: 2, places: [] },
};

test.each<[string, Given, string]>([
  ['a file with errors', { error: 1 }, "corrigez d'abord « valeur du mauvais type : Montant » (« Voir où »"],
  ['a file to review', { review: 1 }, 'vérifiez les points ci-dessus. Si tout est voulu, le fichier peut être publié.'],
  ['a table to review', { review: 1, form: 'csv' }, 'Si tout est voulu, convertissez en JSON ou en XML pour publier : cliquez'],
  [
    'a file to review of another version',
    { review: 1, version: '2.1.0' },
    'avant de publier : choisissez 2.0.3 sous « Version du',
  ],
  ['a file to review with contracts that would be left out', { review: 1, drop: 2 }, 'en écarterait 2 contrats ; lisez « Ce que'],
  ['a table that is right', { form: 'csv' }, 'cliquez sur « JSON » ou « XML », sous « Convertir »'],
  ['contracts that would be left out', { drop: 2 }, 'lisez « Ce que ferait la consolidation nationale »'],
  ['a version that is not in force', { version: '2.1.0' }, 'choisissez 2.0.3 sous « Version du format »'],
  ['remarks', { info: 1 }, '« Voir où »'],
  ['no contract', { marche: 0 }, "il n'y a rien à publier"],
  ['nothing to do', {}, 'À faire : rien, le fichier peut être publié.'],
])('%s: what is to be done is on the page', (_, given, said) => {
  expect(adviceOn(summary(given), given.error ? [GROUP] : [], words)).toContain(said);
});

test('a file that is wrong as a whole has the advice of its finding', () => {
  expect(adviceOn(summary({ error: 1 }), [], words)).toContain("suivez le conseil donné avec l'erreur");
});

test('the line of the version has no name of lists, and the day no sum of rules', () => {
  expect(words.reportWords.version(summary({}))).toBe(
    'Version 2.0.3, reconnue au contenu : la structure du fichier est celle de cette version.',
  );
  expect(words.own['rules-day']({ day: '2026-12-31' })).toBe('Jour de référence : 2026-12-31.');
});
