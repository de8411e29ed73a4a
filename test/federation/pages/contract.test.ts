import { expect, test } from 'vitest';
import { contractPage } from '../../../federation/src/pages/contract.tsx';
import { HOSTILE, isHarmless, readable, written } from './written.ts';

const RECORD = {
  ...{ record: 'abcdefghij', state: 'unpublished', decidedBy: null, united: false, standard: '2.0.3', sources: [] },
  ...{ published: null, changes: 0, fullness: 0, priority: 0, judged: '', findings: [], body: {} },
};

const UNPUBLISHED = { firstPublished: null, lastPublished: null, records: [RECORD] };

const page = (
  kind: 'marche' | 'contrat-concession',
  body: Record<string, unknown>,
  lang: 'fr' | 'en' = 'fr',
  { records, ...published }: Record<keyof typeof UNPUBLISHED, unknown> = UNPUBLISHED,
): Promise<string> =>
  written(contractPage, {
    ...{ lang, params: { key: 'abc' } },
    answers: {
      '/v1/contrats/abc': {
        ...{ key: 'abc', kind, standard: '2.0.3', record: 'abcdefghij', sources: ['ville'], ...published },
        ...{ united: [], conflicts: [], refused: null, sequence: 1, withdrawn: false, warned: false },
        body: { objet: 'Travaux', ...body },
      },
      '/v1/contrats/abc/versions': { items: records, partial: false },
      '/v1/contrats/abc/provenance': { items: [], partial: false },
    },
  });

const MODIFICATIONS = [
  {
    modification: {
      ...{ id: 2, montant: 1_300_000, dureeMois: 14 },
      ...{ dateNotificationModification: '2025-05-02', datePublicationDonneesModification: '2025-05-12' },
    },
  },
  { modification: { id: 1, montant: 1_147_610, dateNotificationModification: '2025-03-02' } },
];

test('modifications are a table, and the amount of the contract is said to be the initial one', async () => {
  const html = await page('marche', { montant: 1_000_000, dureeMois: 12, modifications: MODIFICATIONS });
  const text = readable(html);
  expect(text).toContain('Montant initial 1 000 000 €');
  expect(text).toContain('Montant après la dernière modification qui le change 1 300 000 €');
  expect(text).toContain('Durée 12 mois');
  expect(text).toContain('2 2 mai 2025 1 300 000 € 14 mois 12 mai 2025');
  expect(text).toContain('1 2 mars 2025 1 147 610 € — —');
  expect(html.split('Le contrat, membre par membre')[0]).not.toContain('dateNotificationModification');
  expect(text).toContain("abcdefgh n'est plus publié");
  const english = readable(await page('marche', { dureeMois: 62 }, 'en'));
  expect(english).toContain('Duration 62 months');
  expect(english).toContain('procurement contract without warning');
  expect(english).not.toMatch(/marché|[Tt]itulaire/);
  expect(english).not.toContain('Initial amount');
});

test('of a concession, and of an earlier version, other members are read; a modification may change no amount', async () => {
  const changes = { dateSignatureModification: '2024-03-02', objetModification: 'Prolongation', dureeMois: 1 };
  const text = readable(await page('contrat-concession', { valeurGlobale: 500, modifications: [changes] }));
  expect(text).toContain('— 2 mars 2024 — 1 mois — Prolongation');
  expect(text).toContain('Montant 500 €');
  expect(text).not.toContain('Montant initial');
  const more = { valeurGlobale: 700, dateSignatureModification: '2024-03-02' };
  expect(readable(await page('contrat-concession', { valeurGlobale: 500, modifications: [more] }))).toContain(
    'qui le change 700 €',
  );
});

test('modifications that are none, or hostile, do no harm', async () => {
  const modifications = [null, 12, { id: HOSTILE, objetModification: HOSTILE, montant: HOSTILE, titulaires: [{ id: HOSTILE }] }];
  const html = await page('marche', { modifications });
  expect(isHarmless(html)).toBe(true);
  expect(readable(html)).not.toMatch(/undefined|NaN|\[object/);
  expect(readable(await page('marche', { modifications: 'x' }))).toContain("Aucune modification n'est publiée.");
});

const PUBLISHED = { firstPublished: '2024-01-02', lastPublished: '2024-03-04', records: [] };

test('a contract was published on the day that its data say, and last where anything of it was', async () => {
  const body = { datePublicationDonnees: '2023-08-12' };
  const text = readable(await page('marche', body, 'fr', PUBLISHED));
  expect(text).toContain('Publié le 12 août 2023 ');
  expect(text).toContain('Dernière publication 4 mars 2024 ');
  // The earliest of the last days of its records is of no use to people.
  expect(text).not.toContain('2 janv. 2024');
  expect(readable(await page('marche', body, 'en', PUBLISHED))).toContain('Published on 12 Aug 2023 ');
});

test('one whose data do not say it is without that day', async () => {
  expect(readable(await page('marche', {}, 'fr', PUBLISHED))).not.toContain('Publié le');
});

test('of each record, the members that the preferred one does not have alike are named', async () => {
  const body = { objet: 'Travaux', montant: 100, lieuExecution: { code: '35', nom: 'Rennes' } };
  const records = [
    { ...RECORD, state: 'selected', body },
    {
      ...RECORD,
      record: 'b',
      state: 'duplicate',
      body: { lieuExecution: { nom: 'Rennes', code: '35' }, montant: 100, objet: 'Travaux' },
    },
    { ...RECORD, record: 'c', body: { ...body, montant: 90, [HOSTILE]: 1, lieuExecution: { code: '22' } } },
  ];
  const html = await page('marche', body, 'fr', { ...UNPUBLISHED, records });
  expect(html).toContain('<section id="enregistrements">');
  const text = readable(html);
  expect(text).toContain('abcdefgh préféré — —');
  expect(text).toContain('b double du préféré — —');
  expect(text).toContain(`c n'est plus publié montant , lieuExecution , ${HOSTILE} — 2.0.3`);
  expect(isHarmless(html)).toBe(true);
  expect(text).toContain('Membres qui diffèrent du préféré');
});

test('where the preferred record is not among those given, nothing is compared', async () => {
  const text = readable(await page('marche', {}, 'fr', { ...UNPUBLISHED, records: [{ ...RECORD, record: 'c' }] }));
  expect(text).toContain("c n'est plus publié — 2.0.3");
  expect(text).not.toContain('Membres qui diffèrent');
});
